/**
 * A chain as typed arrays, in bytes or in slots.
 *
 * @module
 */
import type { Chain } from "./chain.ts";

/** A chain's numbers by stage, from 1; index 0 is the chain's input. */
export interface ChainArrays {
  /** How many stages there are. */
  readonly count: number;
  /** Cost of the forward pass. */
  readonly cost: Float64Array;
  /** Size of the output. */
  readonly output: Float64Array;
  /** Size of what is saved. */
  readonly saved: Float64Array;
  /** Size of the gradient of the output; index 0 is that of the chain's input. */
  readonly gradient: Float64Array;
  /** Size used during the forward pass only. */
  readonly forwardOverhead: Float64Array;
  /** Size used during the backward pass only. */
  readonly backwardOverhead: Float64Array;
}

/** Puts a chain into arrays, each size turned by `size`. */
export function chainArrays(
  chain: Chain,
  size: (bytes: number) => number = (bytes) => bytes,
): ChainArrays {
  const count = chain.stages.length;
  const column = () => new Float64Array(count + 1);
  const arrays = {
    count,
    cost: column(),
    output: column(),
    saved: column(),
    gradient: column(),
    forwardOverhead: column(),
    backwardOverhead: column(),
  };
  arrays.gradient[0] = size(chain.inputGradientBytes);
  chain.stages.forEach((stage, i) => {
    arrays.cost[i + 1] = stage.forwardCost;
    arrays.output[i + 1] = size(stage.outputBytes);
    arrays.gradient[i + 1] = size(stage.outputBytes);
    arrays.saved[i + 1] = size(stage.savedBytes);
    arrays.forwardOverhead[i + 1] = size(stage.forwardOverheadBytes);
    arrays.backwardOverhead[i + 1] = size(stage.backwardOverheadBytes);
  });
  return arrays;
}

/** Reads an element that is known to be there. */
export function at(array: ArrayLike<number>, index: number): number {
  return array[index] as number; // every caller stays within the array
}

/** As `at`. A function that only ever sees one kind of array is compiled to one load. */
export function real(array: Float64Array, index: number): number {
  return array[index] as number;
}

/** As `real`, of whole numbers. */
export function whole(array: Int32Array, index: number): number {
  return array[index] as number;
}

/**
 * The least memory in which `first` can be saved before the stages to `last` and run backward after
 * them; the memory those need is not in it.
 */
export function savingNeed(chain: ChainArrays, first: number, last: number): number {
  const saved = at(chain.saved, first);
  const forward = at(chain.gradient, last) + saved + at(chain.forwardOverhead, first);
  const backward = at(chain.gradient, first) + saved + at(chain.gradient, first - 1) +
    at(chain.backwardOverhead, first);
  return Math.max(forward, backward);
}

/**
 * The memory that `stage` takes when run forward without saving on the way from `first`, whose own
 * input is not counted; the gradient that waits is not in it.
 */
export function passingNeed(chain: ChainArrays, first: number, stage: number): number {
  const input = stage > first ? at(chain.output, stage - 1) : 0;
  return input + at(chain.output, stage) + at(chain.forwardOverhead, stage);
}
