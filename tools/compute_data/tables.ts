/**
 * The data tables besides the machines: their columns, and what a row becomes.
 * `content/data/README.md` describes them.
 *
 * @module
 */
import type { Columns } from "@/lib/course/data/table.ts";
import type { Cells } from "./cells.ts";
import type { Value } from "./literal.ts";

/** A table and how it is read. */
export interface Table {
  readonly columns: Columns;
  readonly toValue: (cells: Cells) => Value;
}

const series = [
  "peak-rate",
  "dram-bandwidth",
  "interconnect-rate",
  "model-parameters",
  "accelerator-memory",
  "training-compute",
  "moores-law",
];
const units = ["FLOP/s", "byte/s", "transfer/s", "parameter", "byte", "FLOP"];

/** The columns that every table ends in. */
function origin(cells: Cells): { source: string; confidence: string; note: string | undefined } {
  return {
    source: cells.needed("source"),
    confidence: cells.needed("confidence"),
    note: cells.text("note"),
  };
}

/** `growth.csv`. */
export const growth: Table = {
  columns: {
    required: ["series", "date", "label", "label_basis", "value", "unit", "in_fit", "source"],
    optional: ["plotted", "confidence", "note"],
  },
  toValue: (cells) => ({
    series: cells.oneOf("series", series),
    date: cells.date("date"),
    label: cells.needed("label"),
    labelBasis: cells.oneOf("label_basis", ["printed", "partly inferred", "inferred", "unknown"]),
    value: cells.number("value"),
    unit: cells.oneOf("unit", units),
    plotted: cells.number("plotted"),
    inFit: cells.flag("in_fit"),
    ...origin(cells),
  }),
};

/** `growth_series.csv`. */
export const growthSeries: Table = {
  columns: {
    required: ["series", "name", "unit", "printed_per_2_years", "fit_per_2_years", "source"],
    optional: [
      "axis",
      "printed",
      "printed_per_20_years",
      "fit_per_20_years",
      "fit_points",
      "confidence",
      "note",
    ],
  },
  toValue: (cells) => ({
    id: cells.oneOf("series", series),
    name: cells.needed("name"),
    unit: cells.oneOf("unit", units),
    axis: cells.needed("axis"),
    printed: cells.needed("printed"),
    printedPerTwoYears: cells.number("printed_per_2_years"),
    printedPerTwentyYears: cells.number("printed_per_20_years"),
    fittedPerTwoYears: cells.number("fit_per_2_years"),
    fittedPerTwentyYears: cells.number("fit_per_20_years"),
    fitPoints: cells.needed("fit_points"),
    ...origin(cells),
  }),
};

/** `paper_models.csv`. */
export const paperModels: Table = {
  columns: {
    required: ["table", "date", "model", "source"],
    optional: [
      "tokens",
      "resolution",
      "batch",
      "parameters_millions",
      "features_millions",
      "inference_gflop",
      "training_pflop",
      "parameters_gb",
      "optimizer_gb",
      "activations_gb",
      "total_gb_printed",
      "total_gb_sum",
      "confidence",
      "note",
    ],
  },
  toValue: (cells) => ({
    table: cells.oneOf("table", ["language", "vision", "training-memory"]),
    date: cells.date("date", { yearAlone: true }),
    model: cells.needed("model"),
    tokens: cells.number("tokens"),
    resolution: cells.text("resolution"),
    batch: cells.number("batch"),
    parameters: cells.number("parameters_millions", 1e6),
    features: cells.number("features_millions", 1e6),
    inferenceFlops: cells.number("inference_gflop", 1e9),
    trainingFlops: cells.number("training_pflop", 1e15),
    parameterBytes: cells.number("parameters_gb", 1e9),
    optimizerBytes: cells.number("optimizer_gb", 1e9),
    activationBytes: cells.number("activations_gb", 1e9),
    printedTotalBytes: cells.number("total_gb_printed", 1e9),
    summedTotalBytes: cells.number("total_gb_sum", 1e9),
    ...origin(cells),
  }),
};

const tables = [3, 4, 5, 11, 12].map((number) => `table-${number}`);
const figures = [4, 5, 6, 9, 32].map((number) => `figure-${number}`);
const groups = [
  ...["projections", "activation-to-activation", "mlp", "other", "total", "end-to-end"],
  ...["query-key-value-projections", "query-key", "attention-value", "output-projection"],
  ...["mlp-up", "mlp-down", "convolution", "batch-norm", "relu", "total-unfused", "total-fused"],
];

/** `operator_tables.csv`. */
export const operatorTables: Table = {
  columns: {
    required: ["table", "model", "group", "source"],
    optional: [
      "tokens",
      "shape",
      "flops_g",
      "flops_percent",
      "memory_operations_g",
      "memory_operations_percent",
      "intensity",
      "normalized_latency",
      "confidence",
      "note",
    ],
  },
  toValue: (cells) => ({
    table: cells.oneOf("table", [...tables, ...figures]),
    model: cells.needed("model"),
    tokens: cells.number("tokens"),
    group: cells.oneOf("group", groups),
    shape: cells.text("shape"),
    flops: cells.printed("flops_g", 1e9),
    flopsShare: cells.printed("flops_percent", 0.01),
    memoryOperations: cells.printed("memory_operations_g", 1e9),
    memoryShare: cells.printed("memory_operations_percent", 0.01),
    intensity: cells.printed("intensity"),
    normalizedLatency: cells.printed("normalized_latency"),
    ...origin(cells),
  }),
};

/** `remedies.csv`. */
export const remedies: Table = {
  columns: {
    required: ["topic", "claim", "value", "source", "status"],
    optional: ["conditions", "confidence"],
  },
  toValue: (cells) => ({
    topic: cells.needed("topic"),
    claim: cells.needed("claim"),
    value: cells.needed("value"),
    conditions: cells.text("conditions"),
    source: cells.needed("source"),
    status: cells.oneOf("status", ["in source", "secondary source", "unverified"]),
    confidence: cells.needed("confidence"),
  }),
};
