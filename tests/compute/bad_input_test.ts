import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import * as compute from "@/lib/compute/mod.ts";
import { Made, validCalls } from "./support/valid_calls.ts";

type Path = readonly (string | number)[];

/** What no number is, and what nothing can be counted with. */
const noNumbers: readonly unknown[] = [NaN, -Infinity, "8", "", [], {}, true, () => NaN];
/** Numbers that may be in range or not: what comes out is finite, or they are refused. */
const oddNumbers: readonly unknown[] = [-1, 0, 0.5, 1.5, 1e15, 2 ** 53, Infinity];
/** Numbers beyond all that is counted: products of them may be infinite, never NaN. */
const extremes: readonly unknown[] = [1e30, 1e-30];
/** What no text and no name is; the last are names that every object has. */
const noTexts: readonly unknown[] = [5, {}, [], "constructor", "__proto__", "toString"];

/** Where something of the above is meant: `function path`, whole or as a pattern, and why. */
const accepted: readonly (readonly [RegExp, string])[] = [
  [/^formatNumber 0$|^formatQuantity 0\.value$/, "writes any number, also NaN and infinities"],
  [/^(encode|round)Float 1$/, "formats have codes for NaN and infinities"],
  [/^bestBatch 1\.\w+Seconds$/, "infinite: no limit"],
  [/^drawRequests 0\.arrivalsPerSecond$/, "infinite: all arrive at once"],
  [/^drawRequests 0\.seed$/, "any finite number"],
  [/^perYearFromDoubling 0$/, "infinite: no growth"],
  [/^studentTProbability 0$/, "infinite: the limits 0 and 1"],
  [/^layerWindow 1$/, "infinite: a layer without a window"],
  [/^yearsUntilWall /, "infinite: a wall never reached"],
  [/^(describe|same)Dimension |\.dimension\.\w+$/, "exponents of units, which parseUnit makes"],
  [/^quantizeIntegers 1\.random$/, "read only where rounding is stochastic"],
  [/^isPrecision 0$/, "asks whether anything is a precision"],
  [/^(valueAt|ridgePointAt|trendBand|growthOver|convertGrowth) /, "powers of growth overflow"],
  [/^simulateServing 1\.0\.arrival$/, "a time so late that a step does not move it"],
  [/^evaluateDesign 2\.precision$/, "read only for work that names none"],
  [/^parseQuantity 0$|^parseUnit 0$|^quantity 1$|^valueIn 1$/, "texts with a grammar of their own"],
  [/\.precision$|^(floatFormat|modelPrecisions) 0$|^weightBytes 1$/, "an object by kind of tensor"],
  [/^dateInYears 0$|\.date$|^trendBand 1\.1$/, "a date may be a number of years"],
  [/^dateFromYears 0$/, "any number of years of the calendar"],
  [/^paretoSet 0/, "items of the caller, of any type"],
  [/^oneWayLink 0\.description$/, "not read"],
  [/^(machine|operator)Energy /, "infinite joules a FLOP where there are none"],
  [
    /^runSchedule |^simulateCache 1$|^recordCache 1$|^simulateOptimal 1$/,
    "functions of the caller",
  ],
];
/** Texts that may be anything, but are texts. */
const freeTexts = /\.(id|name|source|confidence|notes|description|label)$|^oneWayLink 0/;

function reason(place: string): string | undefined {
  return accepted.find(([pattern]) => pattern.test(place))?.[1];
}

function pathsOf(value: unknown, path: Path = [], all: Path[] = []): Path[] {
  if (path.length > 0) all.push(path);
  const plain = Array.isArray(value) ||
    (typeof value === "object" && value !== null &&
      Object.getPrototypeOf(value) === Object.prototype);
  if (!plain) return all;
  for (const [key, inner] of Object.entries(value as object)) {
    pathsOf(inner, [...path, Array.isArray(value) ? Number(key) : key], all);
  }
  return all;
}

function at(value: unknown, path: Path): unknown {
  return path.reduce((inner, key) => (inner as Record<string | number, unknown>)[key], value);
}

/** What a result holds that is no finite number, or `null`. */
function oddIn(value: unknown, seen = new Set<unknown>()): "NaN" | "infinite" | null {
  if (typeof value === "number") {
    return Number.isNaN(value) ? "NaN" : Number.isFinite(value) ? null : "infinite";
  }
  if (typeof value !== "object" || value === null || seen.has(value)) return null;
  seen.add(value);
  let found: "infinite" | null = null;
  for (const inner of Object.values(value)) {
    const odd = oddIn(inner, seen);
    if (odd === "NaN") return odd;
    found ??= odd;
  }
  return found;
}

function callOf(name: string) {
  const found = validCalls[name];
  if (!found) throw new Error(`No call of ${name} in the table`);
  return found;
}

/** What becomes of a call with one value in one place. */
function outcome(name: string, path: Path, bad: unknown) {
  const { call, values } = callOf(name);
  const given = values();
  const parent = at(given, path.slice(0, -1)) as Record<string | number, unknown>;
  parent[path.at(-1) ?? ""] = bad;
  const whole = given.map((value) => value instanceof Made ? value.value : value) as never[];
  try {
    return { result: oddIn(call(...whole)) };
  } catch (error) {
    return { error };
  }
}

const isRefusal = (error: unknown) =>
  error instanceof RangeError || error instanceof TypeError || error instanceof SyntaxError;

/** What is wrong with how a value is taken, or nothing. */
function complaint(name: string, path: Path, bad: unknown, mustRefuse: boolean, limit: boolean) {
  const place = `${name} ${path.join(".")}`;
  const shown = typeof bad === "string" ? JSON.stringify(bad) : String(bad);
  const { error, result } = outcome(name, path, bad);
  if (error !== undefined) {
    return isRefusal(error) ? [] : [`${place} = ${shown} throws ${error}`];
  }
  if (reason(place) !== undefined) return [];
  if (mustRefuse) return [`${place} = ${shown} is taken`];
  if (result === "NaN" || (result === "infinite" && !limit)) {
    return [`${place} = ${shown} gives ${result}`];
  }
  return [];
}

function complaints(name: string): string[] {
  const values = callOf(name).values();
  return pathsOf(values).flatMap((path) => {
    const value = at(values, path);
    const whole = path.length === 1 && (value instanceof Made || typeof value === "object");
    const place = `${name} ${path.join(".")}`;
    if (whole || typeof value === "function") {
      // A value of another kind altogether, which types rule out: refused or taken, never NaN
      const optional = outcome(name, path, undefined).error === undefined;
      return optional
        ? []
        : [null, NaN, "text"].flatMap((bad) => complaint(name, path, bad, false, true));
    }
    if (typeof value === "number") {
      return [
        ...noNumbers.flatMap((bad) => complaint(name, path, bad, true, false)),
        ...oddNumbers.flatMap((bad) => complaint(name, path, bad, false, false)),
        ...extremes.flatMap((bad) => complaint(name, path, bad, false, true)),
      ];
    }
    if (typeof value === "string") {
      const bad = freeTexts.test(place) ? noTexts.slice(0, 3) : noTexts;
      return bad.flatMap((text) => complaint(name, path, text, true, false));
    }
    return [];
  });
}

describe("every public function", () => {
  const functions = Object.entries(compute)
    .filter(([, value]) => typeof value === "function" && !/^class /.test(String(value)))
    .map(([name]) => name);

  it("has a call in the table, and the table no others", () => {
    expect(Object.keys(validCalls).sort()).toEqual(functions.sort());
  });

  for (const name of functions) {
    it(`${name} takes its example and refuses what is wrong in one place`, () => {
      const { call, values } = callOf(name);
      const given = values().map((value) => value instanceof Made ? value.value : value);
      expect(oddIn(call(...given as never[]))).not.toBe("NaN");
      expect(complaints(name)).toEqual([]);
    });
  }
});

describe("what is accepted on purpose", () => {
  it("is met somewhere, so that no exception outlives its reason", () => {
    const places = Object.entries(validCalls).flatMap(([name, { values }]) =>
      pathsOf(values()).map((path) => `${name} ${path.join(".")}`)
    );
    const unused = accepted.filter(([pattern]) => !places.some((place) => pattern.test(place)));
    expect(unused.map(([, why]) => why)).toEqual([]);
  });
});
