/**
 * Static batching, step by step.
 *
 * @module
 */
import type { ServingModel } from "./model.ts";
import { Recorder } from "./recorder.ts";
import type { ServingRequest } from "./workload.ts";

/** Serves requests, sorted by arrival, in static batches. */
export function staticBatching(
  model: ServingModel,
  order: readonly ServingRequest[],
  capacity: number,
  batchSize: number,
  timeout: number,
): Recorder {
  const recorder = new Recorder();
  let next = 0;
  let time = 0;
  while (next < order.length) {
    time = startTime(order, next, batchSize, timeout, time);
    const batch = fill(order, next, batchSize, capacity, time);
    next += batch.length;
    time = runBatch(model, batch, time, recorder);
  }
  return recorder;
}

/** When the batch that begins with a request starts: full, timed out, or nothing more to come. */
function startTime(
  order: readonly ServingRequest[],
  first: number,
  batchSize: number,
  timeout: number,
  free: number,
): number {
  const oldest = order[first]?.arrival ?? 0;
  const filled = order[Math.min(first + batchSize, order.length) - 1]?.arrival ?? 0;
  return Math.max(free, Math.min(filled, oldest + timeout));
}

/** The waiting requests, in order, that fit into the memory padded to the longest of them. */
function fill(
  order: readonly ServingRequest[],
  first: number,
  batchSize: number,
  capacity: number,
  time: number,
): ServingRequest[] {
  const batch: ServingRequest[] = [];
  let prompt = 0;
  let output = 0;
  for (const request of order.slice(first, first + batchSize)) {
    prompt = Math.max(prompt, request.promptTokens);
    output = Math.max(output, request.outputTokens);
    const fits = (batch.length + 1) * (prompt + output) <= capacity;
    if (request.arrival > time || !fits) break;
    batch.push(request);
  }
  return batch;
}

function runBatch(
  model: ServingModel,
  batch: readonly ServingRequest[],
  begin: number,
  recorder: Recorder,
): number {
  const size = batch.length;
  const prompt = Math.max(...batch.map(({ promptTokens }) => promptTokens));
  const output = Math.max(...batch.map(({ outputTokens }) => outputTokens));
  const members = batch.map((request) => recorder.admit(request));
  let working = members;
  let held: number[] = [];
  let time = begin;
  for (let made = 1; made <= output; made++) {
    const cached = prompt + made - 2;
    const seconds = made === 1
      ? model.prefillSeconds(prompt, size)
      : model.decodeStepSeconds(size, cached);
    recorder.step({
      kind: made === 1 ? "prefill" : "decode",
      start: time,
      end: time + seconds,
      requests: working.map(({ request }) => request.id),
      held,
      kvTokensBefore: made === 1 ? 0 : size * cached,
      kvTokensAfter: size * (cached + 1),
    });
    time += seconds;
    for (const member of working) {
      if (made === 1) Object.assign(member, { start: begin, firstToken: time });
      if (made === member.request.outputTokens) member.lastToken = time;
    }
    if (working.some(({ request }) => request.outputTokens === made)) {
      held = [...held, ...ids(working.filter(({ request }) => request.outputTokens === made))];
      working = working.filter(({ request }) => request.outputTokens > made);
    }
  }
  for (const member of members) recorder.release(member, time);
  return time;
}

function ids(members: readonly { readonly request: ServingRequest }[]): number[] {
  return members.map(({ request }) => request.id);
}
