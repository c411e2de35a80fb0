/**
 * Continuous batching, step by step.
 *
 * @module
 */
import { decodeWork, type ServingModel } from "./model.ts";
import { type Progress, Recorder } from "./recorder.ts";
import type { ContinuousPolicy } from "./simulation_types.ts";
import type { ServingRequest } from "./workload.ts";

/** Serves requests, sorted by arrival, with a decision after every step. */
export function continuousBatching(
  model: ServingModel,
  order: readonly ServingRequest[],
  capacity: number,
  policy: Omit<ContinuousPolicy, "kind">,
): Recorder {
  const recorder = new Recorder();
  let active: Progress[] = [];
  let reserved = 0;
  let next = 0;
  let time = 0;
  while (recorder.served < order.length) {
    for (let request = order[next]; request !== undefined; request = order[next]) {
      const fits = reserved + request.promptTokens + request.outputTokens <= capacity;
      if (request.arrival > time || active.length >= policy.maximumBatch || !fits) break;
      active.push(recorder.admit(request));
      reserved += request.promptTokens + request.outputTokens;
      next++;
    }
    if (active.length === 0) {
      time = order[next]?.arrival ?? time;
      continue;
    }
    time = step(model, active, time, policy.chunkTokens, recorder);
    const finished = active.filter(({ made, request }) => made === request.outputTokens);
    if (finished.length === 0) continue;
    for (const member of finished) {
      recorder.release(member, time);
      reserved -= member.request.promptTokens + member.request.outputTokens;
    }
    active = active.filter(({ made, request }) => made < request.outputTokens);
  }
  return recorder;
}

/** Makes one step and returns when it ends. */
function step(
  model: ServingModel,
  active: readonly Progress[],
  start: number,
  chunkTokens: number | undefined,
  recorder: Recorder,
): number {
  const unread = active.filter(({ read, request }) => read < request.promptTokens);
  const prompts = chunkTokens === undefined ? whole(unread) : chunks(unread, chunkTokens);
  // A prompt that is read whole keeps decoding waiting
  const decoding = chunkTokens === undefined && prompts.length > 0
    ? []
    : active.filter(({ read, request }) => read === request.promptTokens);
  // What is not decoded now is unread, or waits for the prompt that is read whole
  const idle = decoding.length === 0 ? active : unread;
  const held = idle.filter((member) => !prompts.some(({ of }) => of === member));
  const kvTokensBefore = sum(active, cachedTokens);
  const end = start + seconds(model, decoding, prompts);
  for (const { of, tokens } of prompts) {
    if (of.read === 0) of.start = start;
    of.read += tokens;
    if (of.read === of.request.promptTokens) makeToken(of, end);
  }
  for (const member of decoding) makeToken(member, end);
  recorder.step({
    kind: prompts.length === 0 ? "decode" : decoding.length === 0 ? "prefill" : "mixed",
    start,
    end,
    requests: [...prompts.map(({ of }) => of), ...decoding].map(({ request }) => request.id),
    held: held.map(({ request }) => request.id),
    kvTokensBefore,
    kvTokensAfter: sum(active, cachedTokens),
  });
  return end;
}

/** A part of a prompt. */
interface Chunk {
  readonly of: Progress;
  readonly tokens: number;
}

function whole([first]: readonly Progress[]): Chunk[] {
  return first === undefined ? [] : [{ of: first, tokens: first.request.promptTokens }];
}

/** Unread prompts in order of admission until the tokens of a step are used up. */
function chunks(unread: readonly Progress[], budget: number): Chunk[] {
  const taken: Chunk[] = [];
  let left = budget;
  for (const of of unread) {
    if (left === 0) break;
    const tokens = Math.min(left, of.request.promptTokens - of.read);
    taken.push({ of, tokens });
    left -= tokens;
  }
  return taken;
}

function seconds(model: ServingModel, decoding: readonly Progress[], prompts: readonly Chunk[]) {
  const context = decoding.length === 0 ? 0 : sum(decoding, cachedTokens) / decoding.length;
  if (prompts.length === 0) return model.decodeStepSeconds(decoding.length, context);
  const [first] = prompts;
  if (
    prompts.length === 1 && decoding.length === 0 &&
    first?.tokens === first?.of.request.promptTokens
  ) {
    return model.prefillSeconds(first?.tokens ?? 0, 1);
  }
  if (model.stepSeconds) {
    const work = prompts.map(({ of, tokens }) => decodeWork(1, of.read, tokens));
    work.push(decodeWork(decoding.length, context));
    return model.stepSeconds({
      newTokens: sum(work, ({ newTokens }) => newTokens),
      cachedTokens: sum(work, ({ cachedTokens }) => cachedTokens),
      pairs: sum(work, ({ pairs }) => pairs),
    });
  }
  const prefill = sum(prompts, ({ tokens }) => model.prefillSeconds(tokens, 1));
  return prefill + (decoding.length === 0 ? 0 : model.decodeStepSeconds(decoding.length, context));
}

/** Tokens in the cache: the prompt as far as read, and every token made but the last. */
function cachedTokens({ read, made }: Progress): number {
  return read + Math.max(0, made - 1);
}

function makeToken(member: Progress, time: number): void {
  member.made++;
  if (member.made === 1) member.firstToken = time;
  if (member.made === member.request.outputTokens) member.lastToken = time;
}

function sum<Item>(items: readonly Item[], value: (item: Item) => number): number {
  let total = 0;
  for (const item of items) total += value(item);
  return total;
}
