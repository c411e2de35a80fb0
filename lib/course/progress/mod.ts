/**
 * Progress on the reader's device: records by exercise id and version, kept in
 * storage that may fail, merged without loss. Nothing is sent anywhere.
 *
 * @module
 */
export { browserProgress, browserResets } from "./browser.ts";
export { CHANGE_EVENT, STORAGE_KEY } from "./keys.ts";
export { findRecord, wasSolvedBefore } from "./find.ts";
export {
  bestMark,
  countLesson,
  type LessonCount,
  type LessonState,
  type Mark,
  type MarkedRecord,
  markOf,
} from "./marks.ts";
export {
  joinMastery,
  type Mastery,
  type MasteryLevel,
  masteryOf,
  type ObjectiveMastery,
  objectivesOf,
} from "./mastery.ts";
export { mergeProgress } from "./merge.ts";
export {
  answer,
  type Answered,
  commit,
  draw,
  hint,
  keep,
  type Occasion,
  readOn,
  readSolution,
  showSolution,
} from "./record.ts";
export {
  MAX_ANSWER,
  MAX_STABILITY,
  NewerProgressError,
  type ReadProgress,
  readProgress,
  writeProgress,
} from "./schema.ts";
export type { SetAside } from "./set_aside.ts";
export { openResets, type ResetLog, RESETS_KEY } from "./resets.ts";
export { shorten, type Shortened } from "./shorten.ts";
export { type Draws, latestDraws, MAX_DRAWS } from "./draws.ts";
export { isTold, MAX_TOLD } from "./told.ts";
export {
  type Keeping,
  openProgress,
  type ProgressSnapshot,
  type ProgressStore,
  type ResetScope,
  type StorageArea,
} from "./store.ts";
export {
  type CommittedPrediction,
  type DrawAnswers,
  type ExerciseKey,
  type ExerciseRecord,
  type ExerciseState,
  type FirstOutcome,
  type Outcome,
  type Progress,
  recordKey,
  type Result,
  results,
  type ReviewState,
} from "./types.ts";
