import { type Progress, writeProgress } from "@/lib/course/progress/mod.ts";

/**
 * Offers a text as a file. It is made in the browser and sent nowhere.
 *
 * @param name The file's name
 * @param text What is in it
 */
export function saveText(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The download has its own copy once it has begun
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Offers progress as a file, named by the day. */
export function saveProgress(progress: Progress): void {
  const day = new Date().toISOString().slice(0, 10);
  saveText(`memory-wall-progress-${day}.json`, writeProgress(progress, 2));
}
