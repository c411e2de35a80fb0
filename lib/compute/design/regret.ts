/**
 * What a chip made for one kind of work loses on another.
 *
 * @module
 */
import { list, positive, record, text } from "../check.ts";
import { type DesignSearch, objectiveOf, searchDesigns, type SearchOptions } from "./search.ts";
import type { Budget, Technology } from "./types.ts";
import { evaluateDesign, type WorkItem } from "./work.ts";

/** A mix of work with its name. */
export interface NamedMix {
  /** Such as `prefill`. */
  readonly name: string;
  /** The work. */
  readonly mix: readonly WorkItem[];
}

/** What designs tuned for each mix lose on each. */
export interface RegretMatrix {
  /** The mixes' names: of rows, for which the design is tuned, and of columns, which it runs. */
  readonly names: readonly string[];
  /** The best design for each mix. */
  readonly designs: readonly DesignSearch[];
  /** The objective of each design on each mix. */
  readonly values: readonly (readonly number[])[];
  /**
   * Row i, column j: value of design i on mix j ÷ that of design j on mix j, less 1. The diagonal is
   * 0.
   */
  readonly regret: readonly (readonly number[])[];
}

/**
 * The best design for each mix, and what each loses on the other mixes against the design made for
 * them, within the same budget and technology.
 *
 * @param technology What area and energy buy.
 * @param budget What may be used.
 * @param mixes The mixes.
 * @param options As of `searchDesigns`.
 * @returns Designs, values and regret.
 * @throws {RangeError} As `searchDesigns`.
 *
 * @example
 * ```ts
 * import { gpu7nm, regretMatrix } from "@/lib/compute/design/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const { regret } = regretMatrix(gpu7nm, { area: 800, power: 400 }, [
 *   { name: "prefill", mix: [{ name: "all", flops: 28e12, bytes: 20e9 }] },
 *   { name: "decode", mix: [{ name: "all", flops: 14e9, bytes: 14e9 }] },
 * ], { steps: 4 });
 * expect(regret[0]?.[0]).toBe(0);
 * expect(regret[0]?.[1]).toBeGreaterThan(1);
 * ```
 */
export function regretMatrix(
  technology: Technology,
  budget: Budget,
  mixes: readonly NamedMix[],
  options: SearchOptions = {},
): RegretMatrix {
  const objective = objectiveOf(record("options", options).objective ?? "seconds");
  const designs = list("mixes", mixes).map((named, i) =>
    searchDesigns(technology, budget, record(`mixes[${i}]`, named).mix, options)
  );
  const values = designs.map(({ design }) =>
    mixes.map(({ mix }) => positive("objective", objective(evaluateDesign(design, mix, options))))
  );
  const regret = values.map((row) => row.map((value, j) => value / (values[j]?.[j] ?? NaN) - 1));
  return { names: mixes.map(({ name }) => text("name", name)), designs, values, regret };
}
