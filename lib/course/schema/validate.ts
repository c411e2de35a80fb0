/**
 * Holds a YAML value against a valibot schema and reports every difference at
 * its place in the file, with the keys and values that would be accepted.
 *
 * @module
 */
import * as v from "valibot";
import type { Report } from "./problem.ts";
import type { YamlPath, YamlSource } from "./yaml_source.ts";

/** Any synchronous schema. */
export type Schema = v.GenericSchema;

/** The parts of a schema that are looked into for unknown keys. */
interface SchemaShape {
  readonly type: string;
  readonly entries?: Readonly<Record<string, SchemaShape>>;
  readonly item?: SchemaShape;
  readonly wrapped?: SchemaShape;
}

const KINDS: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  boolean: "true or false",
  Array: "a list",
  Object: "keys with values",
};

/** How a missing key may be written. */
const EXAMPLES: Readonly<Record<string, string>> = {
  id: "id: roofline/place",
  prompt: "prompt: What limits it?",
  hints: "hints: [Look at the ridge point first.]",
  solution: "solution: Memory does, for each byte is used once.",
  why: "why: Each byte is used once.",
  answer: "answer: 2 * n",
};

/**
 * Validates a part of a YAML text.
 *
 * @param schema The schema
 * @param source The YAML text
 * @param path Where the part is, from the root
 * @param report Receives every problem
 * @returns The output of the schema, or `undefined` if there were problems other than unknown keys
 */
export function validate<S extends Schema>(
  schema: S,
  source: YamlSource,
  path: YamlPath,
  report: Report,
): v.InferOutput<S> | undefined {
  const value = valueAt(source.value, path);
  unknownKeys(schema as unknown as SchemaShape, value, path);
  const result = v.safeParse(schema, value);
  for (const issue of result.issues ?? []) issueProblem(issue);
  return result.success ? result.output : undefined;

  function unknownKeys(shape: SchemaShape, part: unknown, at: YamlPath): void {
    if (shape.wrapped) return unknownKeys(shape.wrapped, part, at);
    const { entries, item } = shape;
    if (item && Array.isArray(part)) {
      part.forEach((element, index) => unknownKeys(item, element, [...at, index]));
    }
    if (!entries || !isRecord(part)) return;
    let empty: string | undefined;
    for (const [key, element] of Object.entries(part)) {
      const entry = Object.hasOwn(entries, key) ? entries[key] : undefined;
      if (entry) {
        empty = element === null ? key : undefined;
        unknownKeys(entry, element, [...at, key]);
        continue;
      }
      report("unknown-key", source.keySpan([...at, key]), `unknown key "${key}"`, {
        known: Object.keys(entries),
        // Behind a key with nothing in it stands most likely what should be in it
        ...(empty === undefined ? {} : { fix: `indent it by two spaces, under ${empty}:` }),
      });
    }
  }

  function issueProblem(issue: v.BaseIssue<unknown>): void {
    const keys = (issue.path ?? []).map(({ key }) => key as string | number);
    const at = [...path, ...keys];
    const name = at.findLast((key) => typeof key === "string");
    const label = name === undefined ? "this" : `"${name}"`;
    if (issue.received === "undefined") {
      const example = name === undefined ? undefined : EXAMPLES[name];
      return report("schema", source.keySpan(at.slice(0, -1)), `missing ${label}`, {
        ...(example ? { fix: `add ${example}` } : {}),
      });
    }
    if (issue.kind === "validation" || issue.type === "check") {
      return report("schema", source.span(at), `${label} ${issue.message}`);
    }
    const isEmpty = issue.input === null && ["Object", "Array"].includes(issue.expected ?? "");
    report("schema", source.span(at), `${label} must be ${expected(issue)}, not ${given(issue)}`, {
      ...(isEmpty && name !== undefined
        ? { fix: `indent what belongs to ${name}: on the lines below it by two spaces` }
        : {}),
    });
  }
}

/** The plain value at a path. */
export function valueAt(value: unknown, path: YamlPath): unknown {
  return path.reduce<unknown>((part, key) => {
    if (Array.isArray(part)) return part[Number(key)];
    return isRecord(part) && Object.hasOwn(part, key) ? part[key] : undefined;
  }, value);
}

/** Whether a value is an object with keys. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function expected({ expected }: v.BaseIssue<unknown>): string {
  return (expected ?? "something else").replace(/^\((.*)\)$/, "$1").split(" | ")
    .map((kind) => KINDS[kind] ?? kind).join(" or ");
}

function given({ received, input }: v.BaseIssue<unknown>): string {
  return typeof input === "object" && input !== null
    ? KINDS[Array.isArray(input) ? "Array" : "Object"] ?? received
    : received;
}
