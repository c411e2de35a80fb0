/**
 * A discrete-event simulation of serving.
 *
 * @module
 */
import { describe, list, positive, positiveInteger, record } from "../check.ts";
import { continuousBatching } from "./continuous.ts";
import { checkServingModel, kvCapacityTokens, type ServingModel } from "./model.ts";
import type { ServingPolicy, ServingResult } from "./simulation_types.ts";
import { staticBatching } from "./static.ts";
import { checkRequests, type ServingRequest } from "./workload.ts";

/**
 * Serves requests on one machine, step by step. The same requests always give the same result:
 * nothing is drawn here.
 *
 * The prefill of a request makes its first token, each decode step one more. A request reserves
 * memory for its prompt and its whole answer when it is admitted, so that none is ever evicted; a
 * server that does not know the length of answers reserves more, or evicts (Kwon et al. 2023).
 * Requests are admitted in order of arrival: one that does not fit holds up those behind it.
 *
 * Static batches are padded: prompts to the longest, steps to the longest answer, and a step costs
 * the full batch to the end.
 *
 * @param model The serving model.
 * @param requests The requests, in any order.
 * @param policy Static or continuous batching.
 * @returns Every request's times, the timeline, utilization, throughput, memory.
 * @throws {RangeError} If a request or an option is out of range, or a request cannot fit even
 * alone.
 *
 * @example An answer of two tokens need not wait for one of nine
 * ```ts
 * import { rooflineServingModel, simulateServing } from "@/lib/compute/serving/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const model = rooflineServingModel({
 *   flopsPerToken: 14e9,
 *   weightBytes: 14e9,
 *   kvBytesPerToken: 500_000,
 *   memoryBytes: 24e9,
 *   peak: 100e12,
 *   bandwidth: 1e12,
 * });
 * const requests = [9, 2, 2, 2].map((outputTokens, id) => (
 *   { id, arrival: 0, promptTokens: 100, outputTokens }
 * ));
 * const fixed = simulateServing(model, requests, { kind: "static", batch: 2 });
 * const flowing = simulateServing(model, requests, { kind: "continuous", maximumBatch: 2 });
 * expect(flowing.requests[1]!.end).toBeLessThan(fixed.requests[1]!.end);
 * expect(flowing.seconds).toBeLessThan(fixed.seconds);
 * ```
 */
export function simulateServing(
  model: ServingModel,
  requests: readonly ServingRequest[],
  policy: ServingPolicy,
): ServingResult {
  checkServingModel("model", model);
  list("requests", requests);
  record("policy", policy);
  const order = checkRequests(requests);
  const capacity = kvCapacityTokens(model);
  for (const { id, promptTokens, outputTokens } of order) {
    if (promptTokens + outputTokens > capacity) {
      throw new RangeError(
        `Request ${id} takes ${promptTokens + outputTokens} tokens in the cache: it has room for ` +
          `${capacity}`,
      );
    }
  }
  switch (policy.kind) {
    case "static": {
      const timeout = policy.timeoutSeconds ?? Infinity;
      if (timeout !== Infinity && timeout !== 0) positive("timeoutSeconds", timeout);
      positiveInteger("batch", policy.batch);
      return staticBatching(model, order, capacity, policy.batch, timeout).result(order, capacity);
    }
    case "continuous":
      positiveInteger("maximumBatch", policy.maximumBatch);
      if (policy.chunkTokens !== undefined) positiveInteger("chunkTokens", policy.chunkTokens);
      return continuousBatching(model, order, capacity, policy).result(order, capacity);
    default:
      throw new RangeError(
        `kind is ${describe((policy as { kind: unknown }).kind)}: known are static, continuous`,
      );
  }
}
