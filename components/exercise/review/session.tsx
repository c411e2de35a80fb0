import type { JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { countWords } from "@/lib/course/count_words.ts";
import { browserProgress, findRecord } from "@/lib/course/progress/mod.ts";
import { dayOf, dueDay, type ReviewItem } from "@/lib/course/review/mod.ts";
import { useProgress } from "../use_progress.ts";
import type { ReviewLesson } from "./review_start.tsx";
import { Served } from "./served.tsx";
import { useServed } from "./use_served.ts";
import { whenWords } from "./words.ts";

/** Props of {@linkcode ReviewSession}. */
export interface ReviewSessionProps {
  items: readonly ReviewItem[];
  lessons: readonly ReviewLesson[];
  /** Goes back to what is due. */
  end(): void;
}

/** One exercise after another, each as a fresh variant, and what became of them. */
export function ReviewSession({ items, lessons, end }: ReviewSessionProps): JSX.Element {
  const { progress } = useProgress(browserProgress());
  const [place, setPlace] = useState(0);
  const heading = useRef<HTMLHeadingElement>(null);
  const item = items[place];
  const served = useServed(item);

  useLayoutEffect(() => heading.current?.focus(), [place]);

  /** How often an exercise was tried here, and how often in vain. */
  const since = ({ review: before, id }: ReviewItem, version = served.versions.get(id)) => {
    const after = version && findRecord(progress, version)?.review;
    return {
      review: after,
      tries: after ? after.reps - before.reps : 0,
      failures: after ? after.lapses - before.lapses : 0,
    };
  };

  if (!item) {
    const done = items.map((item) => since(item)).filter(({ tries }) => tries > 0);
    const known = done.filter(({ failures }) => failures === 0).length;
    return (
      <>
        <h2 class="rv-title" ref={heading} tabIndex={-1}>That was all</h2>
        <p>
          {done.length === 0
            ? "You have passed over everything; it stays due."
            : `${countWords(done.length, "exercise")} reviewed, ${known} right at the first try.`}
          {done.length > known && " What was not comes back tomorrow."}
          {done.length > 0 && done.length < items.length &&
            ` ${items.length - done.length} passed over.`}
        </p>
        <p class="rv-steps">
          <button type="button" class="button ex-button" onClick={end}>See what comes when</button>
          <a class="button-quiet ex-button" href="/progress">Your progress</a>
        </p>
      </>
    );
  }
  const { review, tries, failures } = since(item);
  const lesson = lessons.find(({ slug }) => slug === item.lesson);
  const now = Date.now();
  const isLast = place === items.length - 1;
  return (
    <>
      <h2 class="rv-title num" ref={heading} tabIndex={-1}>{place + 1} of {items.length}</h2>
      {lesson && (
        <p class="rv-from">
          From{" "}
          <a href={`/lessons/${lesson.slug}`}>
            <span class="num">{lesson.number}</span> {lesson.title}
          </a>
        </p>
      )}
      <Served key={place} served={served} />
      <p class="rv-said" role="status">
        {review && tries > 0 &&
          `${failures > 0 ? "You will see it again" : "It comes back"} ${
            whenWords(Math.max(1, dueDay(review, now) - dayOf(now)), now)
          }.`}
      </p>
      <p class="rv-steps">
        <button
          type="button"
          class={`${tries === 0 ? "button-quiet" : "button"} ex-button`}
          onClick={() => setPlace(place + 1)}
        >
          {tries === 0 ? "Pass over" : isLast ? "Finish" : "Next"}
        </button>
        <button type="button" class="ex-link" onClick={end}>End the review</button>
      </p>
    </>
  );
}
