import * as v from "valibot";
import { simulatorOf, simulators } from "../../code/mod.ts";
import { commonFields } from "../../schema/exercise_schema.ts";
import { expression, text } from "../../schema/names.ts";
import { isRecord, valueAt } from "../../schema/validate.ts";
import type { YamlPath } from "../../schema/yaml_source.ts";
import type {
  CodeExercise,
  CodeMeasure,
  CodeTest,
  CodeValueSource,
  Tolerance,
} from "../../types.ts";
import { readTolerance } from "../answer_fields.ts";
import { checkCode } from "../check_code.ts";
import type { FieldReader } from "../exercise_fields.ts";
import { yamlKind } from "./kind.ts";

/** What is said of a value that is neither an expression nor made of some. */
const VALUE = "must be an expression, a list or keys with values";

const value = v.pipe(v.unknown(), v.check(isYamlValue, VALUE));

const settings = v.optional(v.record(v.string(), expression));

const limit = v.union(
  [expression, v.strictObject({ "at-most": expression })],
  "must be an expression, or at-most: with one",
);

/** Of all arrays together, or of each by its name. */
const limits = v.union(
  [
    limit,
    v.record(v.pipe(v.string(), v.check((name) => name !== "at-most", "must stand alone")), limit),
  ],
  "must be an expression, at-most: with one, or names of arrays with one of these each",
);

const test = v.object({
  name: text,
  arguments: v.optional(v.array(value), []),
  expected: v.optional(value),
  measured: v.optional(v.record(v.string(), limits), {}),
  hidden: v.optional(v.boolean(), false),
  why: v.optional(text),
  ...Object.fromEntries(Object.keys(simulators).map((name) => [name, settings])),
});

const schema = v.object({
  ...commonFields,
  language: v.optional(
    v.picklist(["typescript", "javascript"], 'must be "typescript" or "javascript"'),
    "typescript",
  ),
  entry: v.pipe(
    v.string(),
    v.regex(/^[A-Za-z_$][\w$]*$/, "must be the name of a function, such as intensity"),
  ),
  start: text,
  model: text,
  tests: v.pipe(v.array(test), v.minLength(1, "must have at least one test")),
  tolerance: v.optional(v.union([v.string(), v.number()], "must be such as 2 %")),
  uses: v.optional(
    v.array(v.pipe(
      v.string(),
      v.check(
        (name) => simulatorOf(name) !== undefined,
        `must be a simulator: ${Object.keys(simulators).join(", ")}`,
      ),
    )),
    [],
  ),
  milliseconds: v.optional(
    v.pipe(
      v.number(),
      v.integer("must be a whole number"),
      v.minValue(100, "must be at least 100"),
      v.maxValue(20_000, "must be at most 20000"),
    ),
    2000,
  ),
});

/** Rounding must not decide a result; what an estimate may miss, its author says. */
const NEARLY_EXACT: Tolerance = { kind: "relative", value: 1e-9 };

/** `kind: code`, a function to be written and tested. */
export const code = yamlKind({
  schema,
  tells: [],
  read(base, { language, entry, tests, uses, milliseconds }, reader): CodeExercise {
    const { source, at, context: { course: { report } } } = reader;
    const tolerance = source.textAt(at("tolerance"));
    return {
      ...base,
      kind: "code",
      language,
      entry,
      start: codeAt(at("start"), reader),
      model: codeAt(at("model"), reader),
      tests: tests.map((fields, i) => readTest(fields, at("tests", i), uses, reader)),
      tolerance: tolerance ? readTolerance(tolerance, report) : NEARLY_EXACT,
      uses,
      milliseconds,
    };
  },
  later: (exercise, reader) => checkCode(exercise as CodeExercise, reader),
});

function readTest(
  { name, hidden, why }: v.InferOutput<typeof test>,
  path: YamlPath,
  uses: readonly string[],
  reader: FieldReader,
): CodeTest {
  const { source } = reader;
  const fields = valueAt(source.value, path) as Record<string, unknown>;
  const given = fields.arguments;
  return {
    name,
    arguments: Array.isArray(given)
      ? given.map((_, i) => readValue([...path, "arguments", i], reader))
      : [],
    ...(fields.expected === undefined
      ? {}
      : { expected: readValue([...path, "expected"], reader) }),
    simulators: readSimulators(fields, path, uses, reader),
    measured: readMeasured(fields.measured, [...path, "measured"], reader),
    hidden,
    why: why === undefined ? [] : reader.words([...path, "why"]),
  };
}

function isYamlValue(written: unknown): boolean {
  if (typeof written === "object" && written !== null) {
    return Object.values(written).every(isYamlValue);
  }
  return ["string", "number", "boolean"].includes(typeof written);
}

/** Every text in it is an expression. */
function readValue(path: YamlPath, reader: FieldReader): CodeValueSource {
  const written = valueAt(reader.source.value, path);
  if (Array.isArray(written)) return written.map((_, i) => readValue([...path, i], reader));
  if (!isRecord(written)) return reader.expression(path);
  return Object.fromEntries(
    Object.keys(written).map((name) => [name, readValue([...path, name], reader)]),
  );
}

/** What the exercise uses, every test gets: with settings of its own, or with the defaults. */
function readSimulators(
  fields: Record<string, unknown>,
  path: YamlPath,
  uses: readonly string[],
  reader: FieldReader,
): CodeTest["simulators"] {
  const { source, context: { course: { report } } } = reader;
  for (const name of Object.keys(simulators)) {
    if (!Object.hasOwn(fields, name) || uses.includes(name)) continue;
    report("schema", source.keySpan([...path, name]), `the exercise does not use "${name}"`, {
      fix: `write uses: [${[...uses, name].join(", ")}]`,
    });
  }
  return Object.fromEntries(uses.map((name) => {
    const known = simulatorOf(name)?.settings ?? {};
    const given = isRecord(fields[name]) ? Object.keys(fields[name]) : [];
    for (const key of given) {
      if (Object.hasOwn(known, key)) continue;
      report("unknown-key", source.keySpan([...path, name, key]), `unknown key "${key}"`, {
        known: Object.keys(known),
      });
    }
    for (const [key, preset] of Object.entries(known)) {
      if (preset !== undefined || given.includes(key)) continue;
      report("schema", source.keySpan([...path, name]), `missing "${key}" of ${name}`, {
        fix: `write ${name}: { ${key}: … }`,
      });
    }
    return [
      name,
      Object.fromEntries(given.map((key) => [key, reader.expression([...path, name, key])])),
    ];
  }));
}

function readMeasured(written: unknown, path: YamlPath, reader: FieldReader): CodeMeasure[] {
  if (!isRecord(written)) return [];
  return Object.entries(written).flatMap(([name, limit]) =>
    isRecord(limit) && !isAtMost(limit)
      ? Object.entries(limit).map(([array, each]) => ({
        name,
        array,
        ...readLimit(each, [...path, name, array], reader),
      }))
      : [{ name, ...readLimit(limit, [...path, name], reader) }]
  );
}

function readLimit(
  limit: unknown,
  path: YamlPath,
  reader: FieldReader,
): Pick<CodeMeasure, "relation" | "value"> {
  return isRecord(limit)
    ? { relation: "at most", value: reader.expression([...path, "at-most"]) }
    : { relation: "exactly", value: reader.expression(path) };
}

function isAtMost(limit: Record<string, unknown>): boolean {
  return Object.keys(limit).length === 1 && Object.hasOwn(limit, "at-most");
}

/** Code without the line ends around it. */
function codeAt(path: YamlPath, { source }: FieldReader): string {
  return source.textAt(path)?.value.replace(/^\n+|\s+$/g, "") ?? "";
}
