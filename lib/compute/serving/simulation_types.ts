/**
 * What a simulation of serving is told and what it tells.
 *
 * @module
 */
import type { ServingRequest } from "./workload.ts";

/**
 * Static batching: the machine waits until a batch is full, its oldest request has waited long
 * enough, or no more requests are to come; then it runs the batch until its longest answer ends, and
 * returns all answers together.
 */
export interface StaticPolicy {
  /** Static batching. */
  readonly kind: "static";
  /** Requests in a full batch. */
  readonly batch: number;
  /** Seconds after which the oldest request waits no more. Default: no limit. */
  readonly timeoutSeconds?: number | undefined;
}

/**
 * Continuous batching: after every step, finished requests leave and waiting ones enter (Yu et al.
 * 2022, iteration-level scheduling), in order of arrival, as long as the batch and
 * the memory have room for them.
 */
export interface ContinuousPolicy {
  /** Continuous batching. */
  readonly kind: "continuous";
  /** Most requests in progress. */
  readonly maximumBatch: number;
  /**
   * Prompt tokens read in one step beside decoding (chunked prefill, Agrawal et al. 2024). Left
   * out: a prompt is read whole, alone and before any decoding goes on.
   */
  readonly chunkTokens?: number | undefined;
}

/** How requests are put into batches. */
export type ServingPolicy = StaticPolicy | ContinuousPolicy;

/** A request that was served. Times are in seconds from the start. */
export interface ServedRequest extends ServingRequest {
  /** When its prefill began. */
  readonly start: number;
  /** When its first token was made. */
  readonly firstToken: number;
  /** When its last token was made. */
  readonly lastToken: number;
  /** When its answer was returned and its place became free: later than `lastToken` in static batching. */
  readonly end: number;
  /** The row it is drawn in: the lowest that was free. */
  readonly slot: number;
}

/** A stretch of time in which the machine did one thing for the same requests. */
export interface TimelineSegment {
  /** What it did; `mixed` is decoding with a chunk of prefill. */
  readonly kind: "prefill" | "decode" | "mixed";
  /** Seconds. */
  readonly start: number;
  /** Seconds. */
  readonly end: number;
  /** Steps of the machine. */
  readonly steps: number;
  /** Requests that it worked for, by id. */
  readonly requests: readonly number[];
  /** Requests that kept their place without being worked for, by id. */
  readonly held: readonly number[];
  /** Tokens in the cache at the beginning. */
  readonly kvTokensBefore: number;
  /** Tokens in the cache at the end, before finished requests leave. */
  readonly kvTokensAfter: number;
}

/** What came of a simulation. */
export interface ServingResult {
  /** Every request, by arrival. */
  readonly requests: readonly ServedRequest[];
  /** What the machine did, in order; between segments it was idle. */
  readonly timeline: readonly TimelineSegment[];
  /** Seconds from the first arrival to the last answer. */
  readonly seconds: number;
  /** Seconds in which the machine worked. */
  readonly busySeconds: number;
  /** `busySeconds` ÷ `seconds`. */
  readonly utilization: number;
  /** Tokens of all answers. */
  readonly outputTokens: number;
  /** Tokens of answers a second. */
  readonly tokensPerSecond: number;
  /** Requests a second. */
  readonly requestsPerSecond: number;
  /** Tokens the cache can hold. */
  readonly kvCapacityTokens: number;
  /** Most tokens the cache held. */
  readonly peakKvTokens: number;
  /** How it was counted, in sentences. */
  readonly conventions: readonly string[];
}
