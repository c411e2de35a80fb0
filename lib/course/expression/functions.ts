/**
 * How vocabulary functions are declared: a signature as authors read it, and a
 * body over arguments that have been read by their kind.
 */
import {
  findMachine,
  isPrecision,
  type Machine,
  type OperatorCost,
  type Precision,
  precisions,
} from "@/lib/compute/mod.ts";
import { describeValue, isOperator, toNumber } from "./values.ts";
import type { ArgumentKind, ArgumentSpec, Value, VocabularyFunction } from "./types.ts";

/** Reads the arguments of one call. Each method takes the argument's place, from 0. */
export class Arguments {
  readonly #name: string;
  readonly #values: readonly Value[];

  constructor(name: string, values: readonly Value[]) {
    this.#name = name;
    this.#values = values;
  }

  /** All values, for functions that take any number of them. */
  get all(): readonly Value[] {
    return this.#values;
  }

  has(place: number): boolean {
    return place < this.#values.length;
  }

  value(place: number): Value {
    const value = this.#values[place];
    if (value === undefined) throw new TypeError(`${this.#name} needs argument ${place + 1}`);
    return value;
  }

  number(place: number): number {
    return toNumber(this.value(place), this.#name);
  }

  text(place: number, what: string): string {
    const value = this.value(place);
    if (typeof value === "string") return value;
    throw new TypeError(`${this.#name} needs a ${what} in quotes, not ${describeValue(value)}`);
  }

  operator(place: number): OperatorCost {
    const value = this.value(place);
    if (typeof value === "object" && isOperator(value)) return value;
    throw new TypeError(
      `${this.#name} needs an operator such as gemv(m, n), not ${describeValue(value)}`,
    );
  }

  machine(place: number, machines: readonly Machine[]): Machine {
    return findMachine(machines, this.text(place, "machine"));
  }

  precision(place: number): Precision {
    const text = this.text(place, "precision");
    if (isPrecision(text)) return text;
    throw new RangeError(`Unknown precision "${text}": it must be one of ${precisions.join(", ")}`);
  }
}

const KIND_BY_NAME: ReadonlyMap<string, ArgumentKind> = new Map<string, ArgumentKind>([
  ["machine", "machine"],
  ["model", "model"],
  ["precision", "precision"],
  ["level", "level"],
  ["op", "operator"],
  ["unit", "unit"],
  ["text", "quantity"],
  ["value", "value"],
  ["quantity", "value"],
  ["values", "value"],
  ["intensity", "value"],
  ["bytes", "value"],
  ["cache", "value"],
  ["line", "value"],
  ["bandwidth", "value"],
  ["latency", "value"],
  ["trend", "name"],
  ["optimizer", "name"],
  ["formats", "name"],
  ["algorithm", "name"],
  ["energies", "name"],
  ["memory", "name"],
  ["order", "name"],
]);

/**
 * Declares a vocabulary function.
 *
 * @param signature Such as `bandwidth(machine, level?)`; `values...` takes any number.
 *   The names of the arguments give their kinds, all others are plain numbers
 * @param summary What it gives, in one line
 * @param body Computes it
 * @returns The function
 */
export function define(
  signature: string,
  summary: string,
  body: (args: Arguments) => Value,
): VocabularyFunction {
  const [name = "", list = ""] = signature.slice(0, -1).split("(");
  const specs = list.split(", ").map((word): ArgumentSpec => {
    const argument = word.replace(/\?$|\.\.\.$/, "");
    return {
      name: argument,
      kind: KIND_BY_NAME.get(argument) ?? "number",
      ...(word.endsWith("?") ? { optional: true } : {}),
      ...(word.endsWith("...") ? { rest: true } : {}),
    };
  });
  return {
    name,
    arguments: specs,
    summary,
    call: (...values) => body(new Arguments(name, values)),
  };
}
