import { CHANGE_EVENT, STORAGE_KEY } from "./keys.ts";
import { openProgress, type ProgressStore, type StorageArea } from "./store.ts";

let store: ProgressStore | undefined;

/**
 * The progress of this browser: one store for all islands of a page, over
 * `localStorage`, in step with other tabs.
 *
 * @returns Always the same store
 */
export function browserProgress(): ProgressStore {
  if (store) return store;
  const opened = openProgress(findStorage());
  addEventListener("storage", ({ key }) => {
    // Without a key the whole storage was cleared
    if (key === STORAGE_KEY || key === null) opened.refresh();
  });
  opened.subscribe(() => document.dispatchEvent(new Event(CHANGE_EVENT)));
  return store = opened;
}

/** Reading the property throws where a browser blocks storage. */
function findStorage(): StorageArea | undefined {
  try {
    return globalThis.localStorage ?? undefined;
  } catch {
    return undefined;
  }
}
