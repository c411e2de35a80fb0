/**
 * Which levels and splits a schedule within a threshold may use.
 *
 * @module
 */
import { real, whole } from "./arrays.ts";
import type { Alive, Budget, RelaxedTable } from "./relaxed_table.ts";
import { passingLevel, type SearchChain, spared } from "./search_chain.ts";

/**
 * Goes down a table of lower bounds from the whole chain and finds, for each cell, the least cost of
 * everything outside of it. A cell is alive where that and its own cost stay within the threshold; a
 * split is where it does so at some level. No schedule within the threshold uses anything else: its
 * true levels, rounded up, are no higher than those that the table takes for it, and the cost outside
 * counts here for every lower level, too. `undefined` if the budget ends.
 */
export function aliveIn(
  chain: SearchChain,
  table: RelaxedTable,
  threshold: number,
  budget: Budget,
): Alive | undefined {
  const { count, passed } = chain;
  const { unit, from, to, free, start, cells, cap } = table;
  const width = count + 1;
  const outside = new Float64Array(cells.length).fill(Infinity);
  /** The same for the levels from which an interval is free, as one. */
  const outsideFree = new Float64Array(width * width).fill(Infinity);
  const alive = {
    from: new Int32Array(width * width).fill(1),
    to: new Int32Array(width * width),
    splits: new Array<Int32Array | undefined>(width * width).fill(undefined),
  };
  const found = new Int32Array(count + 1);
  lower(width + count, whole(cap, 1), 0);
  for (let length = count; length >= 1; length--) {
    for (let first = 1; first + length - 1 <= count; first++) {
      const id = first * width + first + length - 1;
      const top = window(id);
      if (top < whole(alive.from, id) || length === 1) continue;
      down(first, first + length - 1, whole(alive.from, id), Math.min(top, whole(free, id) - 1));
      if (budget.left < 0) return undefined;
    }
  }
  return alive;

  function lower(id: number, level: number, cost: number): void {
    if (level < whole(from, id) || level > whole(to, id)) return;
    if (level >= whole(free, id)) outsideFree[id] = Math.min(real(outsideFree, id), cost);
    else {
      const cell = whole(start, id) + level;
      if (cost < real(outside, cell)) outside[cell] = cost;
    }
  }

  /**
   * Writes down which levels of an interval are alive and returns the highest. What it costs to have
   * more memory is what it costs at most to have less.
   */
  function window(id: number): number {
    let least = real(outsideFree, id);
    if (least <= threshold) {
      alive.from[id] = whole(free, id);
      alive.to[id] = whole(to, id);
    }
    for (let k = Math.min(whole(to, id), whole(free, id) - 1); k >= whole(from, id); k--) {
      const cell = whole(start, id) + k;
      least = Math.min(least, real(outside, cell));
      outside[cell] = least;
      if (least + real(cells, cell) > threshold) continue;
      if (whole(alive.from, id) > whole(alive.to, id)) alive.to[id] = k;
      alive.from[id] = k;
    }
    return whole(alive.to, id);
  }

  /** Hands the cost outside of an interval on to what its splits leave. */
  function down(first: number, last: number, low: number, high: number): void {
    const id = first * width + last;
    const rest = id + width;
    const offset = whole(start, id);
    outsideFree[rest] = Math.min(real(outsideFree, rest), real(outsideFree, id));
    for (let k = Math.max(low, Math.ceil(real(chain.saving, id) / unit)); k <= high; k++) {
      const cost = real(outside, offset + k);
      if (cost <= threshold) lower(rest, Math.min(k, whole(cap, first + 1)), cost);
    }
    let cheapest = Infinity;
    for (let k = low; k <= high; k++) cheapest = Math.min(cheapest, real(outside, offset + k));
    let many = 0;
    let work = high - low + 1;
    const known = table.splits?.[id];
    const candidates = known ? known.length : last - first;
    for (let i = 0; i < candidates; i++) {
      const next = known ? whole(known, i) : first + 1 + i;
      const cost = real(passed, next) - real(passed, first);
      if (cheapest + cost > threshold) break;
      const left = first * width + next - 1;
      const right = next * width + last;
      const rise = Math.ceil(spared(chain, first, next) / unit);
      const most = whole(cap, next);
      const begin = Math.max(
        low,
        Math.ceil(passingLevel(chain, first, next, last) / unit),
        whole(from, left),
        whole(from, right) - rise,
      );
      let end = Math.min(high, whole(to, left));
      if (whole(to, right) < most) end = Math.min(end, whole(to, right) - rise);
      work += 1 + Math.max(0, end - begin);
      let any = false;
      const [leftFree, rightFree] = [whole(free, left), whole(free, right)];
      const [leftStart, rightStart] = [whole(start, left), whole(start, right)];
      for (let k = begin; k <= end; k++) {
        const sum = real(outside, offset + k) + cost;
        if (sum > threshold) continue;
        const level = Math.min(k + rise, most);
        const ofLeft = k >= leftFree ? 0 : real(cells, leftStart + k);
        const ofRight = level >= rightFree ? 0 : real(cells, rightStart + level);
        if (sum + ofLeft + ofRight > threshold) continue;
        any = true;
        lower(left, k, sum + ofRight);
        lower(right, level, sum + ofLeft);
      }
      if (any) found[many++] = next;
    }
    alive.splits[id] = found.slice(0, many);
    budget.left -= work;
  }
}

/** The same in units half as large; levels that round up to the same level are alive together. */
export function halved(alive: Alive): Alive {
  return {
    from: alive.from.map((level, id) => level > whole(alive.to, id) ? 1 : 2 * level - 1),
    to: alive.to.map((level, id) => level < whole(alive.from, id) ? 0 : 2 * level),
    splits: alive.splits,
  };
}
