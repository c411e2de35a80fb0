import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import { axisTicks } from "@/lib/figures/mod.ts";
import type { Axis } from "@/lib/figures/mod.ts";

const axis = (parts: Partial<Axis>): Axis => ({
  label: "x",
  unit: "",
  scale: "log",
  min: 1,
  max: 10,
  ...parts,
});

const labels = (axis: Axis, most = 20) =>
  axisTicks(axis, most).map(({ label }) => label.replaceAll(/[\u00a0\u202f]/g, " "));

describe("axisTicks", () => {
  it("marks decades in words that are read at a glance", () => {
    expect(labels(axis({ min: 0.1, max: 1e6 }))).toEqual([
      "0.1",
      "1",
      "10",
      "100",
      "1 k",
      "10 k",
      "100 k",
      "1 M",
    ]);
    expect(labels(axis({ min: 1e10, max: 1e15, unit: "FLOP/s" }))).toEqual([
      "10 G",
      "100 G",
      "1 T",
      "10 T",
      "100 T",
      "1 P",
    ]);
  });

  it("marks parts of a second with their prefixes", () => {
    expect(labels(axis({ min: 1e-7, max: 10, unit: "s" }))).toEqual([
      "100 n",
      "1 µ",
      "10 µ",
      "100 µ",
      "1 m",
      "10 m",
      "100 m",
      "1",
      "10",
    ]);
  });

  it("keeps the marks and drops numbers where there is no room, never that of 1", () => {
    const ticks = labels(axis({ min: 0.01, max: 1e5 }), 4);
    expect(ticks).toHaveLength(8);
    expect(ticks.filter((label) => label !== "").length).toBeLessThanOrEqual(4);
    expect(ticks[2]).toBe("1");
  });

  it("writes powers of two in full, and marks only those with a number", () => {
    expect(labels(axis({ base: 2, min: 1, max: 65_536 }), 6)).toEqual([
      "1",
      "16",
      "256",
      "4096",
      "65 536",
    ]);
  });

  it("stays within an axis that does not begin at a power", () => {
    expect(axisTicks(axis({ min: 2, max: 3000 }), 9).map(({ value }) => value))
      .toEqual([10, 100, 1000]);
  });

  it("writes powers of ten where an axis reaches beyond the prefixes", () => {
    const work = axis({ min: 1e17, max: 1e27, unit: "FLOP" });
    expect(labels(work, 6)).toEqual([
      "",
      "10¹⁸",
      "",
      "10²⁰",
      "",
      "10²²",
      "",
      "10²⁴",
      "",
      "10²⁶",
      "",
    ]);
    expect(labels(axis({ min: 1e20, max: 1e23 }))).toEqual(["100 E", "1 Z", "10 Z", "100 Z"]);
  });

  it("steps a linear axis by 1, 2 or 5", () => {
    expect(axisTicks(axis({ scale: "linear", min: 0, max: 1 }), 6).map(({ value }) => value))
      .toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(axisTicks(axis({ scale: "linear", min: 2003, max: 2022 }), 5).map(({ value }) => value))
      .toEqual([2005, 2010, 2015, 2020]);
  });
});
