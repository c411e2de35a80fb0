/**
 * Something else in the place of a whole description: of an operator, a machine, a model, a cache,
 * a chain of stages, of options. The places come from the API, which `deno doc` lists: every
 * parameter of every public function, constructor and method that takes an object, a list or a
 * function, and every such value within one. Nowhere does the language complain of the library.
 */
import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import { defineTransformer, designMachine, findTransformer, gpu7nm } from "@/lib/compute/mod.ts";
import { type ExportedSymbol, type Parameter, readDoc } from "@/tools/compute_api/doc.ts";
import { Made, validCalls, validMethods } from "./support/valid_calls.ts";

type Path = readonly (string | number)[];

const LIBRARY = new URL("../../lib/compute/", import.meta.url);

const wrong = (): readonly unknown[] => [null, undefined, 42, "x", [], {}];

/** Where one of the above is meant, as `function path = value`, and why. */
const accepted: readonly (readonly [RegExp, string])[] = [
  [/^drawRequests options\.(prompt|output)Tokens = 42$/, "a number: all have this length"],
  [/^defineTransformer input\.window = 42$/, "a number: all layers have this window"],
];

/** Names and optional parameters of everything that can be called, by the name of its row. */
function callables({ name, declarations }: ExportedSymbol): [string, readonly Parameter[]][] {
  const [declaration] = declarations;
  if (declaration?.kind === "function") return [[name, declaration.def.params ?? []]];
  // Errors are made by the library, not by who uses it
  if (declaration?.kind !== "class" || declaration.def.extends === "SyntaxError") return [];
  const { constructors = [], methods = [] } = declaration.def;
  const all: [string, readonly Parameter[]][] = [
    ...constructors.map(({ params = [] }) => [`new ${name}`, params] as [string, Parameter[]]),
    ...methods.map(({ name: method, functionDef }) =>
      [`${name}.${method}`, functionDef?.params ?? []] as [string, Parameter[]]
    ),
  ];
  return all.filter(([, params]) =>
    params.some(({ left, tsType }) => (left?.tsType ?? tsType)?.kind !== "keyword")
  );
}

const nameOf = (parameter: Parameter) => (parameter.left ?? parameter).name ?? "";
const isOptional = ({ kind, optional }: Parameter) => kind === "assign" || optional === true;

const isWhole = (value: unknown) =>
  typeof value === "function" || (typeof value === "object" && value !== null);

/** Paths of all values in the arguments: descriptions, which are whole, and what they hold. */
function places(value: unknown, path: Path = []): Path[] {
  if (!isWhole(value)) return [path];
  const own = path.length > 0 ? [path] : [];
  if (value instanceof Made || typeof value === "function" || ArrayBuffer.isView(value)) return own;
  const inner = Object.entries(value as object).flatMap(([key, inner]) =>
    places(inner, [...path, Array.isArray(value) ? Number(key) : key])
  );
  return [...own, ...inner];
}

function at(value: unknown, path: Path): unknown {
  return path.reduce((inner, key) => (inner as Record<string | number, unknown>)[key], value);
}

const unmade = (value: unknown) => value instanceof Made ? value.value : value;

function holdsNaN(value: unknown, seen = new Set<unknown>()): boolean {
  if (typeof value !== "object" || value === null) return Number.isNaN(value);
  if (seen.has(value)) return false;
  seen.add(value);
  return Object.values(value).some((inner) => holdsNaN(inner, seen));
}

/** Whether a statement of the library made an error, not the language itself. */
function isOwn(error: unknown): boolean {
  const top = error instanceof Error ? /^ +at .*$/m.exec(error.stack ?? "")?.[0] : undefined;
  const [, file = "", line, column] = /\(?(file:[^()]*):(\d+):(\d+)\)?$/.exec(top ?? "") ?? [];
  if (!file.startsWith(LIBRARY.href)) return false;
  return linesOf(file)[Number(line) - 1]?.slice(Number(column) - 1).startsWith("new ") ?? false;
}

const sources = new Map<string, string[]>();
function linesOf(file: string): string[] {
  const lines = sources.get(file) ?? Deno.readTextFileSync(new URL(file)).split("\n");
  sources.set(file, lines);
  return lines;
}

const show = (value: unknown) => value === undefined ? "undefined" : JSON.stringify(value);

/** How a message names a place: `options`, `link`, `stages[2]`. */
function keyOf(names: readonly string[], path: Path): string {
  const [first = 0, ...rest] = path;
  const keys = [names[Number(first)] ?? "", ...rest];
  const last = keys.at(-1);
  return typeof last === "number" ? `${keys.at(-2)}[${last}]` : String(last);
}

/** What is wrong with how a value in a place is taken, or nothing. */
function complaint(row: string, parameters: readonly Parameter[], path: Path, bad: unknown) {
  const { call, values } = callOf(row);
  const outcome = (value: unknown) => {
    const given = values();
    (at(given, path.slice(0, -1)) as Record<string | number, unknown>)[path.at(-1) ?? 0] = value;
    try {
      return { result: call(...given.map(unmade) as never[]) };
    } catch (error) {
      return { error };
    }
  };
  const names = parameters.map(nameOf);
  const place = `${row} ${[names[Number(path[0])], ...path.slice(1)].join(".")} = ${show(bad)}`;
  const base = unmade(at(values(), path));
  // An empty list is a list and an empty object one whose fields may all be left out; if not, what
  // is missing is named, not the whole
  const isKin = bad !== null && typeof bad === "object" && typeof base === "object" &&
    Array.isArray(bad) === (Array.isArray(base) || ArrayBuffer.isView(base));
  const { error, result } = outcome(bad);
  if (error !== undefined) {
    if (!isOwn(error)) return [`${place} throws ${error}`];
    if (!isWhole(base)) return [];
    const key = keyOf(names, path);
    const { message } = error as Error;
    return isKin || namesIn(message).includes(key) ? [] : [`${place} does not name it: ${message}`];
  }
  // What is no description is the business of bad_input_test.ts
  if (!isWhole(base)) return [];
  if (holdsNaN(result)) return [`${place} gives NaN`];
  const parameter = parameters[Number(path[0])];
  const mayBeLeftOut = path.length > 1
    ? outcome(undefined).error === undefined
    : parameter !== undefined && isOptional(parameter);
  if (isKin || (bad === undefined && mayBeLeftOut)) return [];
  if (bad === null && mayBeLeftOut && path.length > 1) return [];
  return accepted.some(([pattern]) => pattern.test(place)) ? [] : [`${place} is taken`];
}

/** The names and paths in a message, and the parts of paths. */
function namesIn(message: string): string[] {
  return (message.match(/[\w.[\]-]+/g) ?? []).flatMap((word) => [word, ...word.split(".")]);
}

function callOf(row: string) {
  const found = validCalls[row] ?? validMethods[row];
  if (!found) throw new Error(`No call of ${row} in support/valid_calls.ts`);
  return found;
}

const { symbols } = await readDoc(new URL("mod.ts", LIBRARY));
const rows = symbols.flatMap(callables);

describe("something else in the place of a whole description", () => {
  for (const [row, parameters] of rows) {
    it(`is refused by ${row}, which names the place`, () => {
      const values = callOf(row).values();
      expect([row, values.length]).toEqual([row, parameters.length]);
      expect(holdsNaN(callOf(row).call(...values.map(unmade) as never[]))).toBe(false);
      const complaints = places(values).flatMap((path) =>
        wrong().flatMap((bad) => complaint(row, parameters, path, bad))
      );
      expect(complaints).toEqual([]);
    });
  }

  it("is refused where the calls of the table have none", () => {
    const model = findTransformer("deepseek-v3");
    expect(() => defineTransformer({ ...model, latent: 42 as never }))
      .toThrow('latent of model "deepseek-v3" is 42: it must be an object');
    for (const part of ["macs", "channels"]) {
      const design = { arithmeticArea: 400, sramArea: 100, channel: "hbm2e", channels: 4 };
      expect(() => designMachine(design, { ...gpu7nm, [part]: null }, { area: 700, power: 400 }))
        .toThrow(`technology.${part} is null: it must be an object`);
    }
  });

  it("is tried in hundreds of places, and meant only where it is said", () => {
    const all = rows.flatMap(([row, parameters]) =>
      places(callOf(row).values()).map(([first = 0, ...rest]) =>
        [row, [nameOf(parameters[Number(first)] ?? { kind: "" }), ...rest].join(".")].join(" ")
      )
    );
    expect(all.length).toBeGreaterThan(1000);
    const unused = accepted.filter(([pattern]) =>
      !all.some((place) => wrong().some((bad) => pattern.test(`${place} = ${show(bad)}`)))
    );
    expect(unused).toEqual([]);
    expect(Object.keys(validMethods).filter((row) => !rows.some(([name]) => name === row))).toEqual(
      [],
    );
  });
});
