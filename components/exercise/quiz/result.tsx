import type { JSX } from "preact";
import { formatNumber } from "@/lib/compute/mod.ts";
import type { Score } from "@/lib/course/quiz/mod.ts";
import type { Quiz } from "@/lib/course/types.ts";
import { Icon } from "../icon.tsx";
import { exerciseAnchor } from "../words.ts";
import type { Question } from "./use_quiz.ts";

const WORDS = {
  correct: "right",
  partly: "partly right",
  slip: "not right",
  wrong: "not right",
  none: "solution shown",
} as const;

/** Props of {@linkcode QuizResult}. */
export interface QuizResultProps {
  quiz: Quiz;
  questions: readonly Question[];
  score: Score;
}

/** What first answers added up to, question by question. */
export function QuizResult({ quiz, questions, score }: QuizResultProps): JSX.Element {
  const percent = (share: number) => `${formatNumber(100 * share, { digits: 3 })}\u00a0%`;
  return (
    <section class="ex-score" aria-labelledby="quiz-score">
      <h2 id="quiz-score">Your score</h2>
      <p role="status">
        {score.isComplete
          ? (
            <>
              <strong class="num">{formatNumber(score.points)} of {score.total} points</strong>,
              {" "}
              {percent(score.share)}. {score.isPassed
                ? `That passes: ${percent(quiz.pass)} are asked for.`
                : `It takes ${percent(quiz.pass)} to pass.`}
            </>
          )
          : (
            <>
              <span class="num">{score.answered} of {score.total}</span>{" "}
              answered. The first answer to each counts: one point if it is right, a half if it is
              partly so.
            </>
          )}
      </p>
      <ol class="ex-score-list">
        {questions.map(({ exercise, outcome }) => (
          <li key={exercise.id} data-outcome={outcome ?? "open"}>
            <a href={`#${exerciseAnchor(exercise)}`}>{exercise.title ?? exercise.id}</a>
            <span>
              {outcome && (
                <Icon
                  name={outcome === "correct" ? "right" : outcome === "partly" ? "partly" : "wrong"}
                />
              )}
              {outcome ? WORDS[outcome] : "open"}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
