import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import * as fc from "fast-check";
import {
  bestDraftTokens,
  expectedTokens,
  freeTokens,
  rooflineServingModel,
  simulateSpeculation,
  speculativeDecoding,
  speculativeFlopsFactor,
  speculativeSpeedUp,
  verificationSeconds,
} from "@/lib/compute/serving/mod.ts";
import { Random } from "@/lib/compute/mod.ts";

/** Numbers spread evenly over a range, where `fc.double` prefers the smallest magnitudes. */
function even(min: number, max: number): fc.Arbitrary<number> {
  return fc.integer({ min: 0, max: 2 ** 30 }).map((part) => min + (max - min) * (part / 2 ** 30));
}

const acceptance = fc.oneof(even(0, 1), fc.double({ min: 0, max: 1, noNaN: true }));
const draftTokens = fc.integer({ min: 0, max: 12 });
const ratio = even(0.001, 1);

/** A model of so many parameters in FP16, on an A100. */
function model(parameters: number) {
  return rooflineServingModel({
    flopsPerToken: 2 * parameters,
    weightBytes: 2 * parameters,
    kvBytesPerToken: parameters / 1e5,
    memoryBytes: 80e9,
    peak: 312e12,
    bandwidth: 2039e9,
  });
}

describe("the tokens expected of a round", () => {
  it("are the sum over how many drafts are accepted", () => {
    fc.assert(fc.property(acceptance, draftTokens, (alpha, gamma) => {
      // k accepted and then one rejected, or all accepted; and one token more
      let mean = (gamma + 1) * alpha ** gamma;
      for (let k = 0; k < gamma; k++) mean += (k + 1) * alpha ** k * (1 - alpha);
      expect(expectedTokens(alpha, gamma) / mean).toBeCloseTo(1, 12);
    }));
    expect(expectedTokens(0, 5)).toBe(1);
    expect(expectedTokens(1, 5)).toBe(6);
    expect(expectedTokens(1 - 1e-13, 5)).toBeCloseTo(6, 11);
  });

  it("are what drawn rounds give, within five standard errors", () => {
    for (const [alpha, gamma] of [[0.3, 2], [0.6, 4], [0.8, 5], [0.95, 10]] as const) {
      const random = new Random(17);
      const rounds = simulateSpeculation({
        acceptance: alpha,
        draftTokens: gamma,
        rounds: 40_000,
        random,
      });
      const mean = rounds.reduce((sum, tokens) => sum + tokens, 0) / rounds.length;
      const variance = rounds.reduce((sum, tokens) => sum + (tokens - mean) ** 2, 0) /
        rounds.length;
      const error = Math.sqrt(variance / rounds.length);
      expect(Math.abs(mean - expectedTokens(alpha, gamma))).toBeLessThan(5 * error);
      expect(Math.min(...rounds)).toBeGreaterThanOrEqual(1);
      expect(Math.max(...rounds)).toBeLessThanOrEqual(gamma + 1);
    }
  });

  it("repeat with the seed", () => {
    const rounds = (seed: number) =>
      simulateSpeculation({
        acceptance: 0.5,
        draftTokens: 3,
        rounds: 50,
        random: new Random(seed),
      });
    expect(rounds(1)).toEqual(rounds(1));
    expect(rounds(1)).not.toEqual(rounds(2));
  });
});

describe("the speed-up", () => {
  it("has the values of hand-made sums", () => {
    // 1 + 0.6 + 0.36; 1 + 0.8 + 0.64 with a draft a tenth as slow
    expect(speculativeSpeedUp(0.6, 2, 0)).toBeCloseTo(1.96, 12);
    expect(speculativeSpeedUp(0.8, 2, 0.1)).toBeCloseTo(2.44 / 1.2, 12);
    // Three tokens computed where 1.96 count
    expect(speculativeFlopsFactor(0.6, 2, 0)).toBeCloseTo(3 / 1.96, 12);
    expect(speculativeFlopsFactor(0.6, 2, 0.1)).toBeCloseTo(3.2 / 1.96, 12);
  });

  it("is above 1 for some number of drafts just where α is above c", () => {
    // Corollary 3.9 of Leviathan et al. 2023
    fc.assert(fc.property(acceptance, ratio, (alpha, c) => {
      // Nearer to each other, rounding decides
      if (Math.abs(alpha - c) < 1e-6) return;
      expect(bestDraftTokens(alpha, c).speedUp > 1 + 1e-12).toBe(alpha > c);
    }));
  });

  it("is greatest where a search over many numbers finds it", () => {
    fc.assert(fc.property(acceptance, ratio, (alpha, c) => {
      let best = 0;
      let tokens = 0;
      for (let gamma = 0; gamma <= 1000; gamma++) {
        tokens += alpha ** gamma;
        best = Math.max(best, tokens / (gamma * c + 1));
      }
      const found = bestDraftTokens(alpha, c);
      expect(found.speedUp / best).toBeCloseTo(1, 9);
      expect(speculativeSpeedUp(alpha, found.draftTokens, c)).toBe(found.speedUp);
    }));
    expect(bestDraftTokens(1, 0.5, 30).draftTokens).toBe(30);
  });

  it("costs at least as many FLOPs as plain decoding", () => {
    fc.assert(fc.property(acceptance, draftTokens, ratio, (alpha, gamma, c) => {
      expect(speculativeFlopsFactor(alpha, gamma, c)).toBeGreaterThanOrEqual(1 - 1e-12);
    }));
  });

  it("is refused for numbers out of range", () => {
    expect(() => expectedTokens(1.1, 2)).toThrow("acceptance is 1.1: it must be from 0 to 1");
    expect(() => expectedTokens(NaN, 2)).toThrow(RangeError);
    expect(() => expectedTokens(0.5, 1.5)).toThrow("draftTokens is 1.5");
    expect(() => speculativeSpeedUp(0.5, 2, -1)).toThrow("costRatio is -1");
    expect(() => bestDraftTokens(0.5, 0.1, 0)).toThrow("maximum is 0");
    expect(() => verificationSeconds(model(7e9), 0, { contextTokens: 1 })).toThrow("tokens is 0");
    expect(() => verificationSeconds(model(7e9), 2, { contextTokens: -1 })).toThrow(RangeError);
  });
});

describe("verifying several tokens at once", () => {
  const target = model(7e9);

  it("takes the time of one token until arithmetic takes longer", () => {
    // 2·P FLOPs a token against 2·P bytes: the ridge point of 153 FLOP/byte is 153 tokens
    const free = freeTokens(target, { contextTokens: 0, slowdown: 0.001 });
    expect(Math.abs(free - 312e12 / 2039e9)).toBeLessThan(2);
    expect(freeTokens(target, { batch: 32, contextTokens: 0, slowdown: 0.001 })).toBe(4);
    const double = verificationSeconds(target, 306, { contextTokens: 0 });
    expect(double / verificationSeconds(target, 1, { contextTokens: 0 })).toBeCloseTo(2, 1);
  });

  it("is asked of a model that times only plain steps in the same way", () => {
    const { stepSeconds: _, ...plain } = target;
    fc.assert(fc.property(
      fc.integer({ min: 1, max: 64 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 0, max: 4000 }),
      (batch, tokens, contextTokens) => {
        const options = { batch, contextTokens };
        const known = verificationSeconds(target, tokens, options);
        expect(verificationSeconds(plain, tokens, options) / known).toBeCloseTo(1, 12);
      },
    ));
  });

  it("makes speculation pay as theorem 3.8 says while memory is the bound", () => {
    const draft = model(7e7);
    const options = { acceptance: 0.8, draftTokens: 4, contextTokens: 0 };
    const round = speculativeDecoding(target, draft, options);
    // The draft takes a hundredth of the time
    expect(round.speedUp).toBeCloseTo(speculativeSpeedUp(0.8, 4, 0.01), 2);
    expect(round.tokens).toBe(expectedTokens(0.8, 4));
    expect(round.seconds).toBeCloseTo(round.draftSeconds + round.verifySeconds, 15);
  });

  it("makes it lose once the batch is past the ridge point, by about the FLOPs it adds", () => {
    const options = { acceptance: 0.8, draftTokens: 4, contextTokens: 0, batch: 1000 };
    const round = speculativeDecoding(target, model(7e7), options);
    expect(round.speedUp).toBeCloseTo(1 / speculativeFlopsFactor(0.8, 4, 0.01), 2);
  });

  it("changes nothing without drafts", () => {
    const options = { acceptance: 0.8, draftTokens: 0, contextTokens: 100, batch: 3 };
    expect(speculativeDecoding(target, model(7e7), options).speedUp).toBeCloseTo(1, 12);
  });
});
