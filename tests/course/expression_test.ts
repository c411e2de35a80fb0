import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import * as fc from "fast-check";
import { quantity } from "@/lib/compute/mod.ts";
import {
  checkExpression,
  errorSpan,
  evaluate,
  formatValue,
  MAX_DEPTH,
  MAX_LENGTH,
  parseExpression,
  signature,
  type Value,
} from "@/lib/course/expression/mod.ts";
import { vocabulary } from "./fixtures.ts";

const parameters = { m: 4096, n: 16, machine: "round", precise: "fp16", yes: true };

function run(source: string, given: Record<string, Value> = parameters): Value {
  return evaluate(parseExpression(source), { parameters: given, vocabulary });
}

function failure(step: () => unknown): Error {
  try {
    step();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error("Expected an error");
}

describe("parseExpression", () => {
  for (
    const [source, value] of [
      ["1 + 2 * 3", 7],
      ["(1 + 2) * 3", 9],
      ["2 ** 3 ** 2", 512],
      ["10 - 4 - 3", 3],
      ["64 / 4 / 2", 8],
      ["7 % 4", 3],
      ["-m", -4096],
      ["(-2) ** 2", 4],
      ["2 ** -1", 0.5],
      ["1.5e3", 1500],
      [".5", 0.5],
      ["m > n ? 1 : 2", 1],
      ["m < n ? 1 : m == 4096 ? 3 : 4", 3],
      ["!(m < n) && yes", true],
      ["m < n || yes", true],
      ["'round' == machine", true],
      ['machine != "v100"', true],
    ] as const
  ) {
    it(`reads ${source}`, () => expect(run(source)).toBe(value));
  }

  for (
    const [source, index, words] of [
      ["", 0, "empty"],
      ["2 +", 3, "Expected"],
      ["2 + ()", 6, "Expected"],
      ["(1", 2, "Unclosed"],
      ["f(a b)", 3, "comma"],
      ["min(1 2)", 5, "comma"],
      ["1, 2", 1, ","],
      ["1; 2", 1, ";"],
      ["a b", 2, "b"],
      ["m.constructor", 0, "member access"],
      ["m[0]", 0, "member access"],
      ['"x".length', 0, "member access"],
      ["[1, 2]", 0, "Unexpected"],
      ["this", 0, "this"],
      ["null", 0, "null"],
      ["a = 2", 2, "="],
      ["a => 2", 2, "="],
      ["~m", 0, "~m"],
      ["m ^ 2", 2, '"**"'],
      ["m === 2", 2, '"=="'],
      ["m × 2", 2, '"*"'],
      ["m ≤ 2", 2, '"<="'],
      ["-m ** 2", 0, "two ways"],
      ["(m)(2)", 0, "can be called"],
      ["name(machine)(2)", 0, "can be called"],
      ["1e999", 0, "too large"],
      ["`a`", 0, "`"],
      ["#", 0, "#"],
    ] as const
  ) {
    it(`refuses ${source || "nothing"}`, () => {
      const error = failure(() => parseExpression(source));
      expect(error).toBeInstanceOf(SyntaxError);
      expect(error.message).toContain(words);
      expect(errorSpan(error)?.index).toBe(index);
    });
  }

  it("knows the place of every node", () => {
    const source = 'peak( machine , "fp16" ) +  2 * n';
    const { root } = parseExpression(source);
    if (root.kind !== "binary" || root.left.kind !== "call") throw new Error("Wrong tree");
    const text = ({ index, length }: { index: number; length: number }) =>
      source.slice(index, index + length);
    expect(text(root)).toBe(source);
    expect(text(root.left)).toBe('peak( machine , "fp16" )');
    expect(text(root.left.callee)).toBe("peak");
    expect(root.left.arguments.map(text)).toEqual(["machine", '"fp16"']);
    expect(text(root.right)).toBe("2 * n");
  });

  it("bounds length and depth", () => {
    const nested = (depth: number) => "(".repeat(depth) + "1" + ")".repeat(depth);
    expect(run(nested(MAX_DEPTH - 1))).toBe(1);
    expect(() => parseExpression(nested(MAX_DEPTH + 1))).toThrow("deep");
    expect(() => parseExpression("-".repeat(MAX_LENGTH - 1) + "1")).toThrow("deep");
    expect(() => parseExpression("1".padEnd(MAX_LENGTH + 1, " "))).toThrow("characters");
    expect(run(Array(150).fill("1").join("+"))).toBe(150);
  });
});

describe("evaluate", () => {
  it("carries dimensions through arithmetic", () => {
    expect(run('peak(machine, "fp16") / bandwidth(machine)')).toEqual(quantity(100, "FLOP/byte"));
    expect(run('quantity("2 TB/s") * quantity("3 s")')).toEqual(quantity(6, "TB"));
    expect(run('bandwidth(machine) / bandwidth(machine, "l2")')).toBe(0.25);
    expect(run('value_in(bandwidth(machine), "GB/s")')).toBe(1000);
    expect(run('unit(m, "B") ** 2')).toEqual({ value: 4096 ** 2, dimension: { byte: 2 } });
    expect(run('sqrt(unit(9, "s") ** 2)')).toEqual(quantity(9, "s"));
    expect(run('max(quantity("1 GB"), quantity("1 GiB"))')).toEqual(quantity(1, "GiB"));
  });

  it("computes operators and what machines make of them", () => {
    expect(run("flops(gemm(m, n, 8))")).toEqual(quantity(2 * 4096 * 16 * 8, "FLOP"));
    expect(run("bytes(gemv(m, n))")).toEqual(quantity(2 * (4096 * 16 + 4096 + 16), "B"));
    expect(run('bytes(dot(m, "fp32")) / bytes(dot(m, "fp16"))')).toBe(2);
    expect(run('bound(gemv(m, n), machine, "fp16")')).toBe("memory");
    expect(run('bound(gemm(m, m, m), machine, "fp16")')).toBe("compute");
    expect(run('rate(gemm(m, m, m), machine, "fp16")')).toEqual(quantity(100, "TFLOP/s"));
    expect(run('time(gemm(m, m, m), machine, "fp16") * peak(machine, "fp16")'))
      .toEqual(run("flops(gemm(m, m, m))"));
    expect(run("bytes_read(elementwise(n, 2)) / bytes_written(elementwise(n, 2))")).toBe(2);
  });

  it("evaluates every function of the vocabulary", () => {
    const example: Record<string, string> = {
      number: "4",
      value: "4",
      operator: "gemv(8, 8)",
      machine: '"round"',
      model: '"llama-2-7b"',
      precision: '"fp16"',
      level: '"l2"',
      unit: '"s"',
      quantity: '"4 s"',
    };
    const named: Record<string, string> = {
      trend: '"peak-rate"',
      optimizer: '"adam"',
      formats: '"mixed"',
      algorithm: '"ring"',
      energies: '"horowitz-45nm"',
      memory: '"DRAM"',
      order: '"mnk"',
      // Of eight bytes, so that it is a whole number of values in every function
      cache: 'unit(64, "B")',
      line: 'unit(8, "B")',
      bandwidth: 'unit(4, "B/s")',
      latency: 'unit(4, "s")',
    };
    for (const { name, arguments: specs } of vocabulary.functions.values()) {
      const values = specs.map((spec) => {
        if (name === "value_in" && spec.name === "value") return 'unit(4, "s")';
        if (spec.name === "hit_rate") return "0.4";
        const special = named[spec.name];
        if (special !== undefined) return special;
        return spec.kind === "level" && name === "capacity" ? '"memory"' : example[spec.kind];
      });
      const value = run(`${name}(${values.join(", ")})`);
      expect(typeof value).toMatch(/number|string|object/);
    }
  });

  for (
    const [source, kind, words] of [
      ['peak(machine, "fp16") + bandwidth(machine)', RangeError, "FLOP/s"],
      ["m < bandwidth(machine)", RangeError, "dimension"],
      ["min(m, bandwidth(machine))", RangeError, "min"],
      ["log2(bandwidth(machine))", RangeError, "plain number"],
      ["2 ** bandwidth(machine)", RangeError, "exponent"],
      ["1 / 0", RangeError, "zero"],
      ["1 % 0", RangeError, "zero"],
      ["10 ** 400", RangeError, "finite"],
      ["exp(1000)", RangeError, "finite"],
      ["sqrt(-1)", RangeError, "-1"],
      ["ln(0)", RangeError, "above 0"],
      ["round(1.5, 99)", RangeError, "99"],
      ["k", RangeError, "the parameters are"],
      ["constructor", RangeError, "Unknown parameter"],
      ["__proto__", RangeError, "Unknown parameter"],
      ["toString()", RangeError, "Unknown function"],
      ["peak(machine)", RangeError, "peak(machine, precision)"],
      ['peak("a100-8", "fp16")', RangeError, "a100-80"],
      ['peak(machine, "fp17")', RangeError, "fp17"],
      ['unit(2, "parsec")', SyntaxError, "parsec"],
      ["gemv(1.5, 2)", RangeError, "1.5"],
      ['machine + "x"', TypeError, "number"],
      ["m ? 1 : 2", TypeError, "comparison"],
      ["m && yes", TypeError, "comparison"],
      ["machine < 2", TypeError, "number"],
      ["flops(m)", TypeError, "operator"],
      ["gemv(m, n) + 1", TypeError, "operator"],
      ["name(m)", TypeError, "machine"],
    ] as const
  ) {
    it(`explains what is wrong with ${source}`, () => {
      const error = failure(() => run(source));
      expect(error).toBeInstanceOf(kind);
      expect(error.message).toContain(words);
      expect(errorSpan(error)).toBeDefined();
    });
  }

  it("points at the innermost place", () => {
    const error = failure(() => run("1 + sqrt(n - 17)"));
    expect(errorSpan(error)).toEqual({ index: 4, length: 12 });
  });

  it("reads own parameters only", () => {
    const inherited: Record<string, Value> = Object.create({ secret: 1 });
    expect(() => run("secret", inherited)).toThrow("Unknown parameter");
    expect(run("constructor", { constructor: 3 })).toBe(3);
  });

  it("evaluates only the branch that is taken", () => {
    expect(run("n == 16 ? 1 : 1 / 0")).toBe(1);
    expect(run("n == 16 || 1 / 0 > 1")).toBe(true);
  });
});

describe("An expression from anywhere", () => {
  const words = [
    "m",
    "n",
    "machine",
    "peak",
    "gemv",
    "min",
    "name",
    "unit",
    "constructor",
    "__proto__",
    "this",
    "globalThis",
    "process",
    "Deno",
    "eval",
    "Function",
    "window",
    "import",
    "toString",
    "valueOf",
    "hasOwnProperty",
    '"round"',
    '"fp16"',
    "'",
    '"',
    "1",
    "0",
    "2.5",
    "1e9",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ".",
    "?.",
    "?",
    ":",
    "+",
    "-",
    "*",
    "**",
    "/",
    "%",
    "&&",
    "||",
    "!",
    "==",
    "<",
    ">=",
    "=",
    "=>",
    ";",
    "`",
    "\\",
    " ",
    "\n",
    "×",
    "−",
    "\u0000",
    "é",
    "𝒳",
  ];
  const soup = fc.array(fc.constantFrom(...words), { maxLength: 40 }).map((list) => list.join(""));
  const allowed = [SyntaxError, RangeError, TypeError];

  it("gives a value or one of three errors", () => {
    fc.assert(
      fc.property(fc.oneof(soup, fc.string({ maxLength: 80 })), (source) => {
        try {
          const value = run(source);
          if (typeof value === "number") expect(Number.isFinite(value)).toBe(true);
          expect(["number", "string", "boolean", "object"]).toContain(typeof value);
        } catch (error) {
          expect(allowed.some((kind) => error instanceof kind)).toBe(true);
          // A fault of ours, such as reading a field of undefined, has another message
          expect(String(error)).not.toMatch(/Cannot read prop|is not a function|not iterable/);
        }
      }),
      { numRuns: 5000 },
    );
  });

  it("is checked without an error where it parses", () => {
    fc.assert(
      fc.property(soup, (source) => {
        let expression;
        try {
          expression = parseExpression(source);
        } catch {
          return;
        }
        for (
          const { index, length } of checkExpression(expression, { parameters: [], vocabulary })
        ) {
          expect(index).toBeGreaterThanOrEqual(0);
          expect(index + length).toBeLessThanOrEqual(source.length);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("never reaches what every object inherits", () => {
    const inherited = Object.getOwnPropertyNames(Object.prototype);
    const globals = Object.getOwnPropertyNames(globalThis);
    for (const name of [...inherited, ...globals, "undefined"]) {
      expect(() => run(name, {})).toThrow();
      expect(() => run(`${name}()`, {})).toThrow();
    }
  });

  it("computes as JavaScript does with plain numbers", () => {
    const leaf = fc.integer({ min: 1, max: 99 }).map(String);
    const { expression } = fc.letrec<{ expression: string; sum: string }>((tie) => ({
      sum: fc.tuple(tie("expression"), fc.constantFrom("+", "-", "*"), tie("expression"))
        .map(([a, operator, b]) => `(${a} ${operator} ${b})`),
      expression: fc.oneof({ maxDepth: 4 }, leaf, tie("sum")),
    }));
    fc.assert(fc.property(expression, (source) => {
      // deno-lint-ignore no-eval -- the oracle; the source is digits, signs and brackets
      expect(run(source)).toBe((0, eval)(source));
    }));
  });
});

describe("checkExpression", () => {
  const check = (source: string) =>
    checkExpression(parseExpression(source), { parameters: ["machine", "intensity"], vocabulary });

  it("accepts what can be evaluated", () => {
    expect(check('attainable(intensity, machine, "fp16")')).toEqual([]);
    expect(check('min(1, 2, intensity) + round(unit(1, "s") / unit(2, "s"))')).toEqual([]);
  });

  it("finds an unknown machine and the nearest known ones", () => {
    const [problem, ...others] = check('attainable(intensity, "a100-8", "fp16")');
    expect(problem).toMatchObject({ message: 'unknown machine "a100-8"', index: 22, length: 8 });
    expect(problem?.known?.slice(0, 2)).toEqual(["a100-80", "a100-40"]);
    expect(others).toEqual([]);
  });

  for (
    const [source, message, marked, nearest] of [
      ["intensty * 2", 'unknown parameter "intensty"', "intensty", "intensity"],
      ["2 * brandwidth(machine)", 'unknown function "brandwidth"', "brandwidth", "bandwidth"],
      ['peak(machine, "fp61")', 'unknown precision "fp61"', '"fp61"', "fp64"],
      ['bandwidth("round", "l3")', 'unknown memory level "l3"', '"l3"', "l2"],
      ['unit(2, "TB/ss")', "unknown unit", "ss", "s"],
      ["peak(machine)", "peak has 1 arguments", "peak(machine)", undefined],
      ["min()", "min has 0 arguments", "min()", undefined],
      ["peak", "is a function", "peak", undefined],
      ["peak(3, 4)", "expected a machine in quotes", "3", undefined],
      ['sqrt("4")', "expected a number", '"4"', undefined],
      ['flops("gemv")', "expected an operator", '"gemv"', undefined],
    ] as const
  ) {
    it(`marks ${marked} in ${source}`, () => {
      const [problem] = check(source);
      expect(problem?.message).toContain(message);
      expect(source.substr(problem?.index ?? 0, problem?.length)).toBe(marked);
      if (nearest) expect(problem?.known?.[0]).toBe(nearest);
    });
  }

  it("gives all problems, in order", () => {
    const problems = check('foo(bar) + peak("x", "y")');
    expect(problems.map(({ index }) => index)).toEqual([0, 4, 16, 21]);
  });

  it("agrees with evaluation on every function's signature", () => {
    for (const found of vocabulary.functions.values()) {
      expect(signature(found)).toContain(`${found.name}(`);
      expect(check(`${found.name}()`).length).toBe(1);
    }
  });
});

describe("formatValue", () => {
  for (
    const [source, style, text] of [
      ["4096", {}, "4096"],
      ["65536", {}, "65\u202f536"],
      ["2 / 3", {}, "0.667"],
      ["2 / 3", { digits: 2 }, "0.67"],
      ["1 / 4", { as: "percent" }, "25\u00a0%"],
      ["3 / 2", { as: "factor" }, "1.5×"],
      ["bandwidth(machine)", {}, "1\u00a0TB/s"],
      ["bandwidth(machine)", { unit: "GB/s" }, "1000\u00a0GB/s"],
      ["bandwidth(machine)", { unit: "GB/s", as: "plain" }, "1000"],
      ["bandwidth(machine)", { as: "words" }, "1 trillion bytes a second"],
      ["name(machine)", {}, "Round"],
      ["m > n", {}, "yes"],
    ] as const
  ) {
    it(`writes ${source} as ${text}`, () => expect(formatValue(run(source), style)).toBe(text));
  }

  it("refuses a unit that does not fit", () => {
    expect(() => formatValue(run("bandwidth(machine)"), { unit: "s" })).toThrow(RangeError);
    expect(() => formatValue(run("bandwidth(machine)"), { as: "percent" })).toThrow(RangeError);
  });
});
