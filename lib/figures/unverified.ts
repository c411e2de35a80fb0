/**
 * Which of the roofs a figure draws rest on a number without a source that was
 * read.
 *
 * @module
 */
import { isUncertain, type Machine, type MemoryLevel, type Precision } from "@/lib/compute/mod.ts";
import { precisionName } from "./machines.ts";
import { shortName } from "./text.ts";

/** The roofs of one machine that a figure draws. */
export interface DrawnRoofs {
  readonly levels: readonly MemoryLevel[];
  readonly precisions: readonly Precision[];
}

/** A sentence on the drawn roofs that are unverified; none where all are verified. */
export function unverifiedNote(machine: Machine, { levels, precisions }: DrawnRoofs): string[] {
  const doubted = precisions.some((precision) =>
    levels.some(({ id }) => isUncertain(machine, { precision, level: id }))
  );
  if (!doubted) return [];
  const { unverified } = machine;
  const parts = [
    ...precisions.filter((each) => unverified.includes("peaks") || unverified.includes(each))
      .map((each) => `${precisionName(each)} peak`),
    ...levels.filter(({ uncertain }) => uncertain).map((level) =>
      `${levelLabel(level)} ${doubtIn(level, machine)}`
    ),
  ];
  return [`Unverified: ${listed(parts)} of the ${shortName(machine)}.`];
}

/** A main memory is also in doubt for its capacity alone. */
function doubtIn({ id }: MemoryLevel, { levels, unverified }: Machine): string {
  const capacityAlone = unverified.includes("capacity") && !unverified.includes("bandwidth");
  return id === levels[0]?.id && capacityAlone ? "capacity" : "bandwidth";
}

function listed(parts: readonly string[]): string {
  const named = parts.map((part) => `the ${part}`);
  const last = named.at(-1) ?? "";
  return named.length > 1 ? `${named.slice(0, -1).join(", ")} and ${last}` : last;
}

/** Caches by their short ids, `L2`; other memories by name. */
export function levelLabel({ id, name }: Pick<MemoryLevel, "id" | "name">): string {
  return /^l\d$/.test(id) ? id.toUpperCase() : name;
}
