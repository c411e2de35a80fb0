/**
 * Places labels beside what they name, so that no two overlap. Each label has
 * candidates, best first; the one that crosses the fewest lines wins, and a
 * label without a free place is left out: the table still has it.
 *
 * @module
 */
import type { ColourRole, Place } from "../model.ts";
import { type Box, crosses, overlap, within } from "./geometry.ts";
import { textWidth } from "./text_width.ts";

/** A label, ready to draw. */
export interface PlacedLabel {
  readonly text: string;
  /** Where the text is anchored; y is its baseline. */
  readonly x: number;
  readonly y: number;
  readonly anchor: "start" | "middle" | "end";
  readonly role: ColourRole;
  readonly strong: boolean;
  readonly box: Box;
}

/** A place where a label may stand. */
export type Candidate = Pick<PlacedLabel, "x" | "y" | "anchor">;

/** A label and where it may stand. */
export interface LabelRequest {
  readonly text: string;
  /** What may stand in its place where it does not fit, longest first. */
  readonly shorter?: readonly string[];
  readonly role: ColourRole;
  readonly strong?: boolean;
  /** Left out rather than put where it crosses this many lines. */
  readonly most?: number;
  readonly candidates: readonly Candidate[];
}

/** What labels must and should keep clear of. */
export interface Surroundings {
  /** Labels stay inside. */
  readonly room: Box;
  /** Labels never overlap these. */
  readonly taken: readonly Box[];
  /** Labels cross as few of these as they can. */
  readonly lines: readonly (readonly Place[])[];
  readonly fontSize: number;
}

/** Places labels in the order given: the first has the choice. */
export function placeLabels(
  requests: readonly LabelRequest[],
  surroundings: Surroundings,
): PlacedLabel[] {
  const placed: PlacedLabel[] = [];
  for (const request of requests) {
    const texts = [request.text, ...request.shorter ?? []].filter((text) => text !== "");
    const label = firstOf(texts, (text) => bestPlace(text, request, surroundings, placed));
    if (label) placed.push(label);
  }
  return placed;
}

function bestPlace(
  text: string,
  { role, strong = false, most = Infinity, candidates }: LabelRequest,
  { room, taken, lines, fontSize }: Surroundings,
  placed: readonly PlacedLabel[],
): PlacedLabel | undefined {
  const width = textWidth(text, fontSize, strong);
  let best: PlacedLabel | undefined;
  let lowest = most;
  for (const [rank, candidate] of candidates.entries()) {
    const label = hold({ ...candidate, text, role, strong }, width, fontSize, room);
    const { box } = label;
    if (!within(box, room)) continue;
    if (taken.some((other) => overlap(other, box))) continue;
    if (placed.some((other) => overlap(grown(other.box, 2), box))) continue;
    const cost = rank * 0.15 + lines.filter((line) => crossesLine(line, box)).length;
    if (cost < lowest) [best, lowest] = [label, cost];
  }
  return best;
}

function firstOf<Value, Result>(
  values: readonly Value[],
  make: (value: Value) => Result | undefined,
): Result | undefined {
  for (const value of values) {
    const made = make(value);
    if (made !== undefined) return made;
  }
  return undefined;
}

/** The label with its box; one that sticks out of a side by a third or less is moved inside. */
function hold(
  label: Omit<PlacedLabel, "box">,
  width: number,
  size: number,
  room: Box,
): PlacedLabel {
  const before = label.anchor === "start" ? 0 : label.anchor === "middle" ? width / 2 : width;
  const left = label.x - before;
  const shift = Math.max(room.left - left, 0) + Math.min(room.right - (left + width), 0);
  const moved = Math.abs(shift) <= width / 3 ? shift : 0;
  return {
    ...label,
    x: label.x + moved,
    box: {
      left: left + moved,
      right: left + moved + width,
      top: label.y - size * 0.82,
      bottom: label.y + size * 0.26,
    },
  };
}

function crossesLine(line: readonly Place[], box: Box): boolean {
  return line.slice(1).some((to, index) => crosses(line[index] ?? to, to, box));
}

function grown({ left, top, right, bottom }: Box, by: number): Box {
  return { left: left - by, top: top - by, right: right + by, bottom: bottom + by };
}
