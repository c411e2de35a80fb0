/**
 * Simulators that a code exercise may use. Each runs beside the reader's code:
 * it must keep its counts in closures and use nothing that code could replace
 * (no methods of lists or maps; typed arrays by index are safe).
 *
 * @module
 */
import { cache } from "./cache.ts";

/** A simulator at work in one call. */
export interface Simulation {
  /** What the reader's code gets, under the simulator's name. */
  readonly given: object;
  /** What it has counted. */
  measure(): Readonly<Record<string, number>>;
}

/** A simulator. */
export interface Simulator {
  /** Its settings, each with a default, or none if it must be given. */
  readonly settings: Readonly<Record<string, number | undefined>>;
  /** What it counts, with the unit. */
  readonly measures: Readonly<Record<string, string>>;
  /** What of that it also counts for each array that the code names, told as `reads.a`. */
  readonly byArray: readonly string[];
  /** What the reader may call, in a line. */
  readonly usage: string;
  start(settings: Readonly<Record<string, number>>): Simulation;
}

/** By the name under which the reader's code finds them. */
export const simulators = { cache } as const satisfies Readonly<Record<string, Simulator>>;

/** A simulator by its name, if there is one. */
export function simulatorOf(name: string): Simulator | undefined {
  return Object.hasOwn(simulators, name) ? simulators[name as keyof typeof simulators] : undefined;
}
