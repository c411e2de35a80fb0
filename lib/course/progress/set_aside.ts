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

/** What is moved, and what stays. */
export interface Damage {
  /** What is damaged: records, or a whole text. */
  readonly text: string;
  /** The text in which it was found. */
  readonly whole: string;
  /** What of it is sound, to be stored in its place. */
  readonly sound: string;
}

/** More damaged texts than this are not looked for. */
const MAX_KEPT = 20;

/**
 * Moves a damaged text out of the way.
 *
 * @param storage Where it is
 * @param damage What is damaged, and what is not
 * @returns Whether it could be kept
 */
export function setAside(storage: StorageArea, { text, whole, sound }: Damage): boolean {
  try {
    const isKept = listSetAside(storage).some((one) => one.text === text);
    const key = asideKeys().find((key) => storage.getItem(key) === null);
    if (!isKept && key === undefined) return false;
    if (isKept || key === undefined || tryToSet(storage, key, text)) {
      storage.setItem(STORAGE_KEY, sound);
      return true;
    }
    // Room for it is made first: storage may be too full to hold it twice
    storage.setItem(STORAGE_KEY, sound);
    if (tryToSet(storage, key, text)) return true;
    storage.setItem(STORAGE_KEY, whole);
    return false;
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

function tryToSet(storage: StorageArea, key: string, text: string): boolean {
  try {
    storage.setItem(key, text);
    return true;
  } catch {
    return false;
  }
}

function asideKeys(): string[] {
  return Array.from({ length: MAX_KEPT }, (_, i) => `${STORAGE_KEY}.damaged.${i + 1}`);
}
