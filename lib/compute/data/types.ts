/**
 * What the rows of the data tables hold.
 *
 * @module
 */

/** The trends that the paper's figures draw, and a line drawn beside them. */
export type GrowthSeriesId =
  | "peak-rate"
  | "dram-bandwidth"
  | "interconnect-rate"
  | "model-parameters"
  | "accelerator-memory"
  | "training-compute"
  | "moores-law";

/** What a growth value counts, in base units; a transfer is one symbol on one lane. */
export type GrowthUnit = "FLOP/s" | "byte/s" | "transfer/s" | "parameter" | "byte" | "FLOP";

/** How it is known what a point of a figure stands for. */
export type LabelBasis = "printed" | "partly inferred" | "inferred" | "unknown";

/** A point of one of the paper's trend figures, recovered from its vector graphics. */
export interface GrowthPoint {
  /** The trend it belongs to. */
  readonly series: GrowthSeriesId;
  /** Year, month and day, as `2020-05-14`. */
  readonly date: string;
  /** The device, memory, link or model. */
  readonly label: string;
  /** Whether the figure prints the label, or it was inferred from date and value. */
  readonly labelBasis: LabelBasis;
  /** In `unit`, to about four digits. */
  readonly value: number;
  /** The unit of `value`. */
  readonly unit: GrowthUnit;
  /** The value on the figure's own axis, where that is not `value` in another unit. */
  readonly plotted?: number;
  /** Whether the figure's trend line is fitted to it. */
  readonly inFit: boolean;
  /** Where the point was read. */
  readonly source: string;
  /** How it was read, in words. */
  readonly confidence: string;
  /** What to know before using it. */
  readonly note?: string;
}

/** One of the paper's trends: what it prints, and what a fit of its own points gives. */
export interface GrowthSeries {
  /** The name its points carry. */
  readonly id: GrowthSeriesId;
  /** What is measured. */
  readonly name: string;
  /** The unit of its points' `value`. */
  readonly unit: GrowthUnit;
  /** What the figure's own axis shows. */
  readonly axis: string;
  /** The growth as the figure prints it. */
  readonly printed: string;
  /** The printed growth factor over two years. */
  readonly printedPerTwoYears: number;
  /** The printed growth factor over twenty years, if there is one. */
  readonly printedPerTwentyYears?: number;
  /**
   * The growth factor over two years of 365.25 days that least squares of the decimal logarithm
   * on the date gives for the points in the fit; for a drawn line, that of its two ends.
   */
  readonly fittedPerTwoYears: number;
  /** The same over twenty years, where the paper prints one. */
  readonly fittedPerTwentyYears?: number;
  /** Which points the fit takes, in words. */
  readonly fitPoints: string;
  /** Where the fitted factors come from. */
  readonly source: string;
  /** How sure they are, in words. */
  readonly confidence: string;
  /** What to know before using the trend. */
  readonly note?: string;
}

/** A row of the tables in the paper's repository, as printed there. */
export interface PaperModel {
  /** Which table: language models, vision models, or the memory that training takes. */
  readonly table: "language" | "vision" | "training-memory";
  /** Year, month and day, or the year alone. */
  readonly date: string;
  /** The model's name as printed. */
  readonly model: string;
  /** The length of its input in tokens. */
  readonly tokens?: number;
  /** The size of its input in pixels, as `224x224`. */
  readonly resolution?: string;
  /** Inputs a training step. */
  readonly batch?: number;
  /** The number of parameters. */
  readonly parameters?: number;
  /** The number of values in its activations. */
  readonly features?: number;
  /** FLOPs of one inference. */
  readonly inferenceFlops?: number;
  /** FLOPs of the whole training. */
  readonly trainingFlops?: number;
  /** Bytes of the parameters in training. */
  readonly parameterBytes?: number;
  /** Bytes of the optimizer's state in training. */
  readonly optimizerBytes?: number;
  /** Bytes of the activations in training. */
  readonly activationBytes?: number;
  /** Bytes of the total as printed. */
  readonly printedTotalBytes?: number;
  /** Bytes of the total as the sum of the printed parts. */
  readonly summedTotalBytes?: number;
  /** Where the row was read. */
  readonly source: string;
  /** How it was read. */
  readonly confidence: string;
  /** A slip of the table, or what else to know. */
  readonly note?: string;
}

/** A number as printed: its value and how finely it was rounded. */
export interface PrintedNumber {
  /** In base units. */
  readonly value: number;
  /** The worth of one unit in its last printed place; rounding is half of it at most. */
  readonly place: number;
}

/** A table or figure of the survey: its number, as `table-3`. */
export type OperatorTableId =
  | "table-3"
  | "table-4"
  | "table-5"
  | "table-11"
  | "table-12"
  | "figure-4"
  | "figure-5"
  | "figure-6"
  | "figure-9"
  | "figure-32";

/** What a row of the operator tables is about. */
export type OperatorGroup =
  | "projections"
  | "activation-to-activation"
  | "mlp"
  | "other"
  | "total"
  | "end-to-end"
  | "query-key-value-projections"
  | "query-key"
  | "attention-value"
  | "output-projection"
  | "mlp-up"
  | "mlp-down"
  | "convolution"
  | "batch-norm"
  | "relu"
  | "total-unfused"
  | "total-fused";

/** A row of the survey's operator tables, or a bar of its figures. */
export interface OperatorTableRow {
  /** The table or figure. */
  readonly table: OperatorTableId;
  /** `BERT-Base`, `BERT-Large`, `GPT-2` or `ResNet50`. */
  readonly model: string;
  /** The sequence length in tokens; none for ResNet50. */
  readonly tokens?: number;
  /** The group of operators, or the whole model. */
  readonly group: OperatorGroup;
  /** The kernel and output of a single convolution. */
  readonly shape?: string;
  /** FLOPs. */
  readonly flops?: PrintedNumber;
  /** Part of the model's FLOPs, from 0 to 1. */
  readonly flopsShare?: PrintedNumber;
  /** Memory operations: values read or written, at the survey's one byte a value also bytes. */
  readonly memoryOperations?: PrintedNumber;
  /** Part of the model's memory operations, from 0 to 1. */
  readonly memoryShare?: PrintedNumber;
  /** FLOPs a memory operation. */
  readonly intensity?: PrintedNumber;
  /** Latency in units of BERT-Base at 128 tokens. */
  readonly normalizedLatency?: PrintedNumber;
  /** Where the row was read. */
  readonly source: string;
  /** How it was read. */
  readonly confidence: string;
  /** What to know before using it. */
  readonly note?: string;
}

/** A published effect of a remedy for the memory wall. */
export interface RemedyClaim {
  /** The remedy, or the kind of measurement. */
  readonly topic: string;
  /** What is claimed, or what was measured. */
  readonly claim: string;
  /** The figures as published. */
  readonly value: string;
  /** What they hold for. */
  readonly conditions?: string;
  /** Where they stand. */
  readonly source: string;
  /** Whether they were read there, in another's account, or still lack a source that was read. */
  readonly status: "in source" | "secondary source" | "unverified";
  /** The same in words. */
  readonly confidence: string;
}
