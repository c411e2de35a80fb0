import type { JSX } from "preact";
import { RichText } from "@/components/rich_text.tsx";
import { fillTemplate } from "@/lib/course/exercise/mod.ts";
import type { RubricPoint } from "@/lib/course/types.ts";
import type { ExerciseSession } from "./use_exercise.ts";

/** Props of {@linkcode Rubric}. */
export interface RubricProps {
  /** The anchor of the exercise, with which ids begin. */
  name: string;
  points: readonly RubricPoint[];
  /** Ids of the points that are ticked. */
  found: readonly string[];
  session: Pick<ExerciseSession, "variant" | "vocabulary">;
  onChange: (found: readonly string[]) => void;
}

/** What a good answer says, to be ticked by the reader. */
export function Rubric({ name, points, found, session, onChange }: RubricProps): JSX.Element {
  const { variant: { parameters }, vocabulary } = session;
  return (
    <fieldset class="ex-choices">
      <legend class="ex-solution-name">Tick what your answer says</legend>
      {points.map(({ id, text }) => (
        <div class="ex-choice" key={id}>
          <label class="ex-choice-text" for={`${name}-point-${id}`}>
            <input
              id={`${name}-point-${id}`}
              type="checkbox"
              checked={found.includes(id)}
              onChange={({ currentTarget: { checked } }) =>
                onChange(checked ? [...found, id] : found.filter((other) => other !== id))}
            />
            <span>
              <RichText nodes={fillTemplate(text, { parameters, vocabulary })} />
            </span>
          </label>
        </div>
      ))}
    </fieldset>
  );
}
