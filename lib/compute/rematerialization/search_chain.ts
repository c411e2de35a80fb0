/**
 * What the exact search knows of a chain before it starts.
 *
 * @module
 */
import { type ChainArrays, passingNeed, real, savingNeed } from "./arrays.ts";

/**
 * A chain in bytes with what any schedule of its intervals of stages takes. An interval from stage
 * `first` to `last` has its numbers at `first`·(n + 1) + `last`.
 *
 * The search counts memory at stage s as its level: the bytes at hand plus all that the stages before s
 * would save. Saving a stage leaves the level as it is; keeping a checkpoint instead raises it by
 * what that spares. So only what checkpoints spare is ever rounded, not each of many saved sizes.
 */
export interface SearchChain extends ChainArrays {
  /** Bytes at hand for everything but the chain's input. */
  readonly memory: number;
  /** Cost of the forward passes of all stages before one; up to n + 1. */
  readonly passed: Float64Array;
  /** Bytes that all stages before one save; up to n + 1. */
  readonly stored: Float64Array;
  /** Level from which an interval can be reversed at all. */
  readonly least: Float64Array;
  /** Level from which saving every stage of an interval fits. */
  readonly free: Float64Array;
  /** Level from which the first stage of an interval can be saved. */
  readonly saving: Float64Array;
  /** Bytes for passing every stage of an interval without saving; the waiting gradient is not in it. */
  readonly passing: Float64Array;
  /** The highest level that a schedule can have at a stage, whose input has to be in memory. */
  readonly highest: Float64Array;
}

/** Prepares a chain in bytes; `least` is `leastMemory` of it. */
export function searchChain(
  chain: ChainArrays,
  memory: number,
  leastBytes: Float64Array,
): SearchChain {
  const { count } = chain;
  const width = count + 1;
  const passed = new Float64Array(count + 2);
  const stored = new Float64Array(count + 2);
  const highest = new Float64Array(count + 2);
  for (let i = 1; i <= count; i++) {
    passed[i + 1] = real(passed, i) + real(chain.cost, i);
    stored[i + 1] = real(stored, i) + real(chain.saved, i);
  }
  for (let i = 1; i <= count + 1; i++) {
    // Whatever was done before, the input of the stage is in memory; that of the chain is set aside.
    highest[i] = memory - real(chain.output, i - 1) + real(stored, i);
  }
  const table = () => new Float64Array(width * width);
  const [least, free, saving, passing] = [table(), table(), table(), table()];
  for (let first = count; first >= 1; first--) {
    let most = 0;
    for (let last = first; last <= count; last++) {
      const id = first * width + last;
      least[id] = real(leastBytes, id) + real(stored, first);
      saving[id] = savingNeed(chain, first, last) + real(stored, first);
      free[id] = Math.max(real(saving, id), first < last ? real(free, id + width) : 0);
      most = Math.max(most, passingNeed(chain, first, last));
      passing[id] = most;
    }
  }
  return { ...chain, memory, passed, stored, least, free, saving, passing, highest };
}

/** Level from which the stages `first` to `next` − 1 can be passed on the way to `last`. */
export function passingLevel(
  chain: SearchChain,
  first: number,
  next: number,
  last: number,
): number {
  return real(chain.gradient, last) + real(chain.stored, first) +
    real(chain.passing, first * (chain.count + 1) + next - 1);
}

/** By how much keeping the input of `next`, instead of saving `first` to `next` − 1, raises the level. */
export function spared(chain: SearchChain, first: number, next: number): number {
  return real(chain.stored, next) - real(chain.stored, first) - real(chain.output, next - 1);
}
