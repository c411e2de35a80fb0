import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { LessonProgress } from "@/components/exercise/overview/lesson_progress.tsx";
import { PrintSummary } from "@/components/exercise/overview/print_summary.tsx";
import { ProgressFiles } from "@/components/exercise/overview/progress_files.tsx";
import { ResetButton, type Resetting } from "@/components/exercise/overview/reset_button.tsx";
import { ReviewLine } from "@/components/exercise/overview/review_line.tsx";
import { StorageNotices } from "@/components/exercise/overview/storage_notices.tsx";
import { UnitHeading } from "@/components/exercise/overview/unit_heading.tsx";
import {
  bestMark,
  browserProgress,
  browserResets,
  type Progress,
  type ProgressSnapshot,
  type ProgressStore,
} from "@/lib/course/progress/mod.ts";
import type { Unit } from "@/lib/course/types.ts";

/** Props of {@linkcode ProgressOverview}. */
export interface ProgressOverviewProps {
  /** The name of the course, for the printed sheet. */
  title: string;
  units: readonly Unit[];
}

const NOTHING: Progress = {};

/** What is solved and what is open, lesson by lesson; to take along, bring back and reset. */
export function ProgressOverview({ title, units }: ProgressOverviewProps): JSX.Element {
  const [opened, setOpened] = useState<{ store: ProgressStore; snapshot: ProgressSnapshot }>();

  useEffect(() => {
    const store = browserProgress();
    const show = () => setOpened({ store, snapshot: store.snapshot });
    show();
    return store.subscribe(show);
  }, []);

  const progress = opened?.snapshot.progress ?? NOTHING;
  const written = units.filter(({ lessons }) => lessons.some(({ available }) => available));
  const lessons = written.flatMap(({ lessons }) => lessons);
  const exercises = lessons.flatMap(({ exercises }) => exercises);
  const solved = exercises.filter((exercise) => {
    const mark = bestMark(exercise, (key) => progress[key]);
    return mark === "solved" || mark === "helped";
  });
  const resetting: Resetting = {
    canUndo: (scope) => opened !== undefined && browserResets().has(scope),
    reset(scope) {
      if (opened) browserResets().add(scope, opened.store.reset(scope));
    },
    // The store tells of the change, and with it the buttons are others
    undo: (scope) => opened?.store.merge(browserResets().take(scope)),
  };
  return (
    <div class="ex-overview" data-ready={opened ? "true" : undefined}>
      <noscript>
        <p class="ex-notice">
          Progress is kept in this browser by JavaScript, which is switched off: what has been
          solved cannot be known here. Below is what the course asks. Lessons and solutions can be
          read all the same.
        </p>
      </noscript>
      {/* Two paragraphs in one place: text that is put in anew does not shift */}
      {opened
        ? (
          <p key="known" class="ex-total">
            <strong class="num">{solved.length} of {exercises.length}</strong> exercises solved.
          </p>
        )
        : (
          <p key="unknown" class="ex-total">
            <strong class="num">{exercises.length}</strong> exercises.
          </p>
        )}
      <ReviewLine lessons={lessons} progress={opened && progress} />
      {opened && <StorageNotices store={opened.store} snapshot={opened.snapshot} />}
      {written.map((unit) => (
        <section key={unit.id} aria-labelledby={`progress-${unit.number}`}>
          <UnitHeading unit={unit} progress={opened && progress} />
          <ul class="ex-lessons">
            {unit.lessons.filter(({ available }) => available).map((lesson) => (
              <LessonProgress
                key={lesson.slug}
                lesson={lesson}
                progress={progress}
                isKnown={opened !== undefined}
                resetting={resetting}
              />
            ))}
          </ul>
        </section>
      ))}
      <section class="needs-script" aria-labelledby="progress-print">
        <h2 class="ex-unit-name no-print" id="progress-print">A summary on paper</h2>
        <PrintSummary
          course={title}
          units={written}
          progress={progress}
          isReady={opened !== undefined}
        />
      </section>
      <section class="needs-script" aria-labelledby="progress-files">
        <h2 class="ex-unit-name" id="progress-files">Take it with you</h2>
        <p>
          A file carries your progress to another device. Importing one never loses a better result.
        </p>
        <ProgressFiles store={opened?.store} />
        <p class="ex-reset-all">
          <ResetButton
            scope="everything"
            name="everything"
            resetting={resetting}
            isEmpty={Object.keys(progress).length === 0}
          />
        </p>
      </section>
    </div>
  );
}
