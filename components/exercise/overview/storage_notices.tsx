import type { JSX } from "preact";
import {
  mergeProgress,
  type ProgressSnapshot,
  type ProgressStore,
} from "@/lib/course/progress/mod.ts";
import { saveProgress, saveText } from "../download.ts";

/** Says when storage does not keep progress, and offers what was found damaged. */
export function StorageNotices(
  { store, snapshot }: { store: ProgressStore; snapshot: ProgressSnapshot },
): JSX.Element {
  const { keeping, setAside, dropped } = snapshot;
  const droppedCount = Object.keys(dropped).length;
  return (
    <>
      {keeping === "blocked" && (
        <p class="ex-notice">
          Your marks cannot be kept: this browser stores nothing for this site. Export them to a
          file before you leave a page.
        </p>
      )}
      {keeping === "full" && (
        <p class="ex-notice">
          New marks cannot be kept: this browser's storage is full. Export them to a file before you
          leave a page.
        </p>
      )}
      {keeping === "newer" && (
        <p class="ex-notice">
          Your progress was stored by a newer edition of this course, and is safe. Reload the page
          to see it. Until then new marks last as long as this page.
        </p>
      )}
      {droppedCount > 0 && (
        <p class="ex-notice">
          This browser's storage is full. To keep your marks, {droppedCount === 1
            ? "the text of 1 long answer was let go"
            : `the texts of ${droppedCount} long answers were let go, the oldest first`}.{" "}
          <button
            type="button"
            class="ex-link"
            onClick={() => saveProgress(mergeProgress(snapshot.progress, dropped))}
          >
            Export everything, those texts too
          </button>
        </p>
      )}
      {setAside.map((damaged, i) => (
        <p class="ex-notice" key={damaged.key}>
          Some stored progress could not be read. It was set aside, not deleted.{" "}
          <button
            type="button"
            class="ex-link"
            onClick={() => saveText(`memory-wall-damaged-${i + 1}.txt`, damaged.text)}
          >
            Export what was set aside
          </button>{" "}
          <button type="button" class="ex-link" onClick={() => store.discard(damaged)}>
            Delete it
          </button>
        </p>
      ))}
    </>
  );
}
