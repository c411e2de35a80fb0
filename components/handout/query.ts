import { seedName } from "@/lib/course/exercise/mod.ts";

/** What is asked of a handout. */
export interface HandoutQuery {
  /** The query itself, from which numbers are drawn as on a live page. */
  readonly query: string;
  /** The seed of a class; without it everybody's first numbers are printed. */
  readonly seed: string | undefined;
  /** Whether the questions stand alone, without the lesson's text. */
  readonly isQuestionsOnly: boolean;
  /** Whether answers and solutions follow on pages of their own. */
  readonly hasKey: boolean;
}

/**
 * Reads what the address of a handout asks for.
 *
 * @param query The query of the address
 * @returns What is asked; whatever else the query says is left alone
 *
 * @example
 * ```ts
 * import { readHandoutQuery } from "@/components/handout/query.ts";
 * import { expect } from "@std/expect";
 *
 * expect(readHandoutQuery("?seed=monday&key")).toEqual({
 *   query: "?seed=monday&key",
 *   seed: "monday",
 *   isQuestionsOnly: false,
 *   hasKey: true,
 * });
 * ```
 */
export function readHandoutQuery(query: string): HandoutQuery {
  const asked = new URLSearchParams(query);
  return {
    query,
    seed: seedName(query),
    isQuestionsOnly: asked.has("questions"),
    hasKey: asked.has("key"),
  };
}
