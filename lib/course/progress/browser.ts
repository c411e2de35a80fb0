import { CHANGE_EVENT, STORAGE_KEY } from "./keys.ts";
import { openResets, type ResetLog } from "./resets.ts";
import { openProgress, type ProgressStore, type StorageArea } from "./store.ts";

let store: ProgressStore | undefined;
let resets: ResetLog | undefined;

/**
 * The progress of this browser: one store for all islands of a page, over
 * `localStorage`, in step with other tabs.
 *
 * @returns Always the same store
 */
export function browserProgress(): ProgressStore {
  if (store) return store;
  const opened = openProgress(findStorage("localStorage"));
  addEventListener("storage", ({ key }) => {
    // Without a key the whole storage was cleared
    if (key === STORAGE_KEY || key === null) opened.refresh();
  });
  opened.subscribe(() => document.dispatchEvent(new Event(CHANGE_EVENT)));
  return store = opened;
}

/**
 * What was reset in this tab, over `sessionStorage`: it is gone with the tab,
 * as one expects of what was deleted on a device that others use.
 *
 * @returns Always the same log
 */
export function browserResets(): ResetLog {
  return resets ??= openResets(findStorage("sessionStorage"));
}

/** Reading the property throws where a browser blocks storage. */
function findStorage(name: "localStorage" | "sessionStorage"): StorageArea | undefined {
  try {
    return globalThis[name] ?? undefined;
  } catch {
    return undefined;
  }
}
