import type { JSX } from "preact";
import { browserProgress } from "@/lib/course/progress/mod.ts";
import { saveProgress } from "./download.ts";
import type { ExerciseSession } from "./use_exercise.ts";

/** One quiet line where marks will not outlive the page. */
export function KeepingNotice({ session }: { session: ExerciseSession }): JSX.Element | null {
  const { keeping, record } = session;
  if (keeping === "kept" || !record) return null;
  return (
    <p class="ex-notice">
      Your marks cannot be kept:{" "}
      {keeping === "full" ? "this browser's storage is full" : "this browser stores nothing here"}
      .{" "}
      <button
        type="button"
        class="ex-link"
        onClick={() => saveProgress(browserProgress().snapshot.progress)}
      >
        Export them to a file
      </button>
    </p>
  );
}
