/**
 * Quizzes: some exercises drawn from pools, the same for everyone with the same
 * seed, and a score of first answers.
 *
 * @module
 */
export { type DrawnQuestion, drawQuiz, drawSeed } from "./draw.ts";
export {
  type DrawAnswer,
  type FirstAnswer,
  firstAnswers,
  recordComplete,
  recordFirst,
} from "./first_answers.ts";
export { quizExercise, type Score, scoreOf } from "./score.ts";
