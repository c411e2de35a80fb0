/**
 * Reviews: exercises come back as fresh variants, when they are about to be
 * forgotten. The schedule is kept in the records of `lib/course/progress`.
 *
 * @module
 */
export { DAY, dayOf, dueDay, MAX_INTERVAL } from "./days.ts";
export {
  type Outlook,
  outlookOf,
  planReview,
  type ReviewedLesson,
  type ReviewItem,
  type ReviewPlan,
} from "./plan.ts";
export { type Grade, gradeTry, nextReview, scheduleTry, type Try } from "./schedule.ts";
