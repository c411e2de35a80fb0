import type { Place } from "../model.ts";

/** A rectangle in pixels; y grows downwards. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Whether two rectangles share more than an edge. */
export function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** Whether a rectangle lies within another. */
export function within(inner: Box, outer: Box): boolean {
  return inner.left >= outer.left && inner.right <= outer.right && inner.top >= outer.top &&
    inner.bottom <= outer.bottom;
}

/** Whether a line from `a` to `b` passes through a rectangle (Liang and Barsky 1984). */
export function crosses(a: Place, b: Place, box: Box): boolean {
  let [enter, leave] = [0, 1];
  const clip = (direction: number, distance: number) => {
    if (direction === 0) return distance >= 0;
    const at = distance / direction;
    if (direction < 0) enter = Math.max(enter, at);
    else leave = Math.min(leave, at);
    return enter <= leave;
  };
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  return clip(-dx, a.x - box.left) && clip(dx, box.right - a.x) &&
    clip(-dy, a.y - box.top) && clip(dy, box.bottom - a.y);
}

/** The place at a fraction of a line's length, and the direction of the line there. */
export function along(points: readonly Place[], fraction: number): Place & { slope: number } {
  const lengths = points.slice(1).map((to, index) => {
    const from = points[index] ?? to;
    return Math.hypot(to.x - from.x, to.y - from.y);
  });
  let rest = fraction * lengths.reduce((sum, length) => sum + length, 0);
  for (const [index, length] of lengths.entries()) {
    const [from, to] = [points[index], points[index + 1]];
    if (from && to && (rest <= length || index === lengths.length - 1)) {
      const part = length === 0 ? 0 : Math.min(rest / length, 1);
      return {
        x: from.x + (to.x - from.x) * part,
        y: from.y + (to.y - from.y) * part,
        slope: to.x === from.x ? Infinity : (to.y - from.y) / (to.x - from.x),
      };
    }
    rest -= length;
  }
  return { x: points[0]?.x ?? 0, y: points[0]?.y ?? 0, slope: 0 };
}
