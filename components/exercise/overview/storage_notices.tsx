import type { JSX } from "preact";
import type { ProgressSnapshot, ProgressStore } from "@/lib/course/progress/mod.ts";
import { saveText } from "../download.ts";

/** Says when storage does not keep progress, and offers what was found damaged. */
export function StorageNotices(
  { store, snapshot }: { store: ProgressStore; snapshot: ProgressSnapshot },
): JSX.Element {
  const { keeping, setAside } = snapshot;
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
