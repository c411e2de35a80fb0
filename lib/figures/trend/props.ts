/**
 * Properties of trend figures: years, switches, and points that are left out.
 *
 * @module
 */
import { byDistance } from "@/lib/compute/nearest.ts";
import { FigurePropError } from "../error.ts";
import type { Attributes } from "../props.ts";

/** Whether something is shown. */
export type Switch = "on" | "off";

/** Both values of a switch. */
export const switches: readonly Switch[] = ["on", "off"];

/** Groups of points by a word: what authors write instead of ids. */
export type Groups = Readonly<Record<string, readonly string[]>>;

/** Reads the ids of points, or words for groups of them; in the order of `ids`. */
export function readLeftOut(
  attributes: Attributes,
  prop: string,
  ids: readonly string[],
  groups: Groups,
): string[] {
  const text = attributes[prop]?.trim();
  if (!text || text === "none") return [];
  const chosen = new Set(
    text.split(",").map((part) => part.trim()).filter((part) => part !== "").flatMap((part) => {
      if (Object.hasOwn(groups, part)) return groups[part] ?? [];
      if (ids.includes(part)) return [part];
      throw new FigurePropError(prop, part, suggestions(part, ids, groups), "no point has this id");
    }),
  );
  return ids.filter((id) => chosen.has(id));
}

/** There are many ids: those nearest to what was written, and the words for groups. */
function suggestions(part: string, ids: readonly string[], groups: Groups): string[] {
  return [...byDistance(part, ids).slice(0, 5), ...Object.keys(groups), "none"];
}

/** Writes the ids of points; the word for a group where they are just that. */
export function writeLeftOut(without: readonly string[], groups: Groups): string {
  if (without.length === 0) return "none";
  const same = Object.entries(groups).find(([, ids]) =>
    ids.length === without.length && ids.every((id) => without.includes(id))
  );
  return same?.[0] ?? without.join(",");
}

/** The ids with one more or one less; in the order of `ids`. */
export function toggled(
  without: readonly string[],
  id: string,
  out: boolean,
  ids: readonly string[],
): string[] {
  return ids.filter((each) => each === id ? out : without.includes(each));
}
