import type { JSX } from "preact";
import { ExerciseHeader } from "@/components/exercise/header.tsx";
import type { StaticPartProps } from "@/components/exercise/kinds/kind.ts";
import { staticKind } from "@/components/exercise/kinds/static_kinds.ts";
import { ExerciseSection } from "@/components/exercise/section.tsx";
import { RichText } from "@/components/rich_text.tsx";
import { fillTemplate } from "@/lib/course/exercise/mod.ts";
import type { Exercise } from "@/lib/course/types.ts";

/** What the room to write is for, and how much of it there is. */
interface Room {
  readonly label: string;
  readonly size: "line" | "lines" | "page";
}

const rooms: Readonly<Partial<Record<Exercise["kind"], Room>>> = {
  numeric: { label: "Working", size: "lines" },
  single: { label: "Because", size: "line" },
  multiple: { label: "Because", size: "line" },
  figure: { label: "How the figure is set, and why", size: "lines" },
  code: { label: "Your function", size: "page" },
  prediction: { label: "Your prediction, and why", size: "line" },
};

/** A question on paper: nothing that tells its answer, and room to write. */
export function HandoutExercise({ drawn }: { drawn: StaticPartProps }): JSX.Element {
  const { exercise, variant: { parameters }, vocabulary } = drawn;
  const { Question } = staticKind(exercise);
  const room = rooms[exercise.kind];
  return (
    <ExerciseSection exercise={exercise}>
      <ExerciseHeader exercise={exercise} />
      <div class="ex-prompt">
        <RichText nodes={fillTemplate(exercise.prompt, { parameters, vocabulary })} />
      </div>
      {Question && <Question {...drawn} />}
      {room && (
        <div class="handout-room" data-size={room.size}>
          <p>{room.label}</p>
        </div>
      )}
    </ExerciseSection>
  );
}
