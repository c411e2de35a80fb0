import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { QuizQuestions } from "@/components/exercise/quiz/questions.tsx";
import type { Quiz } from "@/lib/course/types.ts";

/** Props of {@linkcode QuizRunner}. */
export interface QuizRunnerProps {
  quiz: Quiz;
}

/** A quiz: drawn in the browser, since its address may name the draw. */
export function QuizRunner({ quiz }: QuizRunnerProps): JSX.Element {
  const [isAlive, setIsAlive] = useState(false);
  useEffect(() => setIsAlive(true), []);
  return (
    <div class="ex-quiz" data-ready={isAlive ? "true" : undefined}>
      {isAlive ? <QuizQuestions quiz={quiz} /> : (
        <noscript>
          <p class="ex-notice">
            A quiz needs JavaScript: its questions are drawn and marked on your device. The
            exercises it draws from stand in the lessons, with their solutions.
          </p>
        </noscript>
      )}
    </div>
  );
}
