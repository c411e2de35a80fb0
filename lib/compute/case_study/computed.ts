/**
 * What the library computes for a printed row.
 *
 * @module
 */
import type { OperatorTableRow } from "../data/types.ts";
import { type ConstrainedOperator, constrainedProfile } from "./constrained.ts";
import { findCaseStudyModel } from "./models.ts";
import { caseStudyProfile } from "./profile.ts";
import { convolutionCost, listedConvolutions } from "./resnet.ts";
import type { CaseStudyCost, CaseStudyGroup } from "./types.ts";

/** What a printed number counts. */
export const printedQuantities = [
  "flops",
  "flopsShare",
  "memoryOperations",
  "memoryShare",
  "intensity",
  "normalizedLatency",
] as const;

/** What a printed number counts, under the name it has in a row. */
export type PrintedQuantity = typeof printedQuantities[number];

/** Computed values by what they count; what is not computed is left out. */
export type ComputedRow = { readonly [Quantity in PrintedQuantity]?: number };

/** Computes what a row prints, as far as the convention reaches. */
export function computedRow(row: OperatorTableRow): ComputedRow {
  if (row.table === "table-12") return convolutionRow(row);
  if (row.table === "table-5") return constrainedRow(row);
  if (row.tokens === undefined || row.normalizedLatency !== undefined) return {};
  const model = findCaseStudyModel(row.model);
  const { groups, total } = caseStudyProfile(model, row.tokens, { phase: model.phase });
  const part = row.group in groups ? groups[row.group as CaseStudyGroup] : total;
  return {
    ...counts(part),
    flopsShare: part.flops / total.flops,
    memoryShare: part.bytes / total.bytes,
  };
}

function constrainedRow(row: OperatorTableRow): ComputedRow {
  if (row.tokens === undefined) return {};
  const { operators, total } = constrainedProfile(findCaseStudyModel(row.model), row.tokens);
  const part = row.group in operators ? operators[row.group as ConstrainedOperator] : total;
  return { intensity: part.intensity };
}

/** A row's FLOPs and bytes are those of all its convolutions, its intensity that of one. */
function convolutionRow(row: OperatorTableRow): ComputedRow {
  const listed = listedConvolutions().find(({ shape }) => shape === row.shape);
  if (!listed) return {};
  const { flops, bytes, intensity } = convolutionCost(listed);
  return { flops: listed.count * flops, memoryOperations: listed.count * bytes, intensity };
}

function counts({ flops, bytes, intensity }: CaseStudyCost): ComputedRow {
  return { flops, memoryOperations: bytes, intensity };
}
