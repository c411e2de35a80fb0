import { useEffect } from "preact/hooks";
import { CHANGE_EVENT, STORAGE_KEY } from "@/lib/course/progress/keys.ts";
import { countLesson, type LessonCount, type MarkedRecord } from "@/lib/course/progress/marks.ts";
import type { LessonEntry } from "@/lib/course/types.ts";

/** Props of {@linkcode CourseMarks}. */
export interface CourseMarksProps {
  lessons: readonly Pick<LessonEntry, "slug" | "exercises">[];
}

/**
 * Marks lessons as started or done wherever the page names them: it renders
 * nothing, and sets `data-state` on `[data-lesson-mark]` and words in the
 * `[data-lesson-mark-text]` within. It reads storage by itself, because the
 * store with its checks is much larger than this.
 */
export function CourseMarks({ lessons }: CourseMarksProps): null {
  useEffect(() => {
    const mark = () => {
      const records = readRecords();
      for (const { slug, exercises } of lessons) {
        show(slug, countLesson(exercises, (key) => records[key]));
      }
    };
    mark();
    addEventListener("storage", mark);
    document.addEventListener(CHANGE_EVENT, mark);
    return () => {
      removeEventListener("storage", mark);
      document.removeEventListener(CHANGE_EVENT, mark);
    };
  }, [lessons]);
  return null;
}

function show(slug: string, { state, solved, total }: LessonCount): void {
  for (const element of document.querySelectorAll<HTMLElement>("[data-lesson-mark]")) {
    if (element.dataset.lessonMark !== slug) continue;
    element.dataset.state = state;
    const text = element.querySelector("[data-lesson-mark-text]");
    if (!text) continue;
    text.textContent = state === "open"
      ? ""
      : state === "done"
      ? "all solved"
      : `${solved} of ${total} solved`;
  }
}

/** Storage may be blocked, empty or damaged: then nothing is marked. */
function readRecords(): Readonly<Record<string, Partial<MarkedRecord> | undefined>> {
  try {
    return JSON.parse(localStorage.getItem(STORAGE_KEY) ?? "{}").records ?? {};
  } catch {
    return {};
  }
}
