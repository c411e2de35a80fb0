/**
 * Where lines meet the wall, and the handle there.
 *
 * @module
 */
import type { Annotation, Axis, Handle, Place, PointSeries } from "../model.ts";
import { averageAt, missAt, reachedOf, wallOf } from "./access.ts";
import type { WulfMckeeState } from "./state.ts";
import { cyclesText, hitRateText, reachedText, yearText } from "./text.ts";

/** Where the main line meets the wall; where it does not within the chart, its end. */
function placeOf(state: WulfMckeeState): Place {
  const reached = reachedOf(state);
  if (reached.when === "later" && reached.year <= state.until) {
    return { x: reached.year, y: wallOf(state) };
  }
  const year = reached.when === "already" ? state.start : state.until;
  return { x: year, y: averageAt(state, year) };
}

/** The point on the main line that the reader moves. */
export function meeting(state: WulfMckeeState): PointSeries {
  const reached = reachedOf(state);
  const place = placeOf(state);
  const meets = reached.when === "later" && reached.year <= state.until;
  return {
    kind: "points",
    id: "meeting",
    label: meets ? "the wall is reached" : "the end of the line",
    role: "memory",
    shape: "circle",
    points: [{
      ...place,
      label: meets ? yearText(place.x) : cyclesText(place.y),
      name: `${hitRateText(state.hitRate)} hits`,
      selected: true,
    }],
  };
}

/** Where the fainter lines meet the wall. */
export function meetings(states: readonly WulfMckeeState[]): PointSeries {
  return {
    kind: "points",
    id: "other-meetings",
    label: "the wall is reached",
    role: "memory",
    shape: "circle",
    hollow: true,
    small: true,
    points: states.flatMap((state) => {
      const reached = reachedOf(state);
      if (reached.when !== "later" || reached.year > state.until) return [];
      return [{
        x: reached.year,
        y: wallOf(state),
        label: yearText(reached.year),
        name: `${hitRateText(state.hitRate)} hits`,
      }];
    }),
  };
}

/** From the crossing down to its year. */
export function drop(state: WulfMckeeState, y: Axis): Annotation[] {
  const { x, y: cycles } = placeOf(state);
  if (x <= state.start || x >= state.until || cycles <= y.min) return [];
  return [{ kind: "vertical", at: x, to: cycles, label: "", role: "memory", dash: "dotted" }];
}

/** What moves it. */
export function handleOf(state: WulfMckeeState, y: Axis): Handle {
  const place = placeOf(state);
  const soonest = reachedOf({ ...state, hitRate: 0 });
  const grows = missAt(state, state.until) > missAt(state, state.start);
  return {
    id: "crossing",
    label: "The year in which the average access reaches the wall, moved by the hit rate",
    valueText: `hit rate ${hitRateText(state.hitRate)}: ${
      reachedText(reachedOf(state), state.start)
    }`,
    x: place.x,
    y: Math.min(Math.max(place.y, y.min), y.max),
    min: grows && soonest.when !== "never" ? Math.min(soonest.year, place.x) : state.start,
    max: state.until,
    selected: true,
  };
}
