import {
  averageAccessTime,
  convertGrowth,
  doublingYears,
  yearsToRatio,
} from "@/lib/compute/mod.ts";
import { define } from "./functions.ts";
import type { VocabularyFunction } from "./types.ts";

/**
 * Growth over the years, and the average access time.
 *
 * @returns The functions, in the order in which they are documented
 */
export function growthFunctions(): VocabularyFunction[] {
  return [
    define(
      "growth(factor, from_years, to_years)",
      "a growth over some years as growth over others: growth(3, 2, 1) is that of one year",
      (args) => convertGrowth(args.number(0), { from: args.number(1), to: args.number(2) }),
    ),
    define(
      "years_to(ratio, growth_per_year)",
      "the years after which a growth reaches a ratio",
      (args) => finite(yearsToRatio(args.number(0), args.number(1)), "years_to"),
    ),
    define(
      "doubling_years(growth_per_year)",
      "the years that doubling takes",
      (args) => finite(doublingYears(args.number(0)), "doubling_years"),
    ),
    define(
      "access_time(hit_rate, cache_cycles, memory_cycles)",
      "the average time of a memory access, in processor cycles",
      (args) =>
        averageAccessTime({
          hitRate: args.number(0),
          cacheCycles: args.number(1),
          memoryCycles: args.number(2),
        }),
    ),
  ];
}

function finite(value: number, name: string): number {
  if (Number.isFinite(value)) return value;
  throw new RangeError(`${name} has no end: the growth is 1, or the other way`);
}
