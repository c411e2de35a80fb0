import { STORAGE_KEY } from "./keys.ts";
import { mergeProgress } from "./merge.ts";
import { MAX_TEXT, readProgress, writeProgress } from "./schema.ts";
import { listSetAside, type SetAside, setAside } from "./set_aside.ts";
import { type ExerciseKey, type ExerciseRecord, type Progress, recordKey } from "./types.ts";

/** The part of `Storage` that is used; every method may throw. */
export type StorageArea = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** Whether marks outlive the page, and why not. */
export type Keeping = "kept" | "blocked" | "full";

/** What views need to know of the store. */
export interface ProgressSnapshot {
  readonly progress: Progress;
  readonly keeping: Keeping;
  /** Damaged texts that were found in place of progress. */
  readonly setAside: readonly SetAside[];
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
    this.#snapshot = { progress: {}, keeping: "blocked", setAside: [] };
    const progress = this.#load();
    this.#publish({
      progress: progress ?? {},
      keeping: progress ? "kept" : "blocked",
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
    this.#change((progress) => ({ ...progress, [key]: change(own(progress, key)) }));
  }

  merge(other: Progress): void {
    this.#change((progress) => mergeProgress(progress, other));
  }

  import(other: Progress): boolean {
    const stored = this.#load();
    const progress = mergeProgress(this.#current(stored), other);
    const keeping = stored ? this.#save(progress) : "blocked";
    if (keeping === "full") return false;
    this.#settle(progress, keeping);
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
    if (stored) this.#publish({ progress: this.#withUnsaved(stored) });
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #change(change: (progress: Progress) => Progress): void {
    const stored = this.#load();
    const progress = change(this.#current(stored));
    // What cannot be read must not be overwritten
    this.#settle(progress, stored ? this.#save(progress) : "blocked");
  }

  #settle(progress: Progress, keeping: Keeping): void {
    this.#hasUnsaved = keeping !== "kept";
    this.#publish({ progress, keeping });
  }

  #current(stored: Progress | undefined): Progress {
    return stored ? this.#withUnsaved(stored) : this.#snapshot.progress;
  }

  #withUnsaved(stored: Progress): Progress {
    return this.#hasUnsaved ? mergeProgress(stored, this.#snapshot.progress) : stored;
  }

  /** What is stored, or `undefined` if storage cannot be read. A damaged text is set aside. */
  #load(): Progress | undefined {
    let text: string | null | undefined;
    try {
      text = this.#storage?.getItem(STORAGE_KEY);
    } catch {
      return undefined;
    }
    if (text === undefined) return undefined;
    if (text === null) return {};
    try {
      const { progress, rejected } = readProgress(text);
      if (rejected > 0) this.#setAside(text, progress);
      return progress;
    } catch {
      // Whatever is wrong with it: a page that throws here would never work again
      this.#setAside(text, {});
      return {};
    }
  }

  #setAside(text: string, sound: Progress): void {
    if (!this.#storage) return;
    const moved = setAside(this.#storage, text, writeProgress(sound));
    // Where it cannot be stored a second time it is at least offered as long as the page lives
    if (!moved) this.#damaged.add(text);
    this.#publish({ setAside: this.#listSetAside() });
  }

  #listSetAside(): readonly SetAside[] {
    const kept = this.#storage ? listSetAside(this.#storage) : [];
    return [...kept, ...[...this.#damaged].map((text) => ({ key: "", text }))];
  }

  #save(progress: Progress): Keeping {
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

function own(progress: Progress, key: string): ExerciseRecord | undefined {
  return Object.hasOwn(progress, key) ? progress[key] : undefined;
}
