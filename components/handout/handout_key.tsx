import type { JSX } from "preact";
import type { StaticPartProps } from "@/components/exercise/kinds/kind.ts";
import { staticKind } from "@/components/exercise/kinds/static_kinds.ts";
import { exerciseName } from "@/components/exercise/words.ts";
import { formatQuantity } from "@/lib/compute/mod.ts";
import { answerStyle, exactAnswer, numericQuestion } from "@/lib/course/exercise/mod.ts";

/** Props of {@linkcode HandoutKey}. */
export interface HandoutKeyProps {
  /** Which handout it belongs to. */
  title: string;
  exercises: readonly StaticPartProps[];
}

/** Answers and worked solutions, on pages of their own that can be kept back. */
export function HandoutKey({ title, exercises }: HandoutKeyProps): JSX.Element {
  return (
    <section class="handout-key prose" aria-labelledby="key">
      <h2 id="key">Key</h2>
      <p class="meta">{title}</p>
      {exercises.map((drawn) => <Solution key={drawn.exercise.id} drawn={drawn} />)}
    </section>
  );
}

function Solution({ drawn }: { drawn: StaticPartProps }): JSX.Element {
  const { exercise, tell } = drawn;
  const { Answer } = staticKind(exercise);
  const number = answerInNumbers(drawn);
  return (
    <section class="handout-solution">
      <h3>
        {exerciseName(exercise)} <span class="ex-title">{exercise.title}</span>
      </h3>
      {number && (
        <p>
          Answer: <strong class="num">{number}</strong>
        </p>
      )}
      {Answer && <Answer {...drawn} />}
      {tell(exercise.solution)}
    </section>
  );
}

function answerInNumbers({ exercise, variant, vocabulary }: StaticPartProps): string | undefined {
  const question = numericQuestion(exercise);
  if (!question) return undefined;
  const exact = exactAnswer(question, variant.parameters, vocabulary);
  return formatQuantity(exact, answerStyle(exact, question));
}
