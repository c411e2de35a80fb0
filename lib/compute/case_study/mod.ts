/**
 * The paper's case study: BERT and GPT-2 as its companion survey counts them (Kim et al. 2023,
 * arXiv 2302.14017), and every number it prints beside the computed one.
 *
 * @module
 */
export {
  type CaseStudyCost,
  type CaseStudyGroup,
  caseStudyGroups,
  type CaseStudyModel,
  type CaseStudyPhase,
  type CaseStudyProfile,
} from "./types.ts";
export { type ConventionSet, type SurveyChoice, surveyConvention } from "./convention.ts";
export {
  type CaseStudyEntry,
  caseStudyModelOf,
  caseStudyModels,
  findCaseStudyModel,
} from "./models.ts";
export { type CaseStudyOptions, caseStudyProfile } from "./profile.ts";
export {
  type ConstrainedOperator,
  type ConstrainedProfile,
  constrainedProfile,
} from "./constrained.ts";
export {
  type Convolution,
  convolutionCost,
  type ListedConvolution,
  listedConvolutions,
  resnet50Convolutions,
} from "./resnet.ts";
export { printedQuantities, type PrintedQuantity } from "./computed.ts";
export type { ReasonKind, ResidualReason } from "./reasons.ts";
export { type CaseStudyResidual, caseStudyResiduals } from "./residuals.ts";
export { type LatencyOptions, normalizedLatencies, type NormalizedLatency } from "./latency.ts";
