import type { JSX } from "preact";
import type { ObjectiveMastery } from "@/lib/course/progress/mod.ts";
import { Bricks } from "./bars.tsx";
import { marksWords, masteryWords } from "./mastery_words.ts";

/** Props of {@linkcode ObjectiveList}. */
export interface ObjectiveListProps {
  objectives: readonly ObjectiveMastery[];
  /** Whether progress has been read; it cannot be on the server. */
  isKnown: boolean;
}

/** What a lesson teaches, and how far the reader has come with it. */
export function ObjectiveList({ objectives, isKnown }: ObjectiveListProps): JSX.Element {
  return (
    <ul class="ex-objectives">
      {objectives.map(({ id, text, level, marks }) => (
        <li key={id} data-level={level}>
          <span>{text}</span>
          <Bricks marks={marks} />
          {isKnown && (
            <span class="ex-level">
              <strong>{masteryWords[level]}</strong>
              {level !== "untested" && level !== "open" && `, ${marksWords(marks)}`}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
