import type { ComponentType, JSX } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { StorageNotices } from "@/components/exercise/overview/storage_notices.tsx";
import { type ReviewLesson, ReviewStart } from "@/components/exercise/review/review_start.tsx";
import type { ReviewSessionProps } from "@/components/exercise/review/session.tsx";
import { useNow } from "@/components/exercise/review/use_now.ts";
import { browserProgress, type ProgressSnapshot } from "@/lib/course/progress/mod.ts";
import { planReview, type ReviewedLesson, type ReviewItem } from "@/lib/course/review/plan.ts";

/** Props of {@linkcode Review}. */
export interface ReviewProps {
  lessons: readonly (ReviewLesson & ReviewedLesson)[];
}

/** So many exercises are practised ahead at a time. */
const AHEAD = 10;

/** Serves what is due as fresh variants, and says what comes when. */
export function Review({ lessons }: ReviewProps): JSX.Element {
  const [snapshot, setSnapshot] = useState<ProgressSnapshot>();
  const [items, setItems] = useState<readonly ReviewItem[]>();
  const [session, setSession] = useState<{ readonly View: ComponentType<ReviewSessionProps> }>();
  const [hasFailed, setHasFailed] = useState(false);
  const wasServing = useRef(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const now = useNow();

  useEffect(() => {
    const store = browserProgress();
    const show = () => setSnapshot(store.snapshot);
    show();
    return store.subscribe(show);
  }, []);

  async function begin(chosen: readonly ReviewItem[]): Promise<void> {
    setHasFailed(false);
    try {
      const { ReviewSession } = await import("@/components/exercise/review/session.tsx");
      setSession({ View: ReviewSession });
      setItems(chosen);
    } catch {
      setHasFailed(true);
    }
  }

  useLayoutEffect(() => {
    // The button that had the focus is gone with the session
    if (wasServing.current && !items) heading.current?.focus();
    wasServing.current = items !== undefined;
  }, [items]);

  const plan = snapshot && planReview(lessons, snapshot.progress, now);
  return (
    <div class="rv" data-ready={plan ? "true" : undefined}>
      <noscript>
        <p class="ex-notice">
          A review needs JavaScript: what you have solved is kept on your device only, and new
          numbers are drawn there too. The exercises stand in the lessons, with their solutions:
        </p>
        <ul class="rv-plain">
          {lessons.map(({ slug, number, title }) => (
            <li key={slug}>
              <a href={`/lessons/${slug}`}>{number} {title}</a>
            </li>
          ))}
        </ul>
      </noscript>
      {snapshot && <StorageNotices store={browserProgress()} snapshot={snapshot} />}
      {plan &&
        (items && session
          ? <session.View items={items} lessons={lessons} end={() => setItems(undefined)} />
          : (
            <ReviewStart
              lessons={lessons}
              plan={plan}
              now={now}
              heading={heading}
              begin={() => begin(plan.due)}
              practise={() => begin(plan.later.slice(0, AHEAD))}
            />
          ))}
      {hasFailed && (
        <p class="ex-notice" role="alert">
          The review could not be loaded. Check the connection and try again.
        </p>
      )}
    </div>
  );
}
