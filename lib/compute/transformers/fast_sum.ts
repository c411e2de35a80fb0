/**
 * Sums over the tables of a model.
 *
 * @module
 */
import { positive, record } from "../check.ts";
import { rows, stride, type TableGroup } from "./fast_tables.ts";
import { countWork, type PassWork, workCount, workPlaces } from "./phases_work.ts";

/** What a machine does a second, with its efficiency, all devices together. */
export interface MachineRates {
  /** FLOP/s. */
  readonly peak: number;
  /** Bytes a second. */
  readonly bandwidth: number;
}

/** Costs and times of a whole model, to be written over by the next call. */
export interface CostTotals {
  /** Floating-point operations. */
  flops: number;
  /** Bytes loaded and stored: the sum of the kinds. */
  bytes: number;
  /** Bytes of weights read. */
  weights: number;
  /** Bytes of activations read and written. */
  activations: number;
  /** Bytes of gradients written. */
  gradients: number;
  /** Bytes of cached keys and values read. */
  kvRead: number;
  /** Bytes of cached keys and values written. */
  kvWrite: number;
  /** FLOPs ÷ peak, in seconds; 0 where no rates are given. */
  computeSeconds: number;
  /** Bytes ÷ bandwidth, in seconds; 0 where no rates are given. */
  memorySeconds: number;
  /** The larger of the two for each operator and step, summed, in seconds; 0 without rates. */
  seconds: number;
}

/** Totals of nothing. */
export function emptyTotals(): CostTotals {
  return {
    flops: 0,
    bytes: 0,
    weights: 0,
    activations: 0,
    gradients: 0,
    kvRead: 0,
    kvWrite: 0,
    computeSeconds: 0,
    memorySeconds: 0,
    seconds: 0,
  };
}

/** Sets totals to what a pass costs. `scratch` has room for one value of each count. */
export function sumTables(
  groups: readonly TableGroup[],
  pass: PassWork,
  inputPass: PassWork,
  scratch: Float64Array,
  rates: MachineRates | undefined,
  into: CostTotals,
): CostTotals {
  record("into", into);
  if (rates !== undefined) {
    positive("rates.peak", record("rates", rates).peak);
    positive("rates.bandwidth", rates.bandwidth);
  }
  let flops = 0, weights = 0, activations = 0, gradients = 0, kvRead = 0, kvWrite = 0, seconds = 0;
  for (const group of groups) {
    const own = group.isInput ? inputPass : pass;
    countWork(scratch, own, group.counted);
    const { totals } = group;
    flops += dot(totals, 0, scratch);
    weights += dot(totals, workCount, scratch);
    activations += dot(totals, 2 * workCount, scratch);
    gradients += dot(totals, 3 * workCount, scratch);
    kvRead += dot(totals, 4 * workCount, scratch);
    kvWrite += dot(totals, (rows - 1) * workCount, scratch);
    if (rates !== undefined) seconds += groupSeconds(group, own, scratch, rates);
  }
  const bytes = weights + activations + gradients + kvRead + kvWrite;
  into.flops = flops;
  into.bytes = bytes;
  into.weights = weights;
  into.activations = activations;
  into.gradients = gradients;
  into.kvRead = kvRead;
  into.kvWrite = kvWrite;
  into.computeSeconds = rates === undefined ? 0 : flops / rates.peak;
  into.memorySeconds = rates === undefined ? 0 : bytes / rates.bandwidth;
  into.seconds = seconds;
  return into;
}

/** The sum over operators and steps of the larger of arithmetic and traffic. */
function groupSeconds(
  { operators, counted: { window } }: TableGroup,
  pass: PassWork,
  work: Float64Array,
  { peak, bandwidth }: MachineRates,
): number {
  const { steps, batch, context } = pass;
  if (steps > 1) stepWork(work, steps);
  let seconds = 0;
  for (let start = 0; start < operators.length; start += stride) {
    let compute = dot(operators, start + 1, work) / peak;
    let memory = dot(operators, start + 1 + workCount, work) / bandwidth;
    let larger: number;
    if (steps === 1) {
      larger = compute > memory ? compute : memory;
    } else {
      const perCompute = batch * byContext(operators, start + 1) / peak;
      const perMemory = batch * byContext(operators, start + 1 + workCount) / bandwidth;
      const full = Math.min(context + steps, window);
      const growing = Math.max(0, full - context);
      larger = growing === 0
        ? 0
        : sumOfLarger(compute, perCompute, memory, perMemory, context + 1, full);
      if (growing < steps) {
        compute += perCompute * window;
        memory += perMemory * window;
        larger += (steps - growing) * Math.max(compute, memory);
      }
    }
    seconds += (operators[start] ?? 0) * larger;
  }
  return seconds;
}

/** Turns the counts of several decode steps into those of one, without what it attends to. */
function stepWork(work: Float64Array, steps: number): void {
  for (let place = 0; place < workCount; place++) work[place] = (work[place] ?? 0) / steps;
  work[workPlaces.pairs] = 0;
  work[workPlaces.keys] = 0;
}

/** What one more token of context adds for each sequence: a pair and a key. */
function byContext(table: Float64Array, start: number): number {
  return (table[start + workPlaces.pairs] ?? 0) + (table[start + workPlaces.keys] ?? 0);
}

/** The sum of max(a + b·x, c + d·x) for whole x from `first` to `last`, in closed form. */
export function sumOfLarger(
  a: number,
  b: number,
  c: number,
  d: number,
  first: number,
  last: number,
): number {
  const atFirst = a - c + (b - d) * first;
  const atLast = a - c + (b - d) * last;
  if (atFirst >= 0 && atLast >= 0) return series(a, b, first, last);
  if (atFirst <= 0 && atLast <= 0) return series(c, d, first, last);
  // The lines cross between two steps, or on one where both give the same
  const before = Math.min(last - 1, Math.max(first, Math.floor((c - a) / (b - d))));
  return atFirst > 0
    ? series(a, b, first, before) + series(c, d, before + 1, last)
    : series(c, d, first, before) + series(a, b, before + 1, last);
}

function series(constant: number, slope: number, first: number, last: number): number {
  return (last - first + 1) * (constant + slope * (first + last) / 2);
}

function dot(table: Float64Array, start: number, work: Float64Array): number {
  let sum = 0;
  for (let place = 0; place < workCount; place++) {
    sum += (table[start + place] ?? 0) * (work[place] ?? 0);
  }
  return sum;
}
