import type { ComponentChildren, JSX } from "preact";
import { RichText } from "@/components/rich_text.tsx";
import { fillSolution, fillTemplate } from "@/lib/course/exercise/mod.ts";
import { reportAddress } from "@/lib/course/report.ts";
import type { Exercise } from "@/lib/course/types.ts";
import { KeepingNotice } from "./keeping_notice.tsx";
import type { ExerciseSession } from "./use_exercise.ts";
import { exerciseAnchor, exerciseName } from "./words.ts";

/** Props of the parts that every kind of exercise has. */
export interface PartProps {
  exercise: Exercise;
  session: ExerciseSession;
}

/** The button that draws other numbers, at the end of the header. */
export function StartAgain({ exercise, session }: PartProps): JSX.Element {
  return (
    <button type="button" class="button-quiet ex-button" onClick={session.startAgain}>
      {session.hasVariants ? "New numbers" : "Try again"}
      <span class="visually-hidden">{` for ${exerciseName(exercise)}`}</span>
    </button>
  );
}

/** Hints as steps, the worked solution, and the buttons that show them. */
export function Help(
  { exercise, session, hasSolution = true, children }: PartProps & {
    /** Whether there is a button for the solution; `false` where the view shows it otherwise. */
    hasSolution?: boolean;
    /** What stands below the solution while it is shown. */
    children?: ComponentChildren;
  },
): JSX.Element {
  const { showsSolution, variant: { parameters }, vocabulary } = session;
  const shown = session.hintsShown;
  const left = exercise.hints.length - shown;
  const solutionId = `${exerciseAnchor(exercise)}-solution`;
  return (
    <>
      <ol class="ex-hints" aria-live="polite" aria-label="Hints">
        {exercise.hints.slice(0, shown).map((hint, i) => (
          <li key={i}>
            <RichText nodes={fillTemplate(hint, { parameters, vocabulary })} />
          </li>
        ))}
      </ol>
      <div class="ex-tools">
        {/* Not disabled at the end: a disabled button would lose the focus it has */}
        <button
          type="button"
          class="button-quiet ex-button"
          aria-disabled={left === 0}
          onClick={() => left > 0 && session.showHint()}
        >
          {left === 0 ? "No more hints" : `Hint ${shown + 1} of ${exercise.hints.length}`}
        </button>
        {hasSolution && (
          <button
            type="button"
            class="button-quiet ex-button"
            aria-expanded={showsSolution}
            aria-controls={solutionId}
            onClick={session.toggleSolution}
          >
            {showsSolution
              ? "Hide solution"
              : givesUp(session)
              ? "Give up, show solution"
              : "Show solution"}
          </button>
        )}
        <span class="ex-tools-end">
          <Report exercise={exercise} session={session} />
          <Reset exercise={exercise} session={session} />
        </span>
      </div>
      <div class="ex-solution" id={solutionId} hidden={!showsSolution}>
        {showsSolution && (
          <>
            <p class="ex-solution-name">Solution</p>
            <RichText
              nodes={fillSolution(exercise.solution, exercise, parameters, vocabulary)}
            />
            {children}
          </>
        )}
      </div>
      <KeepingNotice exercise={exercise} session={session} />
    </>
  );
}

/** Whether the solution would be shown for the first time, before these numbers were solved. */
function givesUp({ record, variant }: ExerciseSession): boolean {
  const { state } = record ?? {};
  if (state?.seed !== variant.seed) return true;
  return !state.solution && !state.solved && state.outcome !== "correct";
}

/** A link to report what is wrong, with what it takes to see the same numbers; none without a place for it. */
function Report({ exercise, session }: PartProps): JSX.Element | null {
  const template = document.querySelector<HTMLMetaElement>('meta[name="course-report"]')?.content;
  if (!template) return null;
  const { id, version } = exercise;
  const page = `${location.origin}${location.pathname}#${exerciseAnchor(exercise)}`;
  return (
    <a
      class="ex-link"
      href={reportAddress(template, { id, version, seed: session.variant.seed, page })}
      rel="noopener"
    >
      Report a problem
      <span class="visually-hidden">{` with ${exerciseName(exercise)}`}</span>
    </a>
  );
}

/** Resets the exercise, and takes it back. One button, so that the focus stays. */
export function Reset({ exercise, session }: PartProps): JSX.Element | null {
  const { canReset, canUndo, record } = session;
  if (!canReset || (!canUndo && !record)) return null;
  return (
    <button
      type="button"
      class="ex-link"
      onClick={canUndo ? session.undo : session.reset}
    >
      {canUndo ? "Undo the reset" : "Reset"}
      <span class="visually-hidden">{`${canUndo ? " of" : ""} ${exerciseName(exercise)}`}</span>
    </button>
  );
}
