/**
 * The terms that operators' costs are sums of. Every term is a constant times one count of what
 * passes through the model, which is what makes sums over steps and fast sweeps exact.
 *
 * @module
 */
import type { ByteKind, OperatorGroup } from "./costs_types.ts";
import type { CostSettings } from "./costs_options.ts";
import type { TransformerModel } from "./types.ts";

/**
 * What costs are proportional to, summed over sequences and passes: passes of the model,
 * sequences, tokens, pairs of a token and one it attends to, tokens whose keys and values are
 * read, experts in use, tokens of an encoder's input, pairs across to them, tokens scored.
 */
export const workNames = [
  "passes",
  "sequences",
  "tokens",
  "pairs",
  "keys",
  "usedExperts",
  "encoderTokens",
  "crossPairs",
  "scored",
] as const;

/** The name of a count. */
export type WorkName = typeof workNames[number];

/** A size of the model with the text it has in formulas. */
export interface Factor {
  readonly text: string;
  readonly value: number;
}

/** A constant times a count. */
export interface Term {
  readonly kind: "flops" | ByteKind;
  readonly label: string;
  readonly times: number;
  /** Bytes a value; 1 for FLOPs. */
  readonly size: number;
  readonly work: WorkName;
  readonly factors: readonly Factor[];
  /** times · size · product of the factors. */
  readonly coefficient: number;
  /** How much more a backward pass adds, in units of the forward pass. */
  readonly backward: number;
}

/** An operator of one layer. */
export interface Operator {
  readonly name: string;
  readonly group: OperatorGroup;
  readonly terms: readonly Term[];
  /** Whether selective recomputation computes it a second time. */
  readonly recomputed?: boolean;
}

/** What operators are put together from. */
export interface Recipe {
  readonly model: TransformerModel;
  readonly settings: CostSettings;
  readonly sizes: Sizes;
  /** Whether keys and values go to a cache; otherwise they are activations. */
  readonly cached: boolean;
  /** The form of latent attention. */
  readonly latent: "naive" | "absorbed";
}

/** The sizes of a model, under the letters of formulas. */
export type Sizes = ReturnType<typeof sizesOf>;

/** The sizes of a model. */
export function sizesOf(model: TransformerModel) {
  const { latent, experts } = model;
  const factor = (text: string, value: number): Factor => ({ text, value });
  return {
    d: factor("d", model.width),
    h: factor("h", model.heads),
    g: factor("g", model.keyValueHeads),
    k: factor("k", model.headSize),
    f: factor("f", model.mlpWidth),
    V: factor("V", model.vocabulary),
    q: factor("q", latent?.queryRank ?? 0),
    c: factor("c", latent?.keyValueRank ?? 0),
    r: factor("r", latent?.rotarySize ?? 0),
    v: factor("v", latent?.valueSize ?? 0),
    E: factor("E", experts?.count ?? 0),
    A: factor("A", experts?.active ?? 0),
    S: factor("S", experts?.shared ?? 0),
    w: factor("w", experts?.width ?? 0),
  };
}

/** A factor that is the sum of two sizes. */
export function plus(a: Factor, b: Factor): Factor {
  return { text: `(${a.text} + ${b.text})`, value: a.value + b.value };
}

/** A term of FLOPs. */
export function flops(
  times: number,
  label: string,
  work: WorkName,
  factors: readonly Factor[],
  backward = 2,
): Term {
  return {
    kind: "flops",
    label,
    times,
    size: 1,
    work,
    factors,
    coefficient: times * product(factors),
    backward,
  };
}

/** What a term of bytes can be told. */
interface MovedOptions {
  readonly times?: number;
  readonly backward?: number;
}

/** A term of bytes. Without a cache, keys and values are activations. */
export function moved(
  { settings: { bytes }, cached }: Recipe,
  tensor: Exclude<ByteKind, "gradients">,
  label: string,
  work: WorkName,
  factors: readonly Factor[],
  { times = 1, backward = tensor === "weights" ? 1 : 2 }: MovedOptions = {},
): Term {
  const isCache = tensor === "kvRead" || tensor === "kvWrite";
  const kind = isCache && !cached ? "activations" : tensor;
  const size = kind === "weights"
    ? bytes.weights
    : kind === "activations"
    ? bytes.activations
    : bytes.keyValues;
  const coefficient = times * size * product(factors);
  return { kind, label, times, size, work, factors, coefficient, backward };
}

function product(factors: readonly Factor[]): number {
  let result = 1;
  for (const { value } of factors) result *= value;
  return result;
}
