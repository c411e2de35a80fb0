import { useEffect, useState } from "preact/hooks";
import type { ProgressSnapshot, ProgressStore } from "@/lib/course/progress/mod.ts";

/**
 * Renders again whenever progress changes, in this island, another one or
 * another tab.
 *
 * @param store Where progress is kept
 * @returns What it holds now
 */
export function useProgress(store: ProgressStore): ProgressSnapshot {
  const [snapshot, setSnapshot] = useState(store.snapshot);
  useEffect(() => {
    setSnapshot(store.snapshot);
    return store.subscribe(() => setSnapshot(store.snapshot));
  }, [store]);
  return snapshot;
}
