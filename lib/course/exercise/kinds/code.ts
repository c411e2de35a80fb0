import { simulatorOf } from "../../code/mod.ts";
import type { CodeExercise, CodeMeasure, CodeValueSource } from "../../types.ts";
import { prepareTest } from "../grade_code.ts";
import { withParameters } from "../problem.ts";
import { checkNonEmpty } from "./common_checks.ts";
import type { KindChecks } from "./kind.ts";

/** A function to be written. Whether the model passes is found by running it, apart from this. */
export const code: KindChecks<CodeExercise> = {
  texts: ({ tests }) => tests.map(({ why }, i) => ({ path: `tests[${i}].why`, nodes: why })),
  expressions: ({ tests }) =>
    tests.flatMap(({ arguments: given, expected, simulators, measured }, i) => [
      ...sources(given, `tests[${i}].arguments`),
      ...(expected === undefined ? [] : sources(expected, `tests[${i}].expected`)),
      ...Object.entries(simulators).flatMap(([name, settings]) =>
        sources(settings, `tests[${i}].${name}`)
      ),
      ...measured.map((measure) => ({ path: measurePath(i, measure), source: measure.value })),
    ]),
  check({ entry, start, model, tests, uses }, problems) {
    for (const [field, text] of [["start", start], ["model", model]] as const) {
      if (!new RegExp(`\\b${entry.replaceAll("$", "\\$")}\\b`).test(text)) {
        problems.add(field, `There is no function ${entry}: the tests call it by this name`);
      }
    }
    if (tests.every(({ hidden }) => hidden)) {
      problems.add("tests", "All tests are hidden: show at least one");
    }
    checkNonEmpty("tests", "name", tests.map(({ name }) => [name]), problems);
    tests.forEach(({ name, expected, measured }, i) => {
      if (tests.findIndex((other) => other.name === name) < i) {
        problems.add(`tests[${i}].name`, `"${name}" is the name of an earlier test`);
      }
      if (expected === undefined && measured.length === 0) {
        problems.add(`tests[${i}].name`, 'The test expects nothing: give "expected" or "measured"');
      }
      const simulators = uses.flatMap((use) => simulatorOf(use) ?? []);
      for (const measure of measured) {
        const { name, array } = measure;
        const known = array === undefined
          ? simulators.flatMap(({ measures }) => Object.keys(measures))
          : simulators.flatMap(({ byArray }) => byArray);
        if (known.includes(name)) continue;
        const what = array === undefined ? `"${name}"` : `"${name}" for each array`;
        problems.add(`tests[${i}].measured.${name}`, `Nothing counts ${what}`, { known });
      }
    });
  },
  checkVariant({ tests }, parameters, vocabulary, problems) {
    tests.forEach((test, i) => {
      const isBroken = problems.list.some(({ path }) => path.startsWith(`tests[${i}]`));
      if (isBroken) return;
      const path = `tests[${i}].name`;
      const prepared = problems.attempt(
        path,
        parameters,
        () => prepareTest(test, parameters, vocabulary),
      );
      for (const [name, settings] of Object.entries(prepared?.call.simulators ?? {})) {
        try {
          simulatorOf(name)?.start(settings);
        } catch (error) {
          if (!(error instanceof Error)) throw error;
          problems.add(`tests[${i}].${name}`, `${error.message}${withParameters(parameters)}`);
        }
      }
    });
  },
};

function measurePath(test: number, { name, array }: CodeMeasure): string {
  return `tests[${test}].measured.${name}${array === undefined ? "" : `.${array}`}`;
}

/** The expressions of a value, with their places. */
function sources(
  value: CodeValueSource,
  path: string,
): { readonly path: string; readonly source: string }[] {
  if (typeof value === "string") return [{ path, source: value }];
  return isList(value)
    ? value.flatMap((item, i) => sources(item, `${path}[${i}]`))
    : Object.entries(value).flatMap(([name, item]) => sources(item, `${path}.${name}`));
}

function isList(value: CodeValueSource): value is readonly CodeValueSource[] {
  return Array.isArray(value);
}
