import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import { gradeNumeric, parseAnswer } from "@/lib/course/exercise/mod.ts";
import { vocabulary } from "./fixtures.ts";

const GFLOP = {
  answer: 'unit(34.359738368, "GFLOP")',
  unit: "GFLOP",
  tolerance: { kind: "relative", value: 0.01 },
  slips: [{ answer: 'unit(33.6, "GFLOP")', say: ["A slip nearby."] }],
} as const;
const grade = (text: string, exercise: Parameters<typeof gradeNumeric>[0] = GFLOP) =>
  gradeNumeric(exercise, {}, text, vocabulary);
const said = (text: string, exercise?: Parameters<typeof gradeNumeric>[0]) =>
  grade(text, exercise).message.join("").replaceAll("\u00a0", " ");

describe("An answer that may be meant otherwise", () => {
  for (const text of ["34359738368", "2^35", "3.436e10", "2*4096*512*8192", "2³⁵"]) {
    it(`${text} without its unit is asked about, not marked`, () => {
      expect(grade(text).outcome).toBe("unread");
      expect(said(text)).toContain("Did you mean 34.4 GFLOP? Without a unit");
    });
  }

  it("reads a superscript on the first number, alone and before a unit", () => {
    expect(parseAnswer("4096²", "")).toMatchObject({ kind: "read", value: 4096 ** 2 });
    expect(parseAnswer("4096² · 4 B", "B")).toMatchObject({ kind: "read", value: 4 * 4096 ** 2 });
    expect(grade("2³⁵ FLOP").outcome).toBe("correct");
  });

  it("asks about a decimal comma in a quotient, and about a point between thousands", () => {
    const ridge = { ...GFLOP, answer: "312 / 2.039", unit: "", slips: [] };
    expect(grade("312/2,039", ridge).outcome).toBe("unread");
    expect(said("312/2,039", ridge)).toContain("Did you mean 153");
    const thousands = { ...GFLOP, answer: "2731", unit: "", slips: [] };
    expect(grade("2.731", thousands).outcome).toBe("unread");
    expect(said("2.731", thousands)).toContain("leave it out between thousands");
    expect(grade("2.731", { ...thousands, answer: "2.731" }).outcome).toBe("correct");
  });

  it("says that a root of less than nothing has no value, and keeps to one full stop", () => {
    for (const text of ["sqrt(0 - 1)", "1/0", "0^-1"]) expect(said(text)).toContain("has no value");
    expect(said("3 KB")).not.toContain("?.");
  });
});

describe("A slip", () => {
  it("is not read out of a rounded answer", () => {
    // 34 is 34.36 to two digits, and within one percent of neither slip nor answer alone
    const near = { ...GFLOP, slips: [{ answer: 'unit(34.1, "GFLOP")', say: ["A slip nearby."] }] };
    expect(grade("34 GFLOP", near)).toMatchObject({ outcome: "wrong" });
    expect(said("34 GFLOP", near)).toContain("give three digits");
  });

  it("is read where the number is nearer to it than to the answer", () => {
    expect(grade("33.6 GFLOP").outcome).toBe("slip");
    expect(grade("33.9 GFLOP").outcome).toBe("slip");
  });
});
