import { findRecord } from "./find.ts";
import { STORAGE_KEY } from "./keys.ts";
import { mergeProgress } from "./merge.ts";
import { MAX_TEXT, NewerProgressError, readProgress, writeProgress } from "./schema.ts";
import { listSetAside, type SetAside, setAside } from "./set_aside.ts";
import { shorten, type Shortened } from "./shorten.ts";
import { type ExerciseKey, type ExerciseRecord, type Progress, recordKey } from "./types.ts";

/** The longest text that an import may lead to. The other half is left for the reader's own work. */
const MAX_IMPORTED = MAX_TEXT / 2;

/** The part of `Storage` that is used; every method may throw. */
export type StorageArea = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/**
 * Whether marks outlive the page, and why not: storage is blocked or full, or
 * holds what a newer edition of the course has written.
 */
export type Keeping = "kept" | "blocked" | "full" | "newer";

/** What views need to know of the store. */
export interface ProgressSnapshot {
  readonly progress: Progress;
  readonly keeping: Keeping;
  /** Damaged texts that were found in place of progress. */
  readonly setAside: readonly SetAside[];
  /** Records whose long answers this page could not keep for want of room, as they were. */
  readonly dropped: Progress;
}

/** What is to be reset: an exercise in all its versions, a lesson with its predictions, or all. */
export type ResetScope =
  | { readonly exercise: string }
  | { readonly lesson: string; readonly exercises: readonly ExerciseKey[] }
  | "everything";

/** Where progress is kept. Views depend on this alone. */
export interface ProgressStore {
  readonly snapshot: ProgressSnapshot;
  /** Changes the record of one exercise. */
  update(
    exercise: ExerciseKey,
    change: (record: ExerciseRecord | undefined) => ExerciseRecord,
  ): void;
  /** Adds what another account holds; the better of two records stays. Also undoes a reset. */
  merge(progress: Progress): void;
  /**
   * Merges what comes from outside, such as a file, or leaves everything as it
   * was where that does not fit: it must not keep the reader's own marks from
   * being stored. Returns whether it was taken.
   */
  import(progress: Progress): boolean;
  /** Removes records and gives them back, for {@linkcode ProgressStore.merge} to undo it. */
  reset(scope: ResetScope): Progress;
  /** Deletes a damaged text that was set aside. */
  discard(setAside: SetAside): void;
  /** Reads again, because another tab has written. */
  refresh(): void;
  /** Calls back after each change. Returns how to stop. */
  subscribe(listener: () => void): () => void;
}

/**
 * Opens progress over a storage area. Whatever the storage does, the store
 * works: without one, or with one that fails, progress lives as long as the
 * page, and the snapshot says so.
 *
 * Each change is applied to what is stored at that moment and not to what this
 * tab remembers, so that two tabs do not undo each other's marks.
 *
 * @param storage Such as `localStorage`; `undefined` if it is blocked
 * @returns The store
 */
export function openProgress(storage: StorageArea | undefined): ProgressStore {
  return new StoredProgress(storage);
}

/** Why what is stored cannot be read. */
type Unread = "blocked" | "newer";

function isRead(stored: Progress | Unread): stored is Progress {
  return typeof stored !== "string";
}

class StoredProgress implements ProgressStore {
  readonly #storage: StorageArea | undefined;
  readonly #listeners = new Set<() => void>();
  #snapshot: ProgressSnapshot;
  /** Whether this page holds changes that storage did not take. */
  #hasUnsaved = false;
  /** Damaged texts for which there was no room. */
  readonly #damaged = new Set<string>();

  constructor(storage: StorageArea | undefined) {
    this.#storage = storage;
    this.#snapshot = { progress: {}, keeping: "blocked", setAside: [], dropped: {} };
    const stored = this.#load();
    this.#publish({
      progress: isRead(stored) ? stored : {},
      keeping: isRead(stored) ? "kept" : stored,
      setAside: this.#listSetAside(),
    });
  }

  get snapshot(): ProgressSnapshot {
    return this.#snapshot;
  }

  update(
    exercise: ExerciseKey,
    change: (record: ExerciseRecord | undefined) => ExerciseRecord,
  ): void {
    const key = recordKey(exercise);
    // Marks of earlier versions that still count go on in the record of the present one
    this.#change(
      (progress) => ({ ...progress, [key]: change(findRecord(progress, exercise)) }),
      key,
    );
  }

  merge(other: Progress): void {
    this.#change((progress) => mergeProgress(progress, other));
  }

  import(other: Progress): boolean {
    const stored = this.#load();
    const progress = mergeProgress(this.#current(stored), other);
    if (!isRead(stored)) {
      this.#settle({ progress, dropped: {} }, stored);
      return true;
    }
    // What the reader does next must find room too
    const keeping = writeProgress(progress).length > MAX_IMPORTED ? "full" : this.#store(progress);
    if (keeping === "full") return false;
    this.#settle({ progress, dropped: {} }, keeping);
    return true;
  }

  reset(scope: ResetScope): Progress {
    let removed: Progress = {};
    this.#change((progress) => {
      const entries = Object.entries(progress);
      const goes = ([key, record]: [string, ExerciseRecord]) => isInScope(scope, key, record);
      removed = Object.fromEntries(entries.filter(goes));
      return Object.fromEntries(entries.filter((entry) => !goes(entry)));
    });
    return removed;
  }

  discard({ key, text }: SetAside): void {
    this.#damaged.delete(text);
    try {
      this.#storage?.removeItem(key);
    } catch {
      // It stays where it is, and is listed again
    }
    this.#publish({ setAside: this.#listSetAside() });
  }

  refresh(): void {
    const stored = this.#load();
    if (isRead(stored)) this.#publish({ progress: this.#withUnsaved(stored) });
    else this.#publish({ keeping: stored });
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #change(change: (progress: Progress) => Progress, spared?: string): void {
    const stored = this.#load();
    const progress = change(this.#current(stored));
    if (isRead(stored)) this.#save(progress, spared);
    // What cannot be read must not be overwritten
    else this.#settle({ progress, dropped: {} }, stored);
  }

  /** Stores progress, without long answers where there is no room for them. */
  #save(progress: Progress, spared: string | undefined): void {
    let keeping: Keeping = "full";
    for (const attempt of shorten(progress, spared)) {
      keeping = this.#store(attempt.progress);
      if (keeping !== "full") return this.#settle(attempt, keeping);
    }
    this.#settle({ progress, dropped: {} }, keeping);
  }

  #settle({ progress, dropped }: Shortened, keeping: Keeping): void {
    this.#hasUnsaved = keeping !== "kept";
    this.#publish({ progress, keeping, dropped: { ...this.#snapshot.dropped, ...dropped } });
  }

  #current(stored: Progress | Unread): Progress {
    return isRead(stored) ? this.#withUnsaved(stored) : this.#snapshot.progress;
  }

  #withUnsaved(stored: Progress): Progress {
    return this.#hasUnsaved ? mergeProgress(stored, this.#snapshot.progress) : stored;
  }

  /** What is stored, or why it cannot be read. What is damaged is set aside. */
  #load(): Progress | Unread {
    let text: string | null | undefined;
    try {
      text = this.#storage?.getItem(STORAGE_KEY);
    } catch {
      return "blocked";
    }
    if (text === undefined) return "blocked";
    if (text === null) return {};
    try {
      const { progress, damaged } = readProgress(text);
      if (damaged !== undefined) this.#setAside(damaged, text, progress);
      return progress;
    } catch (error) {
      // It is sound, and the edition that wrote it goes on with it
      if (error instanceof NewerProgressError) return "newer";
      // Whatever is wrong with it: a page that throws here would never work again
      this.#setAside(text, text, {});
      return {};
    }
  }

  #setAside(text: string, whole: string, sound: Progress): void {
    if (!this.#storage) return;
    const moved = setAside(this.#storage, { text, whole, sound: writeProgress(sound) });
    // Where it cannot be stored a second time it is at least offered as long as the page lives
    if (!moved) this.#damaged.add(text);
    this.#publish({ setAside: this.#listSetAside() });
  }

  #listSetAside(): readonly SetAside[] {
    const kept = this.#storage ? listSetAside(this.#storage) : [];
    return [...kept, ...[...this.#damaged].map((text) => ({ key: "", text }))];
  }

  #store(progress: Progress): Keeping {
    if (!this.#storage) return "blocked";
    const text = writeProgress(progress);
    // It would be refused on reading; what is stored is kept instead
    if (text.length > MAX_TEXT) return "full";
    try {
      this.#storage.setItem(STORAGE_KEY, text);
      return "kept";
    } catch (error) {
      return error instanceof Error && error.name === "SecurityError" ? "blocked" : "full";
    }
  }

  #publish(change: Partial<ProgressSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change };
    for (const listener of [...this.#listeners]) listener();
  }
}

function isInScope(scope: ResetScope, key: string, record: ExerciseRecord): boolean {
  if (scope === "everything") return true;
  const id = key.slice(0, key.lastIndexOf("@"));
  return "exercise" in scope
    ? id === scope.exercise
    : record.lesson === scope.lesson || scope.exercises.some((exercise) => exercise.id === id);
}
