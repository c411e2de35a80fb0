import type { FigureContext, FigureSchema } from "../definition.ts";
import { drawableMachines, usualMachine } from "../machines.ts";
import { type Attributes, readChoice, readInteger, readList, refuseUnknown } from "../props.ts";
import { gradientBytes, modelIds, tokenBytes, usualTokens } from "./models.ts";
import { readBytes, readEfficiency, readQuantity, spans } from "./quantities.ts";

/** The state of the all-reduce. */
export interface AllReduceState {
  /** The machine whose link and peak are used. */
  readonly machine: string;
  /** Bytes a second one way, in place of the machine's link; 0 for the machine's. */
  readonly bandwidth: number;
  /** Seconds before the first byte of a message arrives. */
  readonly latency: number;
  readonly devices: number;
  /** Bytes to be reduced. */
  readonly bytes: number;
  /** The arithmetic that the communication is set against. */
  readonly work: Work;
  /** Tokens on each device in a data parallel step. */
  readonly tokens: number;
  /** The model whose layers are split, by its id. */
  readonly model: string;
  /** The part of the peak that the arithmetic reaches. */
  readonly efficiency: number;
  readonly controls: readonly AllReduceControl[];
}

/** What is computed beside the communication. */
export type Work = "none" | "data-parallel" | "tensor-parallel";

/** Groups of controls that an author can leave out. */
export type AllReduceControl =
  | "presets"
  | "machine"
  | "bandwidth"
  | "latency"
  | "devices"
  | "bytes"
  | "work"
  | "model"
  | "tokens"
  | "efficiency";

const allControls: readonly AllReduceControl[] = [
  "presets",
  "machine",
  "bandwidth",
  "latency",
  "devices",
  "bytes",
  "work",
  "model",
  "tokens",
  "efficiency",
];

/** What communication can be set against. */
export const works: readonly Work[] = ["none", "data-parallel", "tensor-parallel"];

/** What the number of devices may be. */
export const deviceSpan = { min: 2, max: 1024 } as const;

/** What tokens on a device may be. */
export const tokenSpan = { min: 1, max: 2 ** 20 } as const;

/** The names of its properties; docs/figures.md says what each is. */
const allReducePropNames = [
  "machine",
  "bandwidth",
  "latency",
  "devices",
  "bytes",
  "work",
  "tokens",
  "model",
  "efficiency",
  "controls",
];

/** The machines with a link and a peak. */
export function linkedMachines(context: FigureContext) {
  return drawableMachines(context).filter(({ link }) => link !== undefined);
}

/** Reads the properties of the all-reduce. */
export function parseAllReduce(attributes: Attributes, context: FigureContext): AllReduceState {
  refuseUnknown(attributes, allReducePropNames);
  const linked = linkedMachines(context).map(({ id }) => id);
  const usual = usualMachine(context);
  const work = readChoice(attributes, "work", works, "none");
  const model = readChoice(attributes, "model", modelIds(), "gpt-3-175b");
  return {
    machine: readChoice(
      attributes,
      "machine",
      linked,
      linked.includes(usual) ? usual : linked[0] ?? "",
    ),
    bandwidth: readQuantity(attributes, "bandwidth", spans.bandwidth, 0),
    latency: readQuantity(attributes, "latency", spans.latency, 5e-6),
    devices: readInteger(attributes, "devices", deviceSpan, 8),
    bytes: readBytes(attributes, usualBytes(work, model)),
    work,
    tokens: readInteger(attributes, "tokens", tokenSpan, 2048),
    model,
    efficiency: readEfficiency(attributes),
    controls: readList(attributes, "controls", allControls, allControls),
  };
}

/** What is reduced unless it is said: a model's gradients, a layer's activations, or 16 GB. */
export function usualBytes(work: Work, model: string): number {
  switch (work) {
    case "none":
      return 16e9;
    case "data-parallel":
      return gradientBytes(model);
    case "tensor-parallel":
      return tokenBytes(model) * usualTokens(model);
  }
}

/** Writes the state of the all-reduce as properties. */
export function formatAllReduce(state: AllReduceState): Record<string, string> {
  return {
    machine: state.machine,
    bandwidth: state.bandwidth === 0 ? "" : String(state.bandwidth),
    latency: String(state.latency),
    devices: String(state.devices),
    bytes: String(state.bytes),
    work: state.work,
    tokens: String(state.tokens),
    model: state.model,
    efficiency: String(state.efficiency),
    controls: state.controls.join(",") || "none",
  };
}

/** What the all-reduce accepts. */
export const allReduceSchema: FigureSchema<AllReduceState> = {
  name: "all-reduce",
  props: allReducePropNames.map((name) => ({ name })),
  parseProps: parseAllReduce,
  formatProps: formatAllReduce,
};
