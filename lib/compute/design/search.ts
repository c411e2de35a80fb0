/**
 * The best design for a mix of work.
 *
 * @module
 */
import { describe, list, nonNegative, positive, positiveInteger, record } from "../check.ts";
import { designMachine, edgeOf, findChannel } from "./design_machine.ts";
import { checkPrecision } from "../precision.ts";
import type { Budget, Design, Technology } from "./types.ts";
import { evaluateDesign, type WorkCost, type WorkItem, type WorkOptions } from "./work.ts";

/** What is to be small: time, energy, or their product. */
export type Objective = "seconds" | "joules" | "energyDelay";

/** How designs are searched. */
export interface SearchOptions extends WorkOptions {
  /** Default `seconds`. */
  readonly objective?: Objective | undefined;
  /** Steps of the grid in each direction, at least 2. Default 16. */
  readonly steps?: number | undefined;
  /** The channels to try. Default: all of the technology. */
  readonly channels?: readonly string[] | undefined;
}

/** A design and what the mix takes on it. */
export interface DesignPoint {
  /** The design. */
  readonly design: Design;
  /** Time and energy of the mix. */
  readonly cost: WorkCost;
}

/** The best design found. */
export interface DesignSearch extends DesignPoint {
  /** The value of the objective: seconds, joules, or joule-seconds. */
  readonly value: number;
  /** How many designs were evaluated. */
  readonly evaluated: number;
}

/** A kind and number of channels, and what area they leave. */
interface Frame {
  readonly channel: string;
  readonly channels: number;
  readonly room: number;
}

/**
 * Feasible designs on a grid, for a figure or a Pareto set: every kind and number of channels that
 * fits, the arithmetic in equal steps up to all the room, and the rest of the room filled with
 * on-chip memory in equal steps.
 *
 * @param technology What area and energy buy.
 * @param budget What may be used.
 * @param mix The work.
 * @param options Grid, channels, precision.
 * @returns The designs with what the mix takes on them, in the order of the grid.
 * @throws {RangeError} If an option is out of range, or as `designMachine` and `evaluateDesign`.
 *
 * @example
 * ```ts
 * import { gpu7nm, paretoSet, sampleDesigns } from "@/lib/compute/design/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const points = sampleDesigns(gpu7nm, { area: 400, power: 250 }, [
 *   { name: "decode", flops: 14e9, bytes: 14e9 },
 * ], { steps: 4 });
 * const best = paretoSet(points, [(p) => p.cost.seconds, (p) => p.cost.joules]);
 * expect(best.length).toBeGreaterThan(1);
 * ```
 */
export function sampleDesigns(
  technology: Technology,
  budget: Budget,
  mix: readonly WorkItem[],
  options: SearchOptions = {},
): DesignPoint[] {
  const steps = stepsOf(options);
  objectiveOf(options.objective ?? "seconds");
  return framesOf(technology, budget, options).flatMap((frame) => {
    const points: DesignPoint[] = [];
    for (let i = 1; i <= steps; i++) {
      for (let j = 0; j <= steps; j++) {
        const point = evaluate(frame, i / steps, j / steps, technology, budget, mix, options);
        if (point) points.push(point);
      }
    }
    return points;
  });
}

/**
 * The best design for a mix: for every kind and number of channels that fits, a grid over the areas
 * of arithmetic and on-chip memory, then finer and finer grids around the best point, until a step
 * is below 10⁻⁶ of the room. The arithmetic's range ends where area or power does, so that a best
 * design at such a limit is met exactly.
 *
 * For each number of channels and all the rest used, time is convex in the area of arithmetic as
 * long as traffic is convex in on-chip memory, as plain numbers and `tiledGemm` are; the search then
 * finds its minimum. Deterministic; ties go to the design met first.
 *
 * @param technology What area and energy buy.
 * @param budget What may be used.
 * @param mix The work.
 * @param options Objective, grid, channels, precision.
 * @returns The best design.
 * @throws {RangeError} If no design is feasible, an option is out of range, or as `designMachine`
 * and `evaluateDesign`.
 *
 * @example Reading weights wants channels and little arithmetic
 * ```ts
 * import { gpu7nm, searchDesigns } from "@/lib/compute/design/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const { design } = searchDesigns(gpu7nm, { area: 800, power: 400 }, [
 *   { name: "decode", flops: 14e9, bytes: 14e9 },
 * ], { channels: ["hbm2e"] });
 * expect(design.input.channels).toBe(10);
 * ```
 */
export function searchDesigns(
  technology: Technology,
  budget: Budget,
  mix: readonly WorkItem[],
  options: SearchOptions = {},
): DesignSearch {
  const steps = stepsOf(options);
  const objective = objectiveOf(options.objective ?? "seconds");
  let best: DesignSearch | undefined;
  let evaluated = 0;

  for (const frame of framesOf(technology, budget, options)) {
    const end = arithmeticEnd(frame, technology, budget);
    if (!(end > 0)) continue;
    let found: { x: number; y: number; value: number; point: DesignPoint } | undefined;
    const visit = (x: number, y: number) => {
      if (x <= 0 || x > 1 || y < 0 || y > 1) return;
      const point = evaluate(frame, x * end, y, technology, budget, mix, options);
      evaluated++;
      if (!point) return;
      const value = objective(point.cost);
      if (!found || value < found.value) found = { x, y, value, point };
    };
    for (let i = 1; i <= steps; i++) {
      for (let j = 0; j <= steps; j++) visit(i / steps, j / steps);
    }
    // A best point can lie anywhere within a step of the best one seen, so the step shrinks slowly.
    for (let step = 1 / steps; step > 1e-6 && found; step /= 2) {
      const { x, y } = found;
      for (let i = -2; i <= 2; i++) {
        for (let j = -2; j <= 2; j++) {
          visit(clamp(x + i * step / 2), clamp(y + j * step / 2));
        }
      }
    }
    if (found && (!best || found.value < best.value)) {
      best = { ...found.point, value: found.value, evaluated };
    }
  }
  if (best) return { ...best, evaluated };
  throw new RangeError(
    `No design in ${technology.name} keeps ${budget.area} mm², ${budget.power} W, ${
      edgeOf(budget)
    } mm of edge and ${budget.memoryBytes ?? 0} bytes of memory`,
  );
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}

function evaluate(
  frame: Frame,
  arithmetic: number,
  filled: number,
  technology: Technology,
  budget: Budget,
  mix: readonly WorkItem[],
  options: WorkOptions,
): DesignPoint | undefined {
  const arithmeticArea = arithmetic * frame.room;
  if (!(arithmeticArea > 0)) return undefined;
  const design = designMachine(
    {
      arithmeticArea,
      sramArea: Math.max(0, filled * (frame.room - arithmeticArea)),
      channel: frame.channel,
      channels: frame.channels,
    },
    technology,
    budget,
  );
  return design.feasible ? { design, cost: evaluateDesign(design, mix, options) } : undefined;
}

/** The part of the room at which arithmetic alone meets the limit of area or power. */
function arithmeticEnd(frame: Frame, technology: Technology, budget: Budget): number {
  const whole = designMachine(
    {
      arithmeticArea: frame.room,
      sramArea: 0,
      channel: frame.channel,
      channels: frame.channels,
    },
    technology,
    budget,
  );
  const dynamic = budget.power * (1 - technology.staticFraction) - whole.power.memory;
  return whole.power.arithmetic > 0 ? Math.min(1, dynamic / whole.power.arithmetic) : 1;
}

function framesOf(technology: Technology, budget: Budget, options: SearchOptions): Frame[] {
  const frames: Frame[] = [];
  positive("budget.area", record("budget", budget).area);
  positive("budget.power", budget.power);
  positive("budget.edge", edgeOf(budget));
  nonNegative("budget.memoryBytes", budget.memoryBytes ?? 0);
  if (options.precision !== undefined) checkPrecision("precision", options.precision);
  for (const channel of list("channels", options.channels ?? Object.keys(technology.channels))) {
    const { area, edge, capacity } = findChannel(technology, channel);
    for (let channels = 1;; channels++) {
      const room = budget.area - technology.fixedArea - channels * area;
      if (!(room > 0) || channels * edge > edgeOf(budget)) break;
      if (channels > 1000) {
        throw new RangeError(
          `budget holds more than 1000 channels of ${channel}: it must be smaller`,
        );
      }
      if (channels * capacity >= (budget.memoryBytes ?? 0)) {
        frames.push({ channel, channels, room });
      }
      if (area === 0 && edge === 0) break;
    }
  }
  return frames;
}

function stepsOf(options: SearchOptions): number {
  const steps = positiveInteger("steps", record("options", options).steps ?? 16);
  if (steps >= 2 && steps <= 1000) return steps;
  throw new RangeError(`steps is ${steps}: it must be from 2 to 1000`);
}

/** The function that an objective's name stands for. */
export function objectiveOf(name: Objective): (cost: WorkCost) => number {
  switch (name) {
    case "seconds":
      return (cost) => cost.seconds;
    case "joules":
      return (cost) => cost.joules;
    case "energyDelay":
      return (cost) => cost.seconds * cost.joules;
    default:
      throw new RangeError(
        `objective is ${describe(name)}: known are seconds, joules, energyDelay`,
      );
  }
}
