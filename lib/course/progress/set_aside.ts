/**
 * Damaged progress is not thrown away: its text is kept under another key until
 * the reader has saved or deleted it.
 *
 * @module
 */
import { STORAGE_KEY } from "./keys.ts";
import type { StorageArea } from "./store.ts";

/** A damaged text. */
export interface SetAside {
  /** Where it is kept; empty if it is only remembered by this page. */
  readonly key: string;
  readonly text: string;
}

/** More damaged texts than this are not looked for. */
const MAX_KEPT = 20;

/**
 * Moves a damaged text out of the way.
 *
 * @param storage Where it is
 * @param text The text
 * @param replacement What of it is sound, to be stored in its place
 * @returns Whether it could be kept
 */
export function setAside(storage: StorageArea, text: string, replacement: string): boolean {
  try {
    if (!listSetAside(storage).some((one) => one.text === text)) {
      const key = asideKeys().find((key) => storage.getItem(key) === null);
      if (key === undefined) return false;
      // Room for it is made first: storage may be too full to hold the text twice
      storage.removeItem(STORAGE_KEY);
      try {
        storage.setItem(key, text);
      } catch {
        storage.setItem(STORAGE_KEY, text);
        return false;
      }
    }
    storage.setItem(STORAGE_KEY, replacement);
    return true;
  } catch {
    return false;
  }
}

/**
 * Lists the damaged texts that are kept.
 *
 * @param storage Where to look
 * @returns The texts; none if storage cannot be read
 */
export function listSetAside(storage: StorageArea): SetAside[] {
  try {
    return asideKeys().flatMap((key) => {
      const text = storage.getItem(key);
      return text === null ? [] : [{ key, text }];
    });
  } catch {
    return [];
  }
}

function asideKeys(): string[] {
  return Array.from({ length: MAX_KEPT }, (_, i) => `${STORAGE_KEY}.damaged.${i + 1}`);
}
