/**
 * The data of the course as typed lists: machines, the paper's trends and
 * tables, the survey's operator tables, published effects of remedies.
 *
 * Numbers are in base units. Each row says where it was read and how sure it
 * is. The lists are apart from the rest of the library, so that a program
 * carries only what it imports.
 *
 * @module
 */
export { knownMachines } from "./machines.ts";
export { growthPoints, growthSeries } from "./growth.ts";
export { paperModels } from "./paper_models.ts";
export { operatorTables } from "./operator_tables.ts";
export { remedyClaims } from "./remedies.ts";
export { fittedPoints, pointsOf } from "./select.ts";
export type {
  GrowthPoint,
  GrowthSeries,
  GrowthSeriesId,
  GrowthUnit,
  LabelBasis,
  OperatorGroup,
  OperatorTableId,
  OperatorTableRow,
  PaperModel,
  PrintedNumber,
  RemedyClaim,
} from "./types.ts";
