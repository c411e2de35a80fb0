import { RichText } from "@/components/rich_text.tsx";
import { fillTemplate } from "@/lib/course/exercise/mod.ts";
import type { OpenExercise } from "@/lib/course/types.ts";
import type { StaticKind } from "./kind.ts";

/** An answer in the reader's own words: on paper, lines to write on. */
export const open: StaticKind<OpenExercise> = {
  Question: () => (
    <div>
      <p class="ex-label">Your answer</p>
      <div class="ex-lines" />
      <p class="ex-tolerance">In a few sentences of your own.</p>
    </div>
  ),
  Answer: ({ exercise: { rubric }, variant: { parameters }, vocabulary }) => (
    <>
      <p class="ex-solution-name">A good answer says</p>
      <ul class="ex-whys">
        {rubric.map(({ text }) => (
          <li>
            <RichText nodes={fillTemplate(text, { parameters, vocabulary })} />
          </li>
        ))}
      </ul>
      <p class="ex-solution-name">Model answer</p>
    </>
  ),
  answerName: "Rubric and model answer",
};
