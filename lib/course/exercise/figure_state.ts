/**
 * The states of a figure that a question starts in and is solved in.
 *
 * @module
 */
import type { FigureSchema } from "@/lib/figures/definition.ts";
import { isQuantity, type Value, type Vocabulary } from "../expression/mod.ts";
import type { FigureExercise, FigureProps } from "../types.ts";
import { evaluateSource } from "./compiled_expressions.ts";
import type { Parameters } from "./variant.ts";

/** `{expression}` in a property; braces in quotes are text. */
const PLACEHOLDER = /\{((?:[^{}"']|"[^"]*"|'[^']*')*)\}/g;

/** An expression in a property's text. */
export interface PropExpression {
  readonly source: string;
  /** Where it begins in the text, behind its brace. */
  readonly index: number;
}

/**
 * Lists the expressions of a property's text.
 *
 * @param text Such as `gemm({d}, 1, {d})`
 * @returns Its expressions in order
 */
export function propExpressions(text: string): PropExpression[] {
  return [...text.matchAll(PLACEHOLDER)].map(({ 1: source = "", index }) => ({
    source,
    index: index + 1,
  }));
}

/**
 * Puts a variant's numbers into a figure's properties. Numbers are written in
 * full, quantities in base units.
 *
 * @param props The properties
 * @param parameters The variant's parameters
 * @param vocabulary What their expressions may call
 * @returns Properties that a figure's schema reads
 * @throws {RangeError} If an expression cannot be evaluated
 *
 * @example
 * ```ts
 * import { courseVocabulary } from "@/lib/course/expression/mod.ts";
 * import { fillProps } from "@/lib/course/exercise/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const props = { operator: "gemm({d}, {2 * n}, {d})", controls: "operator" };
 * expect(fillProps(props, { d: 4096, n: 8 }, courseVocabulary([]))).toEqual({
 *   operator: "gemm(4096, 16, 4096)",
 *   controls: "operator",
 * });
 * ```
 */
export function fillProps(
  props: FigureProps,
  parameters: Parameters,
  vocabulary: Vocabulary,
): Record<string, string> {
  const fill = (text: string) =>
    text.replaceAll(
      PLACEHOLDER,
      (_, source: string) => written(evaluateSource(source, { parameters, vocabulary })),
    );
  return Object.fromEntries(Object.entries(props).map(([name, text]) => [name, fill(text)]));
}

function written(value: Value): string {
  if (typeof value === "object") return isQuantity(value) ? written(value.value) : value.name;
  return typeof value === "number" ? String(Number(value.toPrecision(12))) : String(value);
}

/** The states of a variant. */
export interface FigureStates<State> {
  readonly start: State;
  readonly solved: State;
}

/**
 * Works out in which state a variant's figure starts, and a state that solves it.
 *
 * @typeParam State The figure's state.
 * @param exercise The question
 * @param schema The kind of figure
 * @param parameters The variant's parameters
 * @param vocabulary What its expressions may call
 * @returns Both states
 * @throws {RangeError} If an expression cannot be evaluated or a property is not allowed
 */
export function figureStates<State>(
  { start, solved }: Pick<FigureExercise, "start" | "solved">,
  schema: FigureSchema<State>,
  parameters: Parameters,
  vocabulary: Vocabulary,
): FigureStates<State> {
  const context = { machines: vocabulary.table };
  const read = (props: FigureProps) =>
    schema.parseProps(fillProps(props, parameters, vocabulary), context);
  return { start: read(start), solved: read({ ...start, ...solved }) };
}
