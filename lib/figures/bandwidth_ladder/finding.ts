import { formatNumber } from "@/lib/compute/mod.ts";
import { precisionName } from "../machines.ts";
import { bandwidthText, intensityText, shortName } from "../text.ts";
import { type Ladder, levelNames, needOf, type Rung } from "./rungs.ts";
import type { LadderState } from "./state.ts";

/** What there is to see, in one sentence. */
export function ladderFinding(state: LadderState, ladders: readonly Ladder[]): string {
  const [main] = ladders;
  if (!main) return "There is no machine";
  const need = needOf(state, ladders);
  return need === undefined ? stepsFinding(main) : needFinding(state, main, need);
}

function stepsFinding({ machine, rungs }: Ladder): string {
  const name = shortName(machine);
  const at = rungs.findIndex(({ level }) => level === "memory");
  const [near, memory, far] = [rungs[at - 1], rungs[at], rungs[at + 1]];
  if (!memory) return `Nothing is known of the memory of the ${name}`;
  if (near && far) {
    return `On the ${name}, a byte comes ${comes(near, memory)}, and ${
      comes(memory, far, "still")
    }`;
  }
  if (near) return `On the ${name}, a byte comes ${comes(near, memory)}`;
  if (far) return `On the ${name}, a byte comes ${comes(memory, far)}`;
  return `On the ${name}, a byte comes from memory at ${
    bandwidthText(memory.bandwidth)
  }; no other level's bandwidth is known here`;
}

/** `from memory 3.54 times slower than from the L2`. */
function comes(near: Rung, far: Rung, still?: "still"): string {
  const from = `from ${levelNames[far.level].spoken}`;
  const ratio = near.bandwidth / far.bandwidth;
  const text = ratioText(ratio);
  if (still && text !== "as fast") return `${from} ${text} ${ratio > 1 ? "still" : "again"}`;
  return text === "as fast"
    ? `${from} as fast as from ${levelNames[near.level].spoken}`
    : `${from} ${text} than from ${levelNames[near.level].spoken}`;
}

/** `3.54 times slower`, `1.2 times faster`, `as fast`. */
export function ratioText(ratio: number): string {
  const factor = formatNumber(ratio >= 1 ? ratio : 1 / ratio);
  if (factor === "1") return "as fast";
  return `${factor}\u00a0times ${ratio > 1 ? "slower" : "faster"}`;
}

function needFinding(state: LadderState, { machine, rungs }: Ladder, need: number): string {
  const enough = rungs.filter(({ bandwidth }) => bandwidth >= need);
  const short = rungs.filter(({ bandwidth }) => bandwidth < need);
  const work = `At ${intensityText(state.intensity)}, the ${
    precisionName(state.precision)
  } units of the ${shortName(machine)} take ${bandwidthText(need)}`;
  if (short.length === 0) return `${work}: every level here can feed them`;
  if (enough.length === 0) return `${work}: no level here can feed them`;
  return `${work}: ${listed(enough)} can feed them, ${listed(short)} cannot`;
}

function listed(rungs: readonly Rung[]): string {
  const names = rungs.map(({ level }) => levelNames[level].spoken);
  const last = names.at(-1) ?? "";
  return names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${last}` : last;
}
