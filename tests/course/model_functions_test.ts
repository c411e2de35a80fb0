import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import {
  checkExpression,
  courseVocabulary,
  evaluate,
  formatValue,
  mentionedGroups,
  parseExpression,
} from "@/lib/course/expression/mod.ts";
import { vocabulary } from "./fixtures.ts";

const run = (source: string) => evaluate(parseExpression(source), { vocabulary });

describe("Models in expressions", () => {
  for (
    const [source, text] of [
      ['parameters("llama-2-7b")', "6\u202f738\u202f415\u202f616"],
      ['model_name("bert-base")', "BERT-Base"],
      ['kv_heads("llama-2-70b")', "8"],
      ['weight_bytes("llama-2-7b")', "13.5\u00a0GB"],
      ['weight_bytes("llama-2-7b", "int4")', "3.37\u00a0GB"],
      ['kv_bytes("llama-2-70b", 1)', "328\u00a0kB"],
      ['kv_bytes("llama-2-70b", 1, 2)', "655\u00a0kB"],
    ] as const
  ) {
    it(`${source} is ${text}`, () => expect(formatValue(run(source))).toBe(text));
  }

  it("let phases be asked what operators are asked", () => {
    // Generating reads every weight for two FLOPs; reading a prompt uses it for every token
    expect(run('intensity(decode("llama-2-7b", 16)) < unit(1.05, "FLOP/byte")')).toBe(true);
    expect(run('intensity(prefill("llama-2-7b", 512)) > unit(50, "FLOP/byte")')).toBe(true);
    expect(run('bound(decode("llama-2-7b", 16), "a100-80", "fp16")')).toBe("memory");
    expect(run('time(decode("llama-2-7b", 16), "a100-80", "fp16") > unit(6.4, "ms")')).toBe(true);
    expect(run('flops(forward("bert-base", 128)) > unit(20, "GFLOP")')).toBe(true);
  });

  it("refuse a time for what does not fit, and a direction that is not known", () => {
    expect(() => run('time(decode("llama-2-70b", 16), "a100-80", "fp16")')).toThrow(RangeError);
    expect(() => run('bytes_read(decode("llama-2-7b", 16))')).toThrow("use bytes(…)");
  });

  it("know their names before anything is evaluated", () => {
    const [problem] = checkExpression(parseExpression('parameters("lama-2-7b")'), {
      parameters: [],
      vocabulary,
    });
    expect(problem?.message).toBe('unknown model "lama-2-7b"');
    expect(problem?.known?.[0]).toBe("llama-2-7b");
  });
});

describe("Growth in expressions", () => {
  it("converts, and says when there is no end", () => {
    expect(run("growth(3, 2, 1)")).toBeCloseTo(Math.sqrt(3), 12);
    expect(run("growth(3, 2, 20)")).toBeCloseTo(3 ** 10, 6);
    expect(run("years_to(8, 2)")).toBeCloseTo(3, 12);
    expect(run("doubling_years(growth(4, 2, 1))")).toBeCloseTo(1, 12);
    expect(run("access_time(0.99, 1, 100)")).toBeCloseTo(1.99, 12);
    expect(() => run("doubling_years(1)")).toThrow(RangeError);
  });
});

describe("The small vocabulary", () => {
  it("lacks the other groups of functions, and they are known by their names", () => {
    const small = courseVocabulary([]);
    const missing = [...vocabulary.functions.keys()].filter((name) => !small.functions.has(name));
    expect(missing.length).toBeGreaterThan(10);
    for (const name of missing) expect(mentionedGroups(`1 + ${name}("x")`)).toHaveLength(1);
    for (const name of small.functions.keys()) expect(mentionedGroups(`${name}(1)`)).toEqual([]);
  });
});
