import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import * as fc from "fast-check";
import { fullVocabulary } from "@/lib/course/expression/full_vocabulary.ts";
import {
  checkExpression,
  evaluate,
  isQuantity,
  MAX_DEPTH,
  MAX_LENGTH,
  parseExpression,
  type Value,
} from "@/lib/course/expression/mod.ts";
import { vocabulary as narrow } from "./fixtures.ts";

const vocabulary = fullVocabulary(narrow.table);
const parameters: Readonly<Record<string, Value>> = {
  m: 4096,
  zero: 0,
  tiny: 5e-324,
  huge: 1.7e308,
  machine: "round",
  yes: true,
};

/** What an expression may end in beside a value. */
const REFUSALS = [SyntaxError, RangeError, TypeError];
/** How the engine words a fault of ours, which is a TypeError or a RangeError too. */
const FAULT =
  /Cannot (read|set|convert)|is not a (function|constructor)|not iterable|undefined|call stack|Invalid (array|string|count)|not callable|BigInt/;

/** Evaluates, and sees that nothing comes of it but a value of the language or a refusal. */
function tame(source: string): Value | Error {
  let value: Value;
  try {
    const expression = parseExpression(source);
    checkExpression(expression, { parameters: Object.keys(parameters), vocabulary });
    value = evaluate(expression, { parameters, vocabulary });
  } catch (error) {
    if (!(error instanceof Error) || !REFUSALS.some((kind) => error instanceof kind)) throw error;
    if (FAULT.test(withoutQuotes(error.message))) {
      throw new Error(`A fault in ${JSON.stringify(source)}`, { cause: error });
    }
    return error;
  }
  const plain = typeof value === "object" && isQuantity(value) ? value.value : value;
  if (typeof plain === "number" && !Number.isFinite(plain)) {
    throw new Error(`${JSON.stringify(source)} gives ${plain}`);
  }
  expect(["number", "string", "boolean", "object"]).toContain(typeof value);
  return value;
}

/** A message without what it quotes of the source. */
function withoutQuotes(message: string): string {
  return message.replaceAll(/"[^]*"/g, "");
}

const INHERITED = [
  ...Object.getOwnPropertyNames(Object.prototype),
  ...Object.getOwnPropertyNames(Function.prototype),
  ...Object.getOwnPropertyNames(Array.prototype),
  ...Object.getOwnPropertyNames(String.prototype),
  ...Object.getOwnPropertyNames(Map.prototype),
  "prototype",
];
const GLOBALS = [...Object.getOwnPropertyNames(globalThis), "undefined", "window", "require"];
const WORDS = [
  ...["this", "new", "typeof", "void", "delete", "in", "of", "instanceof", "await", "yield"],
  ...["import", "class", "let", "null", "true", "arguments", "super", "async", "return"],
];
/** Letters that look like those of a known name, and signs that are invisible. */
const LOOKALIKES = [
  "р",
  "еval",
  "ｍｉｎ",
  "mіn",
  "m\u200b",
  "\u202em",
  "ﬁ",
  "𝐦",
  "m\u0301",
  "\ufeff",
];
const SIGNS = [
  ...["(", ")", "[", "]", "{", "}", ",", ".", "?.", "?", ":", "??", "...", "=>", "=", ";", "`"],
  ...["+", "-", "*", "**", "/", "%", "&&", "||", "!", "==", "!=", "===", "<", ">", "<=", ">="],
  ...["&", "|", "^", "~", "++", "--", ">>>", "<<", "//", "/*", "*/", "<!--", "#", "@", "\\", "$"],
  ...["\\u006d", "\\x6d", "${m}", "\n", "\t", "\u0000", "\u2028", "\ud800", "×", "−", "½"],
];
const LITERALS = [
  ...["0", "1", "-1", "0.5", ".5", "5.", "1e9", "1e308", "1e309", "9e-324", "0x10", "1_0", "1n"],
  ...["01", "1e", "1.2.3", "99999999999999999999", '"a100-80"', "'fp16'", '"', "'", '"\\"'],
  ...['"__proto__"', '"constructor"', '"1 TB/s"', '"TB/s"', '""', '"%"', '"e9e9e9"'],
];

const token = fc.oneof(
  fc.constantFrom(...vocabulary.functions.keys(), ...Object.keys(parameters)),
  fc.constantFrom(...SIGNS),
  fc.constantFrom(...LITERALS),
  fc.constantFrom(...INHERITED, ...GLOBALS, ...WORDS, ...LOOKALIKES),
);
const soup = fc.tuple(fc.constantFrom("", " "), fc.array(token, { maxLength: 60 }))
  .map(([space, tokens]) => tokens.join(space));

/** Trees that parse: every function with any number of any arguments, and every operator. */
const { tree } = fc.letrec<{ tree: string; leaf: string; branch: string }>((tie) => ({
  leaf: fc.oneof(
    fc.constantFrom(...Object.keys(parameters)),
    fc.constantFrom('"round"', '"fp16"', '"llama-2-7b"', '"TB/s"', '"4 s"', '"l2"', "true"),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => String(Math.abs(value))),
    fc.integer({ min: 0, max: 1e6 }).map(String),
  ),
  branch: fc.oneof(
    fc.tuple(
      fc.constantFrom(...vocabulary.functions.keys()),
      fc.array(tie("tree"), { maxLength: 4 }),
    ).map(([name, values]) => `${name}(${values.join(", ")})`),
    fc.tuple(
      tie("tree"),
      fc.constantFrom("+", "-", "*", "/", "%", "**", "==", "!=", "<", ">", "&&", "||"),
      tie("tree"),
    ).map(([a, operator, b]) => `(${a}) ${operator} (${b})`),
    fc.tuple(fc.constantFrom("-", "+", "!"), tie("tree")).map(([sign, a]) => `${sign}(${a})`),
    fc.tuple(tie("tree"), tie("tree"), tie("tree")).map(([a, b, c]) => `(${a}) ? (${b}) : (${c})`),
  ),
  tree: fc.oneof({ maxDepth: 5, depthSize: "medium" }, tie("leaf"), tie("branch")),
}));

describe("An expression that anyone may write", () => {
  it("is a value or refused, whatever its signs", () => {
    fc.assert(fc.property(soup, (source) => void tame(source)), { numRuns: 6000 });
  });

  it("is a value or refused, whatever its characters", () => {
    const text = fc.string({ unit: "binary", maxLength: 120 });
    fc.assert(fc.property(text, (source) => void tame(source)), { numRuns: 3000 });
  });

  it("is a value or refused where it parses", () => {
    let values = 0;
    fc.assert(
      fc.property(tree, (source) => {
        if (!(tame(source) instanceof Error)) values++;
      }),
      { numRuns: 6000 },
    );
    // Otherwise only refusals would have been tested
    expect(values).toBeGreaterThan(500);
  });

  it("gives the same value again", () => {
    fc.assert(fc.property(tree, (source) => expect(tame(source)).toEqual(tame(source))));
  });

  it("reaches no name but its parameters and functions", () => {
    for (const name of new Set([...INHERITED, ...GLOBALS, ...WORDS, ...LOOKALIKES])) {
      // These are words of the language
      if (name === "true" || Object.hasOwn(parameters, name)) continue;
      expect([name, tame(name)]).toEqual([name, expect.any(Error)]);
      if (vocabulary.functions.has(name)) continue;
      for (const source of [`${name}()`, `${name}(1)`, `m.${name}`, `m["${name}"]`, `"".${name}`]) {
        expect([source, tame(source)]).toEqual([source, expect.any(Error)]);
      }
    }
  });

  it("finds no machine, model, precision or unit by what objects inherit", () => {
    for (const name of INHERITED) {
      for (
        const source of [
          `peak("${name}", "fp16")`,
          `peak("round", "${name}")`,
          `bandwidth("round", "${name}")`,
          `parameters("${name}")`,
          `unit(1, "${name}")`,
          `quantity("1 ${name}")`,
        ]
      ) expect([source, tame(source)]).toEqual([source, expect.any(Error)]);
    }
  });

  it("leaves what it is given as it was", () => {
    const before = JSON.stringify(parameters);
    const functions = [...vocabulary.functions.keys()].join();
    fc.assert(fc.property(soup, (source) => void tame(source)), { numRuns: 500 });
    expect(JSON.stringify(parameters)).toBe(before);
    expect([...vocabulary.functions.keys()].join()).toBe(functions);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

describe("The cost of an expression", () => {
  /** The longest text that repeats a part between two ends. */
  const fill = (part: string, start = "", end = "") => {
    const count = Math.floor((MAX_LENGTH - start.length - end.length) / part.length);
    return start + part.repeat(count) + end;
  };

  /** Counts the calls of functions while something is evaluated. */
  function callsIn(source: string): number {
    let calls = 0;
    const functions = new Map(
      [...vocabulary.functions].map(([name, found]) => [name, {
        ...found,
        call: (...values: readonly Value[]) => {
          calls++;
          return found.call(...values);
        },
      }]),
    );
    try {
      evaluate(parseExpression(source), { parameters, vocabulary: { ...vocabulary, functions } });
    } catch (error) {
      if (!(error instanceof Error)) throw error;
    }
    return calls;
  }

  it("is bounded by its length: each call is made once at most", () => {
    for (const source of [fill("abs(m) + ", "", "1"), fill("yes ? ln(m) : ", "", "1")]) {
      const written = source.split("(").length - 1;
      expect(written).toBeGreaterThan(20);
      expect(callsIn(source)).toBeLessThanOrEqual(written);
    }
    fc.assert(fc.property(tree, (source) => {
      const written = source.split("(").length - 1;
      if (source.length <= MAX_LENGTH) expect(callsIn(source)).toBeLessThanOrEqual(written);
    }));
  });

  for (
    const source of [
      "9 ** 9 ** 9",
      "9**9**9**9**9**9",
      "2 ** 1e308",
      "huge * huge",
      "huge ** huge",
      "1 / tiny",
      "round(1.5, 1e308)",
      "round(1.5, -1e9)",
      "round(1e308, 300)",
      "exp(exp(exp(9)))",
      "sqrt(-huge)",
      "gemm(1e308, 1e308, 1e308)",
      "flops(gemm(1e200, 1e200, 1e200))",
      "softmax(1e300, 1e300)",
      'kv_bytes("llama-2-7b", 1e308)',
      'flops(forward("llama-2-7b", 1e300))',
      'flops(decode("llama-2-7b", 1e9, 1e9))',
      "years_to(1e308, 1.0000000001)",
      "growth(huge, tiny, huge)",
      'unit(huge, "TB/s")',
      `quantity("${"9".repeat(400)} TB")`,
      `quantity("${"1e".repeat(200)}")`,
      `unit(1, "${"m".repeat(460)}")`,
      `unit(1, "${"B/".repeat(220)}s")`,
      `unit(1, "B${"^9".repeat(200)}")`,
      `unit(1, "B^999999999") ** 999999999`,
      `"${"x".repeat(490)}"`,
    ]
  ) {
    it(`is small for ${source.length > 44 ? `${source.slice(0, 40)} …` : source}`, () => {
      tame(source);
    });
  }

  it("does not grow with what looks like nesting, up to the longest and the deepest", () => {
    for (
      const source of [
        fill("("),
        fill("-", "", "1"),
        fill("!", "", "yes"),
        fill("min("),
        fill("m ** ", "", "1"),
        fill("yes ? ", "", "1"),
        fill("m + ", "", "m"),
        fill("m, ", "max(", "m)"),
        fill("m ? m : "),
        fill('"'),
        fill("'\\"),
        fill("["),
        fill("m."),
        fill("1."),
        fill(" "),
        fill("\u0301"),
        "(".repeat(MAX_DEPTH - 1) + "1" + ")".repeat(MAX_DEPTH - 1),
        "abs(".repeat(MAX_DEPTH - 1) + "1" + ")".repeat(MAX_DEPTH - 1),
      ]
    ) {
      expect(source.length).toBeLessThanOrEqual(MAX_LENGTH);
      tame(source);
    }
    // Far beyond the limits the refusal comes before the work
    expect(tame("(".repeat(1e6))).toBeInstanceOf(SyntaxError);
    expect(tame("m".repeat(1e6))).toBeInstanceOf(SyntaxError);
  });
});
