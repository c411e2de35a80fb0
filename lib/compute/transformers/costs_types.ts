/**
 * What the costs of a Transformer look like: by operator, by part and together.
 *
 * @module
 */

/** What bytes are moved for. */
export const byteKinds = ["weights", "activations", "gradients", "kvRead", "kvWrite"] as const;

/**
 * What bytes are moved for: weights read, activations read and written, gradients of weights
 * written, cached keys and values read and written.
 */
export type ByteKind = typeof byteKinds[number];

/** Bytes by what they are moved for; kinds that do not occur are 0. */
export type BytesByKind = Readonly<Record<ByteKind, number>>;

/** What operators do, coarsely. */
export const operatorGroups = [
  "embedding",
  "norms",
  "projections",
  "attention",
  "mlp",
  "residuals",
  "head",
] as const;

/**
 * What an operator does, coarsely: `projections` multiply tokens with the weights of attention,
 * `attention` tokens with tokens, `mlp` covers experts and their router too.
 */
export type OperatorGroup = typeof operatorGroups[number];

/** FLOPs and bytes. */
export interface TransformerCost {
  /** Floating-point operations. */
  readonly flops: number;
  /** Bytes loaded and stored. */
  readonly bytes: number;
  /** The bytes by kind: they sum to `bytes`. */
  readonly byKind: BytesByKind;
  /** Arithmetic intensity, FLOP/byte. */
  readonly intensity: number;
}

/** One part of an operator's cost, with the formula it comes from. */
export interface TransformerTerm {
  /** FLOPs, or which bytes. */
  readonly kind: "flops" | ByteKind;
  /** What is counted: `multiply-accumulates`, `input`. */
  readonly label: string;
  /**
   * The formula in the part's variables, such as `2·tokens·d·h·k`: products of numbers, variables
   * and sums of variables in brackets. In terms of bytes the last number is the bytes a value takes.
   */
  readonly formula: string;
  /** FLOPs or bytes. */
  readonly value: number;
}

/** An operator in one layer. */
export interface TransformerOperator extends TransformerCost {
  /** Such as `query projection`. */
  readonly name: string;
  /** What it does, coarsely. */
  readonly group: OperatorGroup;
  /** The parts of its cost: those of one kind sum to it. */
  readonly terms: readonly TransformerTerm[];
}

/** Layers that cost the same, or what comes before or after them. Costs are those of one. */
export interface TransformerPart extends TransformerCost {
  /** `start`: embeddings. `layers`: layers that are alike. `end`: the last norm and the head. */
  readonly part: "start" | "layers" | "end";
  /** The stack it belongs to. */
  readonly stack: "encoder" | "decoder";
  /** How many there are. */
  readonly count: number;
  /** Tokens that each of these layers attends to at most; `null` if there is no window. */
  readonly window: number | null;
  /** Whether the MLP of these layers is a choice of experts. */
  readonly experts: boolean;
  /** Sizes and counts under the names the formulas use. */
  readonly variables: Readonly<Record<string, number>>;
  /** The operators, in the order they run. */
  readonly operators: readonly TransformerOperator[];
}

/** An operator, summed over the layers of its stack. */
export interface OperatorSum extends TransformerCost {
  /** Such as `query projection`. */
  readonly name: string;
  /** What it does, coarsely. */
  readonly group: OperatorGroup;
  /** The stack it belongs to. */
  readonly stack: "encoder" | "decoder";
  /** In how many layers it occurs. */
  readonly count: number;
}

/** The operators of a group, summed over all layers. */
export interface GroupSum extends TransformerCost {
  /** The group. */
  readonly group: OperatorGroup;
}

/** What a Transformer does at once. */
export type Phase = "forward" | "prefill" | "decode" | "training";

/** What a phase costs, and how that was counted. Costs are those of the whole model. */
export interface PhaseCost extends TransformerCost {
  /** The phase. */
  readonly phase: Phase;
  /** The model's name. */
  readonly model: string;
  /** How often the model runs: more than 1 where decode steps are summed. */
  readonly passes: number;
  /** Sequences at once. */
  readonly batch: number;
  /** Tokens that pass through the generating stack, all sequences and passes together. */
  readonly tokens: number;
  /**
   * Bytes that must be held at least: weights, cached keys and values, activations of one layer;
   * in training weights and gradients only.
   */
  readonly footprint: number;
  /** The parts of the model, in the order they run, with their operators. */
  readonly parts: readonly TransformerPart[];
  /** Operators summed over layers, in the order they first run. */
  readonly operators: readonly OperatorSum[];
  /** Operators summed by what they do. */
  readonly groups: readonly GroupSum[];
  /** How it was counted, in sentences. */
  readonly conventions: readonly string[];
}
