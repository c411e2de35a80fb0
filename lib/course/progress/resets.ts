/**
 * What resets have removed, to be brought back one by one: over a reload too,
 * and until the tab is closed.
 *
 * @module
 */
import { mergeProgress } from "./merge.ts";
import { readProgress, writeProgress } from "./schema.ts";
import type { ResetScope, StorageArea } from "./store.ts";
import type { Progress } from "./types.ts";

/** Where it is kept. */
export const RESETS_KEY = "memory-wall.resets";

/** Resets that can be undone. */
export interface ResetLog {
  /** Whether a reset can be undone. */
  has(scope: ResetScope): boolean;
  /** Adds what a reset has removed, to what an earlier one of the same has. */
  add(scope: ResetScope, removed: Progress): void;
  /** Gives back what was removed, to be merged, and forgets it. */
  take(scope: ResetScope): Progress;
}

/**
 * Opens the log of resets. Where storage fails it lasts as long as the page.
 *
 * @param storage Such as `sessionStorage`; `undefined` if it is blocked
 * @returns The log
 *
 * @example
 * ```ts
 * import { openResets } from "@/lib/course/progress/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const log = openResets(undefined);
 * log.add({ exercise: "a" }, {});
 * log.add("everything", {});
 * expect(log.has({ exercise: "a" })).toBe(true);
 * log.take({ exercise: "a" });
 * expect([log.has({ exercise: "a" }), log.has("everything")]).toEqual([false, true]);
 * ```
 */
export function openResets(
  storage: Pick<StorageArea, "getItem" | "setItem"> | undefined,
): ResetLog {
  const entries = new Map(readEntries(storage));
  return {
    has: (scope) => entries.has(nameOf(scope)),
    add(scope, removed) {
      const name = nameOf(scope);
      const before = entries.get(name);
      entries.delete(name);
      entries.set(name, before ? mergeProgress(before, removed) : removed);
      writeEntries(storage, [...entries]);
    },
    take(scope) {
      const removed = entries.get(nameOf(scope)) ?? {};
      entries.delete(nameOf(scope));
      writeEntries(storage, [...entries]);
      return removed;
    },
  };
}

type Entry = readonly [name: string, removed: Progress];

function nameOf(scope: ResetScope): string {
  if (scope === "everything") return scope;
  return "exercise" in scope ? `exercise ${scope.exercise}` : `lesson ${scope.lesson}`;
}

function readEntries(storage: Pick<StorageArea, "getItem"> | undefined): Entry[] {
  try {
    const texts: unknown = JSON.parse(storage?.getItem(RESETS_KEY) ?? "[]");
    if (!Array.isArray(texts)) return [];
    return texts.map(([name, text]) => [String(name), readProgress(String(text)).progress]);
  } catch {
    return [];
  }
}

/** Where there is no room for all, the oldest go. */
function writeEntries(
  storage: Pick<StorageArea, "setItem"> | undefined,
  entries: readonly Entry[],
): void {
  const texts = entries.map(([name, removed]) => [name, writeProgress(removed)]);
  for (let from = 0; from <= texts.length; from++) {
    try {
      storage?.setItem(RESETS_KEY, JSON.stringify(texts.slice(from)));
      return;
    } catch {
      // The next attempt is shorter; this page has them all the same
    }
  }
}
