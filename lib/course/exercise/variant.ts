import type { Exercise, ParameterSpec } from "../types.ts";
import type { Value, Vocabulary } from "../expression/mod.ts";
import { evaluateSource, holds, namesIn } from "./compiled_expressions.ts";
import { countValues, valueAt } from "./parameter_values.ts";
import { Random, seedFrom } from "./random.ts";

/** Values by parameter name, derived ones among them. */
export type Parameters = Readonly<Record<string, Value>>;

/** An exercise with numbers in it. */
export interface Variant {
  /** What it was drawn from; the same seed gives the same variant. */
  readonly seed: number;
  readonly parameters: Parameters;
}

/** What variants are made from: parameters and what must hold of them. */
export type VariantSource = Pick<Exercise, "id" | "params" | "constraints">;

/** How often parameters are drawn again before the constraints are given up on. */
const MAX_DRAWS = 1000;

/** How many draws may fail to evaluate before the exercise is given up on. */
const MAX_FAILURES = 100;

/** How many draws a list of variants may take on average: constraints that leave less are too tight. */
const MAX_MEAN_DRAWS = 50;

/** How a variant is drawn. */
export interface GenerateOptions {
  /** Tries the parameters out; where it throws, others are drawn. */
  readonly tryOut?: (parameters: Parameters) => void;
}

/**
 * Draws a variant: parameters in their order, again and again until the
 * constraints hold. What cannot be evaluated, such as a quotient by 0 in a
 * derived parameter, is drawn again as if a constraint had refused it.
 *
 * @param exercise The exercise
 * @param seed Any number; its lowest 32 bits count
 * @param vocabulary What derived parameters and constraints may call
 * @param options What else must be possible with the parameters
 * @returns The variant
 * @throws {RangeError} If no draw of a thousand satisfies the constraints
 * @throws {Error} What the last of a hundred draws has thrown
 *
 * @example
 * ```ts
 * import { courseVocabulary } from "@/lib/course/expression/mod.ts";
 * import { generateVariant } from "@/lib/course/exercise/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const exercise = {
 *   id: "sizes",
 *   params: {
 *     n: { kind: "powers-of-two", from: 256, to: 4096 },
 *     bytes: { kind: "derived", expression: "2 * n" },
 *   },
 *   constraints: ["n > 256"],
 * } as const;
 * const { parameters } = generateVariant(exercise, 1, courseVocabulary([]));
 * expect(parameters.bytes).toBe(2 * Number(parameters.n));
 * ```
 */
export function generateVariant(
  exercise: VariantSource,
  seed: number,
  vocabulary: Vocabulary,
  { tryOut }: GenerateOptions = {},
): Variant {
  let failures = 0;
  return drawVariant(exercise, seed, (values) => {
    try {
      const parameters = assign(exercise, values, vocabulary);
      if (parameters) tryOut?.(parameters);
      return parameters;
    } catch (error) {
      if (++failures >= MAX_FAILURES) throw error;
      return undefined;
    }
  }).variant;
}

/** Draws until the parameters that are made of the drawn values are there. */
function drawVariant(
  exercise: VariantSource,
  seed: number,
  make: (values: DrawnValues) => Parameters | undefined,
): { readonly variant: Variant; readonly draws: number } {
  const random = new Random(seed);
  for (let draw = 1; draw <= MAX_DRAWS; draw++) {
    const parameters = make(
      drawnValues(exercise, (spec) => valueAt(spec, random.below(countValues(spec)))),
    );
    if (parameters) return { variant: { seed: seed >>> 0, parameters }, draws: draw };
  }
  throw new RangeError(
    `No parameters in ${MAX_DRAWS} draws satisfy the constraints of ${exercise.id}: ` +
      `widen the parameters or relax ${exercise.constraints.map((text) => `"${text}"`).join(", ")}`,
  );
}

/**
 * The parameters of a variant whose drawn values are known.
 *
 * @param exercise The exercise
 * @param given A value for each parameter that is not derived
 * @param vocabulary What derived parameters and constraints may call
 * @returns All parameters
 * @throws {RangeError} If a value is missing or cannot be drawn, or a constraint does not hold
 *
 * @example
 * ```ts
 * import { courseVocabulary } from "@/lib/course/expression/mod.ts";
 * import { variantOf } from "@/lib/course/exercise/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const exercise = {
 *   id: "sizes",
 *   params: {
 *     n: { kind: "range", from: 1, to: 9, step: 1 },
 *     twice: { kind: "derived", expression: "2 * n" },
 *   },
 *   constraints: [],
 * } as const;
 * expect(variantOf(exercise, { n: 4 }, courseVocabulary([]))).toEqual({ n: 4, twice: 8 });
 * ```
 */
export function variantOf(
  exercise: VariantSource,
  given: Readonly<Record<string, string | number>>,
  vocabulary: Vocabulary,
): Parameters {
  const unknown = Object.keys(given).find((name) => {
    const spec = exercise.params[name];
    return spec === undefined || !isDrawn(spec);
  });
  if (unknown !== undefined) throw new RangeError(`"${unknown}" is not a drawn parameter`);
  const values = Object.entries(exercise.params).flatMap(([name, spec]) => {
    if (!isDrawn(spec)) return [];
    const value = given[name];
    if (value === undefined) throw new RangeError(`"${name}" has no value`);
    if (!canBe(spec, value)) throw new RangeError(`"${name}" is never ${value}`);
    return [[name, value] as const];
  });
  const parameters = assign(exercise, new Map(values), vocabulary);
  if (parameters) return parameters;
  throw new RangeError("The constraints do not hold of these values");
}

function canBe(spec: DrawnSpec, value: string | number): boolean {
  if (spec.kind === "pick") return spec.values.includes(value);
  if (typeof value !== "number") return false;
  if (spec.kind === "powers-of-two") {
    return value >= spec.from && value <= spec.to && Number.isInteger(Math.log2(value));
  }
  const steps = (value - spec.from) / spec.step;
  return value >= spec.from && value <= spec.to && Math.abs(steps - Math.round(steps)) < 1e-6;
}

/** How variants are listed. */
export interface EnumerateOptions {
  /** How many at most. Default 500. */
  readonly limit?: number;
}

/**
 * Lists an exercise's variants: every combination of parameters that satisfies
 * the constraints or, if there are more combinations than the limit, that many
 * variants of the seeds 0, 1, 2, …
 *
 * @param exercise The exercise
 * @param vocabulary What derived parameters and constraints may call
 * @param options How many at most
 * @returns The parameters of each, none twice
 * @throws {RangeError} If the constraints cannot be satisfied
 */
export function enumerateVariants(
  exercise: VariantSource,
  vocabulary: Vocabulary,
  { limit = 500 }: EnumerateOptions = {},
): Parameters[] {
  const specs = Object.values(exercise.params).filter(isDrawn);
  const combinations = specs.reduce((product, spec) => product * countValues(spec), 1);
  const variants = combinations <= limit
    ? everyCombination(exercise, combinations, vocabulary)
    : seededVariants(exercise, limit, vocabulary);
  if (variants.length === 0) {
    throw new RangeError(`None of ${combinations} combinations satisfies the constraints`);
  }
  return [...new Map(variants.map((found) => [JSON.stringify(found), found])).values()];
}

function seededVariants(
  exercise: VariantSource,
  count: number,
  vocabulary: Vocabulary,
): Parameters[] {
  let draws = 0;
  return Array.from({ length: count }, (_, seed) => {
    const drawn = drawVariant(exercise, seed, (values) => assign(exercise, values, vocabulary));
    draws += drawn.draws;
    if (draws > MAX_MEAN_DRAWS * count) {
      throw new RangeError(
        `The constraints refuse all but one of ${Math.round(draws / (seed + 1))} draws: ` +
          "choose parameters that satisfy more of them",
      );
    }
    return drawn.variant.parameters;
  });
}

/** All combinations, counted through like the digits of a number with mixed bases. */
function everyCombination(
  exercise: VariantSource,
  combinations: number,
  vocabulary: Vocabulary,
): Parameters[] {
  return Array.from({ length: combinations }, (_, number) => {
    let rest = number;
    const values = drawnValues(exercise, (spec) => {
      const count = countValues(spec);
      const value = valueAt(spec, rest % count);
      rest = Math.floor(rest / count);
      return value;
    });
    return assign(exercise, values, vocabulary);
  }).filter((parameters) => parameters !== undefined);
}

/** Values by name, of the parameters that are drawn. */
type DrawnValues = ReadonlyMap<string, string | number>;

/** Chooses the values that are drawn, all of them, in order: a seed gives the same ones for ever. */
function drawnValues(
  { params }: VariantSource,
  choose: (spec: DrawnSpec) => string | number,
): DrawnValues {
  return new Map(
    Object.entries(params).flatMap(([name, spec]) =>
      isDrawn(spec) ? [[name, choose(spec)] as const] : []
    ),
  );
}

/**
 * Gives every parameter its value, in order, so that derived ones see those before them, and holds
 * each constraint against them as soon as it can be: so it can guard what is derived after it.
 *
 * @returns The parameters, or `undefined` if a constraint does not hold
 */
function assign(
  exercise: VariantSource,
  values: DrawnValues,
  vocabulary: Vocabulary,
): Parameters | undefined {
  const { params, constraints } = exercise;
  const parameters: Record<string, Value> = {};
  const scope = { parameters, vocabulary };
  const unmet = new Set(constraints);
  const meets = (constraint: string) => {
    unmet.delete(constraint);
    return holds(constraint, scope);
  };
  const isKnown = (name: string) => Object.hasOwn(parameters, name);
  for (const [name, spec] of Object.entries(params)) {
    parameters[name] = isDrawn(spec)
      ? values.get(name) ?? NaN
      : evaluateSource(spec.expression, scope);
    const known = [...unmet].filter((constraint) => namesIn(constraint).every(isKnown));
    if (!known.every(meets)) return undefined;
  }
  return [...unmet].every(meets) ? parameters : undefined;
}

/**
 * What a variant asks, in a few letters: variants with the same drawn values
 * ask the same, whatever their seeds and the order of what they shuffle.
 *
 * @param exercise The exercise
 * @param variant The variant
 * @returns The same letters for the same question; of an exercise without parameters always
 *
 * @example
 * ```ts
 * import { questionOf } from "@/lib/course/exercise/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const exercise = { params: { n: { kind: "range", from: 1, to: 9, step: 1 } } } as const;
 * const ask = (n: number) => questionOf(exercise, { parameters: { n } });
 * expect(ask(4)).toBe(ask(4));
 * expect(ask(4)).not.toBe(ask(5));
 * ```
 */
export function questionOf(
  { params }: Pick<VariantSource, "params">,
  { parameters }: Pick<Variant, "parameters">,
): string {
  const drawn = Object.entries(params).filter(([, spec]) => isDrawn(spec))
    .map(([name]) => [name, parameters[name]]);
  return seedFrom(JSON.stringify(drawn)).toString(36);
}

type DrawnSpec = Exclude<ParameterSpec, { kind: "derived" }>;

function isDrawn(spec: ParameterSpec): spec is DrawnSpec {
  return spec.kind !== "derived";
}
