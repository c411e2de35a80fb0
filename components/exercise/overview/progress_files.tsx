import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { countWords } from "@/lib/course/count_words.ts";
import { type ProgressStore, readProgress } from "@/lib/course/progress/mod.ts";
import { saveProgress } from "../download.ts";

/** Taking progress along as a file, and bringing it back. */
export function ProgressFiles({ store }: { store: ProgressStore | undefined }): JSX.Element {
  const [said, setSaid] = useState("");

  async function bring(input: HTMLInputElement): Promise<void> {
    const [file] = input.files ?? [];
    // The same file can be chosen again
    input.value = "";
    if (!file || !store) return;
    try {
      const { progress, rejected } = readProgress(await file.text());
      if (!store.import(progress)) {
        setSaid(
          `${file.name} was not imported: it does not fit beside your marks, which stay as they are.`,
        );
        return;
      }
      const count = Object.keys(progress).length;
      const left = rejected > 0 ? ` ${rejected} could not be read and were left out.` : "";
      setSaid(`Imported ${countWords(count, "record")} from ${file.name}.${left}`);
    } catch (error) {
      setSaid(`${file.name} was not imported: ${error instanceof Error ? error.message : error}.`);
    }
  }

  return (
    <div class="ex-files">
      <button
        type="button"
        class="button-quiet ex-button"
        disabled={!store}
        onClick={() => store && saveProgress(store.snapshot.progress)}
      >
        Export to a file
      </button>
      <label class="button-quiet ex-button ex-import">
        Import from a file
        <input
          type="file"
          class="visually-hidden"
          accept=".json,application/json"
          disabled={!store}
          onChange={({ currentTarget }) => bring(currentTarget)}
        />
      </label>
      <p class="ex-said" role="status">{said}</p>
    </div>
  );
}
