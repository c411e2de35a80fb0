/**
 * Sends the messages of a schedule and counts them.
 *
 * @module
 */
import { finiteNumbers, list } from "../check.ts";
import { type Step, upTo } from "./schedule.ts";

/** What the messages of a run amount to. */
export interface RunCounts {
  /** Rounds of messages. */
  readonly steps: number;
  /** Values that each device sent. */
  readonly valuesSent: readonly number[];
  /** Values that each device received. */
  readonly valuesReceived: readonly number[];
  /** The most that one device sent or received in a step, summed over the steps, in values. */
  readonly pathValues: number;
  /** The most messages that one device sent, or received, in a step. */
  readonly ports: number;
}

/** The blocks that a device holds, by number. */
export type Blocks = Map<number, readonly number[]>;

/** Sends the messages of all steps; those of a step leave before any of them arrives. */
export function runSteps(state: readonly Blocks[], steps: readonly Step[]): RunCounts {
  const valuesSent = state.map(() => 0);
  const valuesReceived = state.map(() => 0);
  let pathValues = 0;
  let ports = 0;
  for (const step of steps) {
    const out = state.map(() => ({ values: 0, messages: 0 }));
    const into = state.map(() => ({ values: 0, messages: 0 }));
    const arrivals = step.map((message) => ({
      ...message,
      values: message.blocks.map((block) => held(state, message.from, block)),
    }));
    for (const { from, to, blocks, action, values } of arrivals) {
      const size = values.reduce((sum, value) => sum + value.length, 0);
      count(out, from, size);
      count(into, to, size);
      blocks.forEach((block, i) => {
        const value = values[i] ?? [];
        const own = action === "add" ? held(state, to, block) : undefined;
        state[to]?.set(block, own ? value.map((v, k) => v + (own[k] ?? NaN)) : value);
      });
    }
    let most = 0;
    state.forEach((_, i) => {
      const [sent, received] = [out[i] ?? none, into[i] ?? none];
      valuesSent[i] = (valuesSent[i] ?? 0) + sent.values;
      valuesReceived[i] = (valuesReceived[i] ?? 0) + received.values;
      most = Math.max(most, sent.values, received.values);
      ports = Math.max(ports, sent.messages, received.messages);
    });
    pathValues += most;
  }
  return { steps: steps.length, valuesSent, valuesReceived, pathValues, ports };
}

const none = { values: 0, messages: 0 };

/** Counts a message of a device. */
function count(totals: { values: number; messages: number }[], device: number, values: number) {
  const total = totals[device];
  if (!total) throw new RangeError(`A message names device ${device}, which does not exist`);
  total.values += values;
  total.messages++;
}

/** A block of a device; refuses one that it lacks. */
export function held(state: readonly Blocks[], device: number, block: number): readonly number[] {
  const found = state[device]?.get(block);
  if (found) return found;
  throw new RangeError(`Device ${device} is to send or add to block ${block}, which it lacks`);
}

/** Cuts a vector into blocks of equal length. */
export function cut(vector: readonly number[], blocks: number): (readonly number[])[] {
  const size = vector.length / blocks;
  if (Number.isInteger(size)) {
    return upTo(blocks).map((i) => vector.slice(i * size, (i + 1) * size));
  }
  throw new RangeError(
    `vectors have ${vector.length} values: they must be a multiple of ${blocks} to be cut evenly`,
  );
}

/** The vectors if there is at least one and all are equally long. */
export function checkVectors(
  vectors: readonly (readonly number[])[],
): readonly (readonly number[])[] {
  const length = list("vectors", vectors)[0]?.length;
  vectors.forEach((vector, i) => {
    if (list(`vectors[${i}]`, vector).length !== length) {
      throw new RangeError(`vectors[${i}] has ${vector.length} values: it must have ${length}`);
    }
    finiteNumbers(`vectors[${i}]`, vector);
  });
  if (length === undefined) throw new RangeError("vectors has none: it must have one a device");
  return vectors;
}
