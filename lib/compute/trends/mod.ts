/**
 * Trends: growth fitted to dated values with its uncertainty, two trends compared, the paper's
 * rates beside our fits, and the average access time that named the memory wall.
 *
 * @module
 */
export {
  type BandOptions,
  type BandPoint,
  type Extrapolation,
  extrapolation,
  trendBand,
  valueAt,
} from "./bands.ts";
export { type Crossing, crossing, type RatioGrowth, ratioGrowth } from "./compare.ts";
export { dateFromYears, dateInYears } from "./dates.ts";
export {
  type DatedValue,
  fitTrend,
  type Trend,
  type TrendOptions,
  type TrendPoint,
} from "./fit.ts";
export {
  convertGrowth,
  doublingYears,
  perTwoYearsFromPerYear,
  perYearFromDoubling,
  perYearFromPerTwoYears,
  yearsToRatio,
} from "./growth_rates.ts";
export {
  type ConfidenceSet,
  type DoublingTime,
  doublingTime,
  type Estimate,
  growthOver,
  type LevelOptions,
} from "./intervals.ts";
export {
  accessGrowthPerYear,
  averageAccessTime,
  averageAccessTimeAfter,
  type CachedMemory,
  type SpeedGrowth,
  type WallOptions,
  yearsUntilWall,
} from "./memory_access.ts";
export { normalizeTrend } from "./normalize.ts";
export { type GrowthVariant, type PaperGrowth, paperGrowth } from "./paper_growth.ts";
export { ridgePointAt, type RidgePointGrowth, ridgePointGrowth } from "./ridge_point.ts";
