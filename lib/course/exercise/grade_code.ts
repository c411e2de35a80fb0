import { type CodeCall, type CodeResult, type CodeValue, compareValues } from "../code/mod.ts";
import { showValue, simulatorOf } from "../code/mod.ts";
import { describeValue, isQuantity, type Vocabulary } from "../expression/mod.ts";
import { own } from "../own.ts";
import type { CodeExercise, CodeMeasure, CodeTest, CodeValueSource, RichNode } from "../types.ts";
import { evaluateSource } from "./compiled_expressions.ts";
import { fillTemplate } from "./template.ts";
import type { Parameters } from "./variant.ts";

/** A test with a variant's numbers in it. */
export interface PreparedTest {
  readonly name: string;
  readonly call: CodeCall;
  readonly expected?: CodeValue;
  readonly measured: readonly (Omit<CodeMeasure, "value"> & { readonly value: number })[];
  readonly hidden: boolean;
  readonly why: readonly RichNode[];
}

/** What a test says. */
export interface TestVerdict {
  readonly passed: boolean;
  /** What came back, or what happened instead. */
  readonly returned: string;
  /** What is wrong, where it is not plain from what came back. */
  readonly problem?: string;
}

/** What the reader is told of all tests. */
export interface CodeGrade {
  readonly outcome: "correct" | "partly" | "wrong";
  readonly message: string;
}

/**
 * Works out what tests give and what they expect.
 *
 * @param exercise The exercise
 * @param parameters The variant's parameters
 * @param vocabulary What its expressions may call
 * @returns Its tests, in their order
 * @throws {RangeError} If an expression cannot be worked out
 * @throws {TypeError} If one gives something that code cannot be given, such as an operator
 *
 * @example
 * ```ts
 * import { courseVocabulary } from "@/lib/course/expression/mod.ts";
 * import { prepareTests } from "@/lib/course/exercise/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const tests = [{
 *   name: "a list", arguments: [["n", "2 * n"]], expected: "3 * n",
 *   simulators: {}, measured: [], hidden: false, why: [],
 * }];
 * const [test] = prepareTests({ tests }, { n: 2 }, courseVocabulary([]));
 * expect(test?.call.arguments).toEqual([[2, 4]]);
 * expect(test?.expected).toBe(6);
 * ```
 */
export function prepareTests(
  { tests }: Pick<CodeExercise, "tests">,
  parameters: Parameters,
  vocabulary: Vocabulary,
): PreparedTest[] {
  return tests.map((test) => prepareTest(test, parameters, vocabulary));
}

/** The same for one test. */
export function prepareTest(
  test: CodeTest,
  parameters: Parameters,
  vocabulary: Vocabulary,
): PreparedTest {
  const scope = { parameters, vocabulary };
  const value = (source: CodeValueSource): CodeValue => {
    if (typeof source === "string") return toCodeValue(source, parameters, vocabulary);
    if (isList(source)) return source.map(value);
    return mapValues(source, value);
  };
  const number = (source: string): number => {
    const found = toCodeValue(source, parameters, vocabulary);
    if (typeof found === "number") return found;
    throw new TypeError(`"${source}" must give a number`);
  };
  return {
    name: test.name,
    call: {
      arguments: test.arguments.map(value),
      simulators: mapValues(test.simulators, (settings) => mapValues(settings, number)),
    },
    ...(test.expected === undefined ? {} : { expected: value(test.expected) }),
    measured: test.measured.map((measure) => ({ ...measure, value: number(measure.value) })),
    hidden: test.hidden,
    why: fillTemplate(test.why, scope),
  };
}

/**
 * Judges one test.
 *
 * @param test The test
 * @param result What became of its call
 * @param exercise Its tolerance
 * @returns Whether it passes, and what to show
 */
export function judgeTest(
  test: PreparedTest,
  result: CodeResult,
  { tolerance }: Pick<CodeExercise, "tolerance">,
): TestVerdict {
  if (result.kind === "threw") {
    const line = result.line === undefined ? "" : ` in line ${result.line}`;
    return { passed: false, returned: `an error${line}`, problem: explainError(result.text) };
  }
  const returned = result.kind === "odd" ? result.what : showValue(result.value);
  if (test.expected !== undefined) {
    if (result.kind === "odd") return { passed: false, returned };
    const difference = compareValues(result.value, test.expected, tolerance);
    if (difference) {
      const { place } = difference;
      const problem = place === ""
        ? undefined
        : `${place} is ${showValue(difference.returned)} instead of ${
          showValue(difference.expected)
        }`;
      return { passed: false, returned, ...(problem === undefined ? {} : { problem }) };
    }
  }
  for (const measure of test.measured) {
    const { name, relation, value } = measure;
    const found = countOf(measure, result.measured);
    const holds = relation === "at most" ? found <= value : found === value;
    if (holds) continue;
    return {
      passed: false,
      returned: test.expected === undefined ? measuredText(test, result.measured) : returned,
      problem: `${measureName(measure)} ${isMany(name) ? "are" : "is"} ${
        showMeasure(name, found)
      }, and must be ${relation === "at most" ? "at most " : ""}${showMeasure(name, value)}`,
    };
  }
  return {
    passed: true,
    returned: test.expected === undefined ? measuredText(test, result.measured) : returned,
  };
}

/**
 * Says how the code did in all tests.
 *
 * @param passed How many passed
 * @param count How many there are
 * @returns The outcome, and what to tell the reader
 */
export function gradeTests(passed: number, count: number): CodeGrade {
  if (passed === count) {
    return {
      outcome: "correct",
      message: count === 1 ? "The test passes." : `All ${count} tests pass.`,
    };
  }
  return {
    outcome: passed === 0 ? "wrong" : "partly",
    message: passed === 0
      ? "No test passes."
      : `${passed} of ${count} tests ${passed === 1 ? "passes" : "pass"}.`,
  };
}

/** What a test expects, in words. */
export function expectedText({ expected, measured }: PreparedTest): string {
  const limits = measured.map((measure) =>
    `${measureName(measure)}${measure.relation === "at most" ? " ≤ " : " = "}${
      showMeasure(measure.name, measure.value)
    }`
  );
  return [...(expected === undefined ? [] : [showValue(expected)]), ...limits].join(", ");
}

/** The call of a test, as code. */
export function callText(entry: string, { call }: PreparedTest): string {
  return `${entry}(${call.arguments.map(showValue).join(", ")})`;
}

function measuredText(
  { measured }: PreparedTest,
  counts: Readonly<Record<string, number>>,
): string {
  return measured.map((measure) =>
    `${measureName(measure)} = ${showMeasure(measure.name, countOf(measure, counts))}`
  ).join(", ");
}

/** What was counted. An array that the code never named was touched 0 times. */
function countOf(
  { name, array }: Pick<CodeMeasure, "name" | "array">,
  counts: Readonly<Record<string, number>>,
): number {
  if (array === undefined) return own(counts, name) ?? NaN;
  return own(counts, `${name}.${array}`) ?? (own(counts, name) === undefined ? NaN : 0);
}

/** Such as `traffic`, `reads of a` or `different elements of a`. */
function measureName({ name, array }: Pick<CodeMeasure, "name" | "array">): string {
  const words = WORDS[name] ?? name;
  return array === undefined ? words : `${words} of ${array}`;
}

/** Measures whose name alone does not say what is counted. */
const WORDS: Readonly<Record<string, string>> = { touched: "different elements" };

function isMany(name: string): boolean {
  return ["reads", "writes", "misses", "touched"].includes(name);
}

/** Counts in full, with their unit. */
function showMeasure(name: string, value: number): string {
  const unit = simulatorOf("cache")?.measures[name];
  return `${showValue(value)}${unit ? ` ${unit}${value === 1 ? "" : "s"}` : ""}`;
}

/** Engines call a list that has no room "invalid". */
function explainError(text: string): string {
  if (/^RangeError: (Invalid (array|string|typed array) length|Array buffer alloc)/.test(text)) {
    return `${text}: the run asks for too much memory`;
  }
  return /^RangeError: Maximum call stack/.test(text)
    ? `${text}: does a function call itself without an end?`
    : text;
}

function toCodeValue(source: string, parameters: Parameters, vocabulary: Vocabulary): CodeValue {
  const value = evaluateSource(source, { parameters, vocabulary });
  if (typeof value !== "object") return value;
  if (isQuantity(value)) return value.value;
  throw new TypeError(`"${source}" gives ${describeValue(value)}, which code cannot be given`);
}

function mapValues<T, U>(
  values: Readonly<Record<string, T>>,
  change: (value: T) => U,
): Record<string, U> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
}

function isList(source: CodeValueSource): source is readonly CodeValueSource[] {
  return Array.isArray(source);
}
