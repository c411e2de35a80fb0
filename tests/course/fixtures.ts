import { defineMachine, type Machine } from "@/lib/compute/mod.ts";
import { fullVocabulary } from "@/lib/course/expression/full_vocabulary.ts";
import type {
  ChoiceExercise,
  NumericExercise,
  PredictionExercise,
  RichNode,
} from "@/lib/course/types.ts";

/** Machines with round numbers, so that expectations can be worked out by hand. */
export const machines: readonly Machine[] = [
  machine("a100-40", "A100 40GB", 312e12, 1555e9),
  machine("a100-80", "A100 80GB", 312e12, 2039e9),
  machine("a100-80-pcie", "A100 80GB PCIe", 312e12, 1935e9),
  machine("v100", "V100", 125e12, 900e9),
  machine("round", "Round", 100e12, 1e12),
];

export const vocabulary = fullVocabulary(machines);

function machine(id: string, name: string, fp16: number, bandwidth: number): Machine {
  return defineMachine({
    id,
    name,
    year: 2020,
    peaks: { fp16, fp32: fp16 / 16 },
    levels: [
      { id: "memory", name: "HBM", capacity: 80e9, bandwidth },
      { id: "l2", name: "L2 cache", bandwidth: 4 * bandwidth },
    ],
    link: { bandwidth: 600e9, description: "made up" },
    source: "made up for tests",
  });
}

/** A value still to be computed, as the content compiler leaves it in a template. */
export function hole(expression: string, style: Record<string, string | number> = {}): RichNode {
  return { tag: "x-value", props: { expression, ...style } };
}

const base = {
  version: 1,
  lesson: "the-roofline",
  number: 1,
  constraints: [],
  source: "lesson.md:1",
} as const;

/** How fast may an operator of a drawn intensity run on a drawn machine? */
export function numericExercise(change: Partial<NumericExercise> = {}): NumericExercise {
  return {
    ...base,
    kind: "numeric",
    id: "roofline/attainable",
    params: {
      machine: { kind: "pick", values: ["v100", "a100-80", "round"] },
      intensity: { kind: "powers-of-two", from: 1, to: 64 },
    },
    prompt: ["How fast is ", hole("intensity"), " FLOP/byte on a ", hole("name(machine)"), "?"],
    answer: 'attainable(intensity, machine, "fp16")',
    unit: "TFLOP/s",
    tolerance: { kind: "relative", value: 0.02 },
    slips: [
      { answer: 'peak(machine, "fp16")', say: ["That is the flat part of the roof."] },
      { answer: "bandwidth(machine) / intensity", say: ["Multiply by ", hole("intensity"), "."] },
    ],
    hints: [["Compare with ", hole('ridge(machine, "fp16")'), "."], ["Multiply."]],
    solution: [hole("bandwidth(machine)"), " × ", hole("intensity"), " = ", hole("answer")],
    constraints: ["intensity > 1"],
    ...change,
  };
}

/** What limits a matrix-vector product? */
export function choiceExercise(change: Partial<ChoiceExercise> = {}): ChoiceExercise {
  return {
    ...base,
    kind: "single",
    id: "roofline/which",
    params: { n: { kind: "pick", values: [2, 4] } },
    prompt: ["What limits it?"],
    hints: [["Count."]],
    solution: ["Memory does."],
    shuffle: true,
    choices: [
      { id: "a", text: ["Memory"], correct: true, why: ["Each weight is used once."] },
      { id: "b", text: ["Arithmetic"], correct: "n > 2 && n < 2", why: ["Not ", hole("n"), "."] },
      { id: "c", text: ["The network"], correct: false, why: ["There is one chip."] },
    ],
    ...change,
  };
}

/** A prediction by choice; with `numeric`, by number. */
export function predictionExercise(change: Partial<PredictionExercise> = {}): PredictionExercise {
  return {
    ...base,
    kind: "prediction",
    id: "gemv-bound",
    params: {},
    prompt: ["Which limits it?"],
    hints: [],
    solution: [],
    choices: [
      { id: "a", text: ["Arithmetic"], correct: false, why: ["It would need more."] },
      { id: "b", text: ["Memory"], correct: true, why: ["Once each."] },
    ],
    reveal: ["Now drag it."],
    ...change,
  };
}

/** The text of a tree, as a reader sees it. */
export function textOf(nodes: readonly RichNode[]): string {
  return nodes.map((node) => typeof node === "string" ? node : textOf(node.children ?? [])).join(
    "",
  );
}
