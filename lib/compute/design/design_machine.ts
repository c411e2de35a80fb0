/**
 * From areas to a machine.
 *
 * @module
 */
import { describe, nonNegative, positive, positiveInteger, record } from "../check.ts";
import { defineMachine } from "../define_machine.ts";
import { suggest } from "../nearest.ts";
import { isPrecision, type Precision } from "../precision.ts";
import type { Budget, Design, DesignInput, Excess, MemoryChannel, Technology } from "./types.ts";

/**
 * Works out what areas of arithmetic, on-chip memory and memory channels make: peaks, capacity,
 * bandwidth, power, and whether the budget holds. Peak = 2 × clock × area ÷ area of a
 * multiply-accumulate; power = (arithmetic + memory) ÷ (1 − static fraction).
 *
 * @param input Where the area goes, in mm².
 * @param technology What area and energy buy.
 * @param budget What may be used.
 * @returns The design, feasible or not.
 * @throws {RangeError} If an area, count, budget or number of the technology is out of range, or
 * the channel is not known.
 *
 * @example
 * ```ts
 * import { designMachine, gpu7nm } from "@/lib/compute/design/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const design = designMachine(
 *   { arithmeticArea: 400, sramArea: 100, channel: "hbm2e", channels: 4 },
 *   gpu7nm,
 *   { area: 700, power: 400 },
 * );
 * expect(design.machine.levels[0]?.bandwidth).toBe(4 * 461e9);
 * expect(design.exceeded).toEqual([]);
 * ```
 */
export function designMachine(input: DesignInput, technology: Technology, budget: Budget): Design {
  record("input", input);
  record("budget", budget);
  const channel = findChannel(technology, input.channel);
  const count = positiveInteger("channels", input.channels);
  positive("arithmeticArea", input.arithmeticArea);
  nonNegative("sramArea", input.sramArea);
  checkTechnology(technology);

  const peaks: Partial<Record<Precision, number>> = {};
  let arithmeticPower = 0;
  for (const precision of precisionsOf(technology)) {
    const unit = technology.macs[precision];
    if (!unit) continue;
    const perSecond = technology.clock * technology.enabledFraction * input.arithmeticArea /
      unit.area;
    peaks[precision] = 2 * perSecond;
    arithmeticPower = Math.max(arithmeticPower, perSecond * unit.energy);
  }
  const onChipBytes = technology.enabledFraction * input.sramArea / technology.sramArea;
  const bandwidth = count * channel.bandwidth;
  const memoryPower = bandwidth * channel.energyPerByte;
  const total = (arithmeticPower + memoryPower) / (1 - technology.staticFraction);
  const memoryArea = count * channel.area;
  const area = {
    arithmetic: input.arithmeticArea,
    sram: input.sramArea,
    memory: memoryArea,
    fixed: technology.fixedArea,
    total: input.arithmeticArea + input.sramArea + memoryArea + technology.fixedArea,
  };
  const power = {
    arithmetic: arithmeticPower,
    memory: memoryPower,
    static: total * technology.staticFraction,
    total,
  };
  const edge = count * channel.edge;
  const capacity = count * channel.capacity;
  const exceeded = exceeds({ area: area.total, power: total, edge, capacity }, budget);
  return {
    input,
    technology,
    machine: defineMachine({
      id: `${technology.id}-design`,
      name: `Design in ${technology.name}`,
      year: technology.year,
      peaks,
      levels: [{ id: "memory", name: `${count} × ${channel.name}`, bandwidth, capacity }],
      ...(onChipBytes > 0 && { onChipBytes }),
      power: total,
      source: technology.source,
      confidence: "designed: bounds of a model, no chip",
      unverified: ["peaks", "capacity", "bandwidth", "on-chip", "power"],
    }),
    onChipBytes,
    area,
    power,
    edge,
    feasible: exceeded.length === 0,
    exceeded,
  };
}

/** The channel by its id. */
export function findChannel(technology: Technology, id: string): MemoryChannel {
  checkParts(technology);
  const known = Object.keys(technology.channels);
  const found = Object.hasOwn(technology.channels, id) ? technology.channels[id] : undefined;
  if (found) return found;
  const near = suggest(String(id), known, 1).map((name) => `did you mean "${name}"? `);
  throw new RangeError(
    `channel is ${describe(id)}: ${near.join("")}known are ${known.join(", ")}`,
  );
}

/** Refuses what has no units and no channels to choose from. */
function checkParts(technology: Technology): void {
  const { macs, channels } = record("technology", technology);
  record("technology.macs", macs);
  record("technology.channels", channels);
}

/** The precisions that a technology has units for. */
export function precisionsOf(technology: Technology): Precision[] {
  return Object.keys(technology.macs).filter(isPrecision);
}

/** The edge that memory channels may take, in mm. */
export function edgeOf(budget: Budget): number {
  return budget.edge ?? 4 * Math.sqrt(budget.area);
}

function checkTechnology(technology: Technology): void {
  const field = (name: string) => `${name} of technology "${technology.id}"`;
  positive(field("clock"), technology.clock);
  positive(field("sramArea"), technology.sramArea);
  nonNegative(field("fixedArea"), technology.fixedArea);
  if (!(technology.staticFraction >= 0 && technology.staticFraction < 1)) {
    throw new RangeError(
      `${
        field("staticFraction")
      } is ${technology.staticFraction}: it must be at least 0 and below 1`,
    );
  }
  if (!(technology.enabledFraction > 0 && technology.enabledFraction <= 1)) {
    throw new RangeError(
      `${
        field("enabledFraction")
      } is ${technology.enabledFraction}: it must be above 0 and at most 1`,
    );
  }
  for (const precision of precisionsOf(technology)) {
    const unit = technology.macs[precision];
    positive(field(`macs.${precision}.area`), unit?.area ?? NaN);
    nonNegative(field(`macs.${precision}.energy`), unit?.energy ?? NaN);
  }
}

/** Rounding in sums of areas is no excess. */
const SLACK = 1e-9;

function exceeds(
  used: {
    readonly area: number;
    readonly power: number;
    readonly edge: number;
    readonly capacity: number;
  },
  budget: Budget,
): Excess[] {
  const limits = [
    ["area", used.area, positive("budget.area", budget.area)],
    ["power", used.power, positive("budget.power", budget.power)],
    ["edge", used.edge, positive("budget.edge", edgeOf(budget))],
  ] as const;
  const found: Excess[] = [];
  for (const [what, amount, limit] of limits) {
    if (amount > limit * (1 + SLACK)) found.push({ what, used: amount, limit, by: amount - limit });
  }
  const needed = nonNegative("budget.memoryBytes", budget.memoryBytes ?? 0);
  if (used.capacity < needed) {
    found.push({
      what: "memory",
      used: used.capacity,
      limit: needed,
      by: needed - used.capacity,
    });
  }
  return found;
}
