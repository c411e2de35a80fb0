/**
 * Which values of a tensor share a scale.
 *
 * @module
 */
import { describe, list, positiveInteger } from "../check.ts";

/**
 * Which values share a scale: all of them, those with the same index along an axis, or runs of
 * `group` values along the last axis. Where a row is no multiple of the group, its last group is
 * shorter.
 */
export type Granularity =
  | "tensor"
  | { readonly axis: number }
  | { readonly group: number };

/** A tensor cut into groups of values that share a scale. */
export interface Partition {
  /** How many groups there are. */
  readonly groups: number;
  /** The group of the value at a row-major index. */
  readonly groupOf: (index: number) => number;
  /** How many values there are. */
  readonly count: number;
}

/** Cuts a tensor into groups. */
export function partition(shape: readonly number[], granularity: Granularity): Partition {
  const count = list("shape", shape).reduce(
    (product, size, i) => product * positiveInteger(`shape[${i}]`, size),
    1,
  );
  if (shape.length === 0) throw new RangeError("shape is empty: it must have at least one size");
  if (granularity === "tensor") return { groups: 1, groupOf: () => 0, count };
  if (typeof granularity !== "object" || granularity === null) {
    throw new TypeError(
      `granularity is ${describe(granularity)}: it must be "tensor", { axis } or { group }`,
    );
  }
  if ("axis" in granularity) {
    const { axis } = granularity;
    const channels = shape[axis];
    if (channels === undefined) {
      throw new RangeError(
        `granularity.axis is ${describe(axis)}: it must be a whole number from 0 to ` +
          `${shape.length - 1}`,
      );
    }
    const inner = shape.slice(axis + 1).reduce((product, size) => product * size, 1);
    return { groups: channels, groupOf: (i) => Math.floor(i / inner) % channels, count };
  }
  const group = positiveInteger("granularity.group", granularity.group);
  const row = shape.at(-1) ?? 1;
  const perRow = Math.ceil(row / group);
  return {
    groups: count / row * perRow,
    groupOf: (i) => {
      const at = Math.floor(i / row);
      return at * perRow + Math.floor((i - at * row) / group);
    },
    count,
  };
}

/** The values of each group, in order. Throws if one is not finite. */
export function gather(
  values: ArrayLike<number>,
  { groups, groupOf, count }: Partition,
): (group: number) => Float64Array {
  if (values.length !== count) {
    throw new RangeError(`values has the length ${values.length}: its shape asks for ${count}`);
  }
  const starts = new Uint32Array(groups + 1);
  for (let i = 0; i < count; i++) starts[groupOf(i) + 1]! += 1; // a group lies within starts
  for (let g = 0; g < groups; g++) starts[g + 1]! += starts[g]!; // as above
  const next = starts.slice();
  const sorted = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    sorted[next[groupOf(i)]!++] = values[i]!; // as above
  }
  return (group: number) => sorted.subarray(starts[group], starts[group + 1]);
}
