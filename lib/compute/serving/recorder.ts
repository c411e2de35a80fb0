/**
 * Keeps the record of a simulation: who was served when, and what the machine did.
 *
 * @module
 */
import { conventionSentence } from "../conventions.ts";
import type { ServedRequest, ServingResult, TimelineSegment } from "./simulation_types.ts";
import type { ServingRequest } from "./workload.ts";

/** A request in progress. */
export interface Progress {
  /** The request. */
  readonly request: ServingRequest;
  /** The row it is drawn in. */
  readonly slot: number;
  /** When its prefill began; unknown before. */
  start: number;
  /** When its first token was made. */
  firstToken: number;
  /** When its last token was made. */
  lastToken: number;
  /** Prompt tokens read so far. */
  read: number;
  /** Tokens made so far. */
  made: number;
}

/** One step of the machine, as the recorder is told. */
export type RecordedStep = Omit<TimelineSegment, "steps">;

/** The record of a simulation. */
export class Recorder {
  #served: ServedRequest[] = [];
  #timeline: { -readonly [Key in keyof TimelineSegment]: TimelineSegment[Key] }[] = [];
  #taken: boolean[] = [];
  #busy = 0;
  #peak = 0;

  /** A request enters and takes the lowest free slot. */
  admit(request: ServingRequest): Progress {
    let slot = this.#taken.indexOf(false);
    if (slot < 0) slot = this.#taken.length;
    this.#taken[slot] = true;
    return { request, slot, start: NaN, firstToken: NaN, lastToken: NaN, read: 0, made: 0 };
  }

  /** A request leaves. */
  release({ request, slot, start, firstToken, lastToken }: Progress, end: number): void {
    this.#taken[slot] = false;
    this.#served.push({ ...request, start, firstToken, lastToken, end, slot });
  }

  /** The machine made a step; one that goes on with the same requests lengthens the segment. */
  step(step: RecordedStep): void {
    this.#busy += step.end - step.start;
    this.#peak = Math.max(this.#peak, step.kvTokensBefore, step.kvTokensAfter);
    const last = this.#timeline.at(-1);
    if (
      last !== undefined && last.kind === step.kind && last.end === step.start &&
      same(last.requests, step.requests) && same(last.held, step.held)
    ) {
      last.end = step.end;
      last.steps++;
      last.kvTokensAfter = step.kvTokensAfter;
    } else {
      this.#timeline.push({ ...step, steps: 1 });
    }
  }

  /** How many requests have left. */
  get served(): number {
    return this.#served.length;
  }

  /** The result, once every request has left. */
  result(order: readonly ServingRequest[], kvCapacityTokens: number): ServingResult {
    const byId = new Map(this.#served.map((request) => [request.id, request]));
    const requests = order.map(({ id }) => byId.get(id)!); // every request was served
    const first = order[0]?.arrival ?? 0;
    const seconds = this.#served.reduce((last, { end }) => Math.max(last, end), 0) - first;
    const outputTokens = order.reduce((sum, request) => sum + request.outputTokens, 0);
    return {
      requests,
      timeline: this.#timeline,
      seconds,
      busySeconds: this.#busy,
      utilization: this.#busy / seconds,
      outputTokens,
      tokensPerSecond: outputTokens / seconds,
      requestsPerSecond: order.length / seconds,
      kvCapacityTokens,
      peakKvTokens: this.#peak,
      conventions: [conventionSentence("sequenceMemory")],
    };
  }
}

function same(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((id, i) => id === b[i]);
}
