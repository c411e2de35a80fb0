/**
 * How many requests and tokens are in the system over time.
 *
 * @module
 */
import { made } from "../check.ts";
import type { ServingResult } from "./simulation_types.ts";

/** Both sides of Little's law. */
export interface LittlesLaw {
  /** L: requests in the system, averaged over time, from the events of arrival and return. */
  readonly meanInSystem: number;
  /** λ: arrivals a second. */
  readonly arrivalsPerSecond: number;
  /** W: mean seconds from arrival to return. */
  readonly meanSeconds: number;
}

/**
 * Both sides of Little's law L = λ·W (Little 1961), from the first arrival to the last answer. Over
 * such a stretch, which begins and ends with an empty system, it holds exactly.
 *
 * @param result The result of a simulation.
 * @returns L by integrating the number in the system over time, λ and W.
 *
 * @example
 * ```ts
 * import { drawRequests, littlesLaw, simulateServing } from "@/lib/compute/serving/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const model = {
 *   prefillSeconds: () => 0.5,
 *   decodeStepSeconds: () => 0.1,
 *   weightBytes: 1,
 *   kvBytesPerToken: 1,
 *   memoryBytes: 1000,
 * };
 * const requests = drawRequests({
 *   requests: 50,
 *   arrivalsPerSecond: 1,
 *   promptTokens: 10,
 *   outputTokens: { kind: "uniform", from: 1, to: 9 },
 *   seed: 4,
 * });
 * const law = littlesLaw(simulateServing(model, requests, { kind: "continuous", maximumBatch: 4 }));
 * expect(law.meanInSystem).toBeCloseTo(law.arrivalsPerSecond * law.meanSeconds, 9);
 * ```
 */
export function littlesLaw(result: Pick<ServingResult, "requests" | "seconds">): LittlesLaw {
  made("result", result, result?.requests, "simulateServing");
  const { requests, seconds } = result;
  const events = requests.flatMap(({ arrival, end }) => [
    { time: arrival, change: 1 },
    { time: end, change: -1 },
  ]).sort((a, b) => a.time - b.time);
  let area = 0;
  let inSystem = 0;
  let last = events[0]?.time ?? 0;
  for (const { time, change } of events) {
    area += inSystem * (time - last);
    inSystem += change;
    last = time;
  }
  return {
    meanInSystem: area / seconds,
    arrivalsPerSecond: requests.length / seconds,
    meanSeconds: requests.reduce((sum, { arrival, end }) => sum + end - arrival, 0) /
      requests.length,
  };
}

/** The cache at a moment. */
export interface OccupancyPoint {
  /** Seconds from the start. */
  readonly seconds: number;
  /** Tokens in the cache. */
  readonly kvTokens: number;
}

/**
 * The tokens in the cache over time, as points to be joined by lines: it grows along a segment and
 * falls at its end, when requests leave.
 *
 * @param result The result of a simulation.
 * @returns Two points a segment of the timeline, and zeros where the machine was idle.
 *
 * @example
 * ```ts
 * import { kvOccupancy, simulateServing } from "@/lib/compute/serving/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const model = {
 *   prefillSeconds: () => 1,
 *   decodeStepSeconds: () => 1,
 *   weightBytes: 1,
 *   kvBytesPerToken: 1,
 *   memoryBytes: 1000,
 * };
 * const requests = [{ id: 0, arrival: 0, promptTokens: 10, outputTokens: 3 }];
 * const result = simulateServing(model, requests, { kind: "continuous", maximumBatch: 1 });
 * expect(kvOccupancy(result)).toEqual([
 *   { seconds: 0, kvTokens: 0 },
 *   { seconds: 1, kvTokens: 10 },
 *   { seconds: 1, kvTokens: 10 },
 *   { seconds: 3, kvTokens: 12 },
 *   { seconds: 3, kvTokens: 0 },
 * ]);
 * ```
 */
export function kvOccupancy(result: Pick<ServingResult, "timeline">): OccupancyPoint[] {
  made("result", result, result?.timeline, "simulateServing");
  const points: OccupancyPoint[] = [];
  const { timeline } = result;
  timeline.forEach(({ start, end, kvTokensBefore, kvTokensAfter }, i) => {
    points.push({ seconds: start, kvTokens: kvTokensBefore });
    points.push({ seconds: end, kvTokens: kvTokensAfter });
    const next = timeline[i + 1]?.start ?? Infinity;
    if (next === end) return;
    points.push({ seconds: end, kvTokens: 0 });
    if (next !== Infinity) points.push({ seconds: next, kvTokens: 0 });
  });
  return points;
}
