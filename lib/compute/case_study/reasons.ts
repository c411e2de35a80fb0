/**
 * Why a printed number is not the computed one: each reason with the evidence that must hold.
 *
 * @module
 */
import type { OperatorTableRow, PrintedNumber } from "../data/types.ts";
import { computedRow, type PrintedQuantity } from "./computed.ts";
import { findCaseStudyModel } from "./models.ts";
import { caseStudyProfile } from "./profile.ts";
import { cutsTo, roundsCoarselyTo, roundsTo } from "./printed.ts";

/** The kinds of reason for a difference. */
export type ReasonKind = "rounding" | "slip" | "other-count" | "not-computed";

/** A reason for a difference. */
export interface ResidualReason {
  /** What kind of reason it is. */
  readonly kind: ReasonKind;
  /** The reason and its evidence, as sentences. */
  readonly sentence: string;
}

/** A printed number that differs, with what else its table prints. */
export interface Difference {
  /** The row it stands in. */
  readonly row: OperatorTableRow;
  /** Which of the row's numbers. */
  readonly quantity: PrintedQuantity;
  /** As printed. */
  readonly printed: PrintedNumber;
  /** As computed. */
  readonly computed: number;
  /** The rows of the same table, model and length, this one included. */
  readonly column: readonly OperatorTableRow[];
}

interface Explanation extends ResidualReason {
  /** Whether the evidence holds. */
  readonly holds: (difference: Difference) => boolean;
}

/** The reason for a difference whose evidence holds; none if there is no such reason. */
export function reasonFor(difference: Difference): ResidualReason | undefined {
  const found = explanations.find(({ holds }) => holds(difference));
  return found && { kind: found.kind, sentence: found.sentence };
}

/** Tried in turn: the more specific first. */
const explanations: readonly Explanation[] = [
  {
    kind: "slip",
    sentence:
      "A slip of the table: the row's own FLOPs divided by its own intensity give the computed value, " +
      "and so does its percentage of the total.",
    holds: ({ row, quantity, printed, computed, column }) => {
      const total = column.find(({ group }) => group === "total")?.memoryOperations;
      if (quantity !== "memoryOperations" || !row.flops || !row.intensity || !total) return false;
      const implied = row.flops.value / row.intensity.value;
      const share = (row.memoryShare?.value ?? NaN) * total.value;
      return near(implied, computed, 0.02) && near(share, computed, 0.1) &&
        !near(implied, printed.value, 0.25);
    },
  },
  {
    kind: "slip",
    sentence:
      "A slip of the table: its column of percentages sums to 98 as printed, and to 100 with the " +
      "computed value; the row's own memory operations give the computed percentage too.",
    holds: (difference) => {
      const { row, quantity, computed, column } = difference;
      const total = column.find(({ group }) => group === "total")?.memoryOperations;
      if (quantity !== "memoryShare" || !row.memoryOperations || !total) return false;
      const sums = columnSums(difference);
      const own = row.memoryOperations.value / total.value;
      return sums.printed === 98 && sums.computed === 100 && near(own, computed, 0.06);
    },
  },
  {
    kind: "rounding",
    sentence: "Rounded the other way: the whole percentages of its column sum to 100 only so.",
    holds: (difference) => {
      const { quantity, printed, computed } = difference;
      if (quantity !== "flopsShare" && quantity !== "memoryShare") return false;
      const sums = columnSums(difference);
      return sums.printed === 100 && sums.computed !== 100 &&
        Math.abs(computed - printed.value) < 0.6 * printed.place;
    },
  },
  {
    kind: "other-count",
    sentence:
      "BERT-Large was counted with 22·d²·l FLOPs a layer where four projections and an MLP of 4·d " +
      "have 24: that count gives every printed value.",
    holds: ({ row, quantity, printed }) =>
      quantity === "flops" && row.model === "BERT-Large" &&
      roundsTo(smallerCount(row).flops, printed),
  },
  {
    kind: "other-count",
    sentence:
      "BERT-Large was counted with 22·d²·l FLOPs a layer instead of 24; with the weights of one " +
      "projection left out too, the value comes within one unit of its last printed place.",
    holds: ({ row, quantity, printed }) => {
      if (row.model !== "BERT-Large") return false;
      const { flops, bytes } = smallerCount(row);
      if (quantity === "memoryOperations") return cutsTo(bytes, printed);
      return quantity === "intensity" && Math.abs(flops / bytes - printed.value) < printed.place;
    },
  },
  {
    kind: "rounding",
    sentence: "Cut off after the last printed digit, not rounded.",
    holds: ({ printed, computed }) => cutsTo(computed, printed),
  },
  {
    kind: "rounding",
    sentence: "Rounded to one digit fewer than is printed.",
    holds: ({ printed, computed }) => roundsCoarselyTo(computed, printed),
  },
];

/** The sum of a column's percentages as printed, and with one of them as computed. */
function columnSums({ row, quantity, column }: Difference) {
  const sums = { printed: 0, computed: 0 };
  for (const other of column) {
    const share = quantity === "flopsShare" ? other.flopsShare : other.memoryShare;
    // Shares below one percent are printed with a decimal and stand beside the sum.
    if (other.group === "total" || !share || share.place < 0.01) continue;
    sums.printed += Math.round(100 * share.value);
    const computed = quantity === "flopsShare"
      ? computedRow(other).flopsShare
      : computedRow(other).memoryShare;
    sums.computed += other === row
      ? Math.round(100 * (computed ?? NaN))
      : Math.round(100 * share.value);
  }
  return sums;
}

/** BERT-Large with one product of d × d fewer a layer: its FLOPs and its weights, not its operands. */
function smallerCount(row: OperatorTableRow) {
  const model = findCaseStudyModel(row.model);
  const tokens = row.tokens ?? NaN;
  const { total } = caseStudyProfile(model, tokens, { phase: model.phase });
  const weights = model.layers * model.width ** 2;
  return { flops: total.flops - 2 * weights * tokens, bytes: total.bytes - weights };
}

function near(value: number, other: number, tolerance: number): boolean {
  return Math.abs(value - other) <= tolerance * Math.abs(other);
}
