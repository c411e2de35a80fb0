/**
 * Quizzes: some exercises drawn from pools, the same for everyone with the same
 * seed, and a score of first answers.
 *
 * @module
 */
export { type DrawnQuestion, drawQuiz, drawSeed, MAX_NAME } from "./draw.ts";
export {
  type FirstAnswer,
  quizExercise,
  readScore,
  type Score,
  scoreOf,
  writeScore,
} from "./score.ts";
