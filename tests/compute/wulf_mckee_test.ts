import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import * as fc from "fast-check";
import {
  accessGrowthPerYear,
  averageAccessTime,
  averageAccessTimeAfter,
  yearsUntilWall,
} from "@/lib/compute/trends/mod.ts";

const in1995 = { hitRate: 0.99, memoryCycles: 4 };

describe("Wulf and McKee's average access time", () => {
  it("is 1.52, 8.25 and 98.8 cycles in 2000, 2005 and 2010, counted from 1995", () => {
    // As the note is quoted; its 1.52 is 1.529 cut, not rounded
    expect(Math.floor(100 * averageAccessTimeAfter(in1995, 5)) / 100).toBe(1.52);
    expect(averageAccessTimeAfter(in1995, 10)).toBeCloseTo(8.25, 2);
    expect(averageAccessTimeAfter(in1995, 15)).toBeCloseTo(98.8, 1);
  });

  it("does not fit the same numbers when counted from 1994", () => {
    expect(averageAccessTimeAfter(in1995, 11)).toBeGreaterThan(13);
  });

  it("reaches five cycles when the note is quoted to say", () => {
    const years = (hitRate: number) => yearsUntilWall({ hitRate, memoryCycles: 4 });
    // "in 11-12 years", "within the decade", "within 5 years"
    expect(years(0.998)).toBeCloseTo(11.95, 2);
    expect(years(0.99)).toBeCloseTo(8.86, 2);
    expect(years(0.9)).toBeCloseTo(4.47, 2);
  });

  it("reaches the wall in the year that stepping finds", () => {
    fc.assert(
      fc.property(
        fc.record({
          hitRate: fc.double({ min: 0, max: 0.9999, noNaN: true }),
          memoryCycles: fc.double({ min: 1, max: 50, noNaN: true }),
          processorPerYear: fc.double({ min: 1.4, max: 2.5, noNaN: true }),
          memoryPerYear: fc.double({ min: 0.9, max: 1.09, noNaN: true }),
          referencesPerInstruction: fc.double({ min: 0.05, max: 0.9, noNaN: true }),
        }),
        ({ hitRate, memoryCycles, ...options }) => {
          const memory = { hitRate, memoryCycles };
          const years = yearsUntilWall(memory, options);
          const wall = 1 / options.referencesPerInstruction;
          if (years === 0) {
            expect(averageAccessTime(memory)).toBeGreaterThanOrEqual(wall);
          } else {
            // Month by month, the access time multiplied up
            const monthly = (options.processorPerYear / options.memoryPerYear) ** (1 / 12);
            let cycles = memoryCycles;
            let months = 0;
            while (months < 12_000 && hitRate + (1 - hitRate) * cycles < wall) {
              cycles *= monthly;
              months++;
            }
            expect(Math.ceil(years * 12 - 1e-6)).toBe(months);
          }
        },
      ), // Five doubles take minutes to shrink
      { endOnFailure: true },
    );
  });

  it("never reaches a wall without misses or without a growing gap", () => {
    expect(yearsUntilWall({ hitRate: 1, memoryCycles: 4 })).toBe(Infinity);
    expect(yearsUntilWall(in1995, { processorPerYear: 1.07 })).toBe(Infinity);
    expect(yearsUntilWall({ hitRate: 0, memoryCycles: 5 })).toBe(0);
    // A cache whose hits alone reach the wall
    expect(yearsUntilWall({ hitRate: 1, cacheCycles: 5, memoryCycles: 4 })).toBe(0);
  });

  it("weighs hits and misses", () => {
    expect(averageAccessTime({ hitRate: 0, memoryCycles: 7 })).toBe(7);
    expect(averageAccessTime({ hitRate: 1, cacheCycles: 3, memoryCycles: 7 })).toBe(3);
    expect(averageAccessTime({ hitRate: 0.5, cacheCycles: 2, memoryCycles: 8 })).toBe(5);
    expect(accessGrowthPerYear({ processorPerYear: 1.5, memoryPerYear: 1.2 })).toBeCloseTo(
      1.25,
      12,
    );
  });

  it("refuses what is out of range", () => {
    expect(() => averageAccessTime({ hitRate: 1.1, memoryCycles: 4 })).toThrow(
      "hitRate is 1.1: it must be from 0 to 1",
    );
    expect(() => averageAccessTime({ hitRate: 0.5, memoryCycles: -1 })).toThrow(
      "memoryCycles is -1",
    );
    expect(() => averageAccessTimeAfter(in1995, NaN)).toThrow("years is NaN");
    expect(() => accessGrowthPerYear({ memoryPerYear: 0 })).toThrow("memoryPerYear is 0");
    expect(() => yearsUntilWall(in1995, { referencesPerInstruction: 0 })).toThrow(
      "referencesPerInstruction is 0",
    );
  });
});
