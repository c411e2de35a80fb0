import { basicSentence } from "@/lib/compute/basic_conventions.ts";
import type { EnergyStatus } from "@/lib/compute/energy/types.ts";
import { precisionName } from "../machines.ts";
import { shortName } from "../text.ts";
import { energyTable } from "./energy.ts";
import { type Ladder, levelNames } from "./rungs.ts";
import type { LadderState } from "./state.ts";

/** How the ladder is counted. */
export function ladderConventions(ladders: readonly Ladder[]): string[] {
  const links = ladders.some(({ machine }) => machine.link);
  return [
    "Bandwidths are those of whole chips at best. Times are bytes ÷ bandwidth, whether or not a " +
    "level holds as many, and leave out how long the first byte takes.",
    ...links ? ["Links count one direction, half of what tables print."] : [],
    basicSentence("prefixes"),
    basicSentence("peak"),
  ];
}

/** What is not known, and how the energies are known. */
export function ladderNotes(state: LadderState, ladders: readonly Ladder[]): string[] {
  return [
    ...ladders.flatMap(unknown),
    ...ladders.flatMap((ladder) => unverified(ladder, state)),
    ...ladders.slice(0, 1).flatMap((main) => noPeak(main, state)),
    ...energyNote(state),
  ];
}

/** Levels without a bandwidth in the table, which are left out. */
function unknown({ machine, rungs }: Ladder): string[] {
  const missing = [
    ...rungs.some(({ level }) => /^l\d$/.test(level)) ? [] : ["caches"],
    ...rungs.some(({ level }) => level === "link") ? [] : ["links to other chips"],
  ];
  if (missing.length === 0) return [];
  return [
    `Left out: ${missing.join(" and ")} of the ${shortName(machine)}, whose bandwidth is not ` +
    "in the table.",
  ];
}

function unverified({ machine, rungs }: Ladder, { precision }: LadderState): string[] {
  const doubted = machine.peaks[precision] !== undefined &&
    (machine.unverified.includes("peaks") || machine.unverified.includes(precision));
  const parts = [
    ...rungs.filter(({ uncertain }) => uncertain).map(({ level }) =>
      level === "link" ? "the link" : levelNames[level].spoken.replace(/^memory$/, "the memory")
    ),
    ...doubted ? [`the ${precisionName(precision)} peak`] : [],
  ];
  if (parts.length === 0) return [];
  return [`Unverified on the ${shortName(machine)}: ${parts.join(", ")}.`];
}

/** Without a peak nothing says how fast the arithmetic takes its bytes. */
function noPeak({ machine }: Ladder, { precision, intensity }: LadderState): string[] {
  if (intensity === 0 || machine.peaks[precision] !== undefined) return [];
  return [
    `No dense ${precisionName(precision)} peak of the ${shortName(machine)} is in the table, so ` +
    "what the work needs is not drawn.",
  ];
}

const known: Readonly<Record<EnergyStatus, string>> = {
  "in source": "",
  "secondary source": ", known from others' accounts",
  unverified: ", unverified",
};

function energyNote({ energy }: LadderState): string[] {
  const table = energyTable(energy);
  if (!table) return [];
  return [
    `Energies: ${table.source}${
      known[table.status]
    }; the same for every machine shown. ${table.note}`,
  ];
}
