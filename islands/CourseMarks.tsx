import { useEffect } from "preact/hooks";
import { CHANGE_EVENT, type MarkedLesson, STORAGE_KEY } from "@/lib/course/progress/keys.ts";
import { countLesson, type LessonCount, type MarkedRecord } from "@/lib/course/progress/marks.ts";
import type { ReviewState } from "@/lib/course/progress/types.ts";
import { dayOf, dueDay } from "@/lib/course/review/days.ts";
import { offerPrint } from "@/components/lesson/offer_print.ts";

/** Props of {@linkcode CourseMarks}. */
export interface CourseMarksProps {
  lessons: readonly MarkedLesson[];
}

/** What is stored, not checked. */
type Records = Readonly<
  Record<string, Partial<MarkedRecord> & { readonly review?: ReviewState } | undefined>
>;

/**
 * Marks lessons as started or done wherever the page names them: it renders
 * nothing, and sets `data-state` on `[data-lesson-mark]`, words in the
 * `[data-lesson-mark-text]` within, and how many of its exercises are due in
 * `[data-review-mark]`. It reads storage by itself, because the
 * store with its checks is much larger than this.
 */
export function CourseMarks({ lessons }: CourseMarksProps): null {
  useEffect(() => {
    const mark = () => {
      const records = readRecords();
      for (const { slug, exercises } of lessons) {
        show(slug, countLesson(exercises, (key) => records[key]));
      }
      showDue(lessons, records);
    };
    mark();
    offerPrint();
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

function showDue(lessons: readonly MarkedLesson[], records: Records): void {
  const now = Date.now();
  const due = lessons.flatMap(({ exercises }) => exercises).filter(
    ({ id, version, keeps = version, recurs }) => {
      for (let counted = version; recurs && counted >= keeps; counted--) {
        const review = records[`${id}@${counted}`]?.review;
        if (review) return dueDay(review, now) <= dayOf(now);
      }
      return false;
    },
  ).length;
  for (const element of document.querySelectorAll("[data-review-mark]")) {
    element.textContent = due ? `${due} due` : "";
  }
}

/** Storage may be blocked, empty or damaged: then nothing is marked. */
function readRecords(): Records {
  try {
    return JSON.parse(localStorage.getItem(STORAGE_KEY) ?? "{}").records ?? {};
  } catch {
    return {};
  }
}
