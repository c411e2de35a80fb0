/**
 * The course's machine table (`content/data/machines.csv`), compiled. The
 * content plugin replaces this module at build; it is small enough for islands
 * to import from their lazily loaded parts.
 *
 * @module
 */
import type { Machine } from "@/lib/compute/mod.ts";

/** Machines in the order of the table. */
export const machines: readonly Machine[] = unbuilt();

function unbuilt(): never {
  throw new Error(
    'The compiled machine table exists only in a Vite build: run it through "deno task build" or "deno task dev"',
  );
}
