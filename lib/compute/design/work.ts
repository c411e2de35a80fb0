/**
 * What a design is to do, and how long and how much energy that takes.
 *
 * @module
 */
import {
  describe,
  list,
  made,
  nonNegative,
  positive,
  positiveInteger,
  record,
  text,
} from "../check.ts";
import { type Bound, operatorTime } from "../operator_time.ts";
import { bytesPerValue, checkPrecision, type Precision } from "../precision.ts";
import { findChannel, precisionsOf } from "./design_machine.ts";
import type { Design } from "./types.ts";

/** A piece of work. */
export interface WorkItem {
  /** For messages and figures. */
  readonly name: string;
  /** FLOPs. */
  readonly flops: number;
  /** Bytes to and from main memory, or how they depend on the bytes of on-chip memory. */
  readonly bytes: number | ((onChipBytes: number) => number);
  /** How often it runs. Default 1. */
  readonly weight?: number | undefined;
  /** Default: that of the options. */
  readonly precision?: Precision | undefined;
}

/** How work is evaluated. */
export interface WorkOptions {
  /** The precision of the arithmetic. Default `fp16`. */
  readonly precision?: Precision | undefined;
}

/** What a piece of work takes, all its runs together. */
export interface WorkItemCost {
  /** Its name. */
  readonly name: string;
  /** Seconds. */
  readonly seconds: number;
  /** Joules. */
  readonly joules: number;
  /** Bytes to and from main memory. */
  readonly bytes: number;
  /** What limits it. */
  readonly bound: Bound;
}

/** What a mix of work takes. */
export interface WorkCost {
  /** Seconds, all items one after the other. */
  readonly seconds: number;
  /** Joules, the power at rest included. */
  readonly joules: number;
  /** By item. */
  readonly items: readonly WorkItemCost[];
}

/**
 * A matrix product C[m×n] = A[m×k]·B[k×n] whose traffic depends on the memory on the chip: with room
 * for S values it is 2·m·n·k ÷ √S + m·n values, the best that blocking can do up to lower-order terms
 * (Hong and Kung 1981; Kwasniewski et al. 2019, Red-blue pebbling revisited, theorem 2), and never
 * below each operand and result once, m·k + k·n + m·n.
 *
 * @param shape m, n, k and the name.
 * @param options Precision and weight.
 * @returns The work.
 * @throws {RangeError} If a size is not a whole number of at least 1, or the precision is not known.
 *
 * @example
 * ```ts
 * import { tiledGemm } from "@/lib/compute/design/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const { bytes } = tiledGemm({ name: "square", m: 1024, n: 1024, k: 1024 });
 * if (typeof bytes === "number") throw new Error("depends on the memory on the chip");
 * expect(bytes(2 * 64 * 64)).toBe(2 * (2 * 1024 ** 3 / 64 + 1024 ** 2));
 * expect(bytes(1e9)).toBe(2 * 3 * 1024 ** 2);
 * ```
 */
export function tiledGemm(
  shape: { readonly name: string; readonly m: number; readonly n: number; readonly k: number },
  options: WorkOptions & { readonly weight?: number | undefined } = {},
): WorkItem {
  record("shape", shape);
  record("options", options);
  const m = positiveInteger("m", shape.m);
  const n = positiveInteger("n", shape.n);
  const k = positiveInteger("k", shape.k);
  const precision = checkPrecision("precision", options.precision ?? "fp16");
  const size = bytesPerValue(precision);
  const once = m * k + k * n + m * n;
  return {
    name: text("name", shape.name),
    flops: 2 * m * n * k,
    bytes: (onChipBytes) => {
      const values = Math.max(1, onChipBytes / size);
      return size * Math.max(once, 2 * m * n * k / Math.sqrt(values) + m * n);
    },
    weight: nonNegative("weight", options.weight ?? 1),
    precision,
  };
}

/**
 * Time and energy of a mix on a design. Each item takes the longer of arithmetic and memory traffic
 * (`operatorTime`), the items follow each other. Energy is that of the operations and the bytes,
 * plus the power at rest for the whole time.
 *
 * @param design The design.
 * @param mix The work.
 * @param options The precision.
 * @returns Seconds and joules, by item and in all.
 * @throws {RangeError} If the mix is empty, a number is out of range, or the technology has no unit
 * for a precision.
 *
 * @example
 * ```ts
 * import { designMachine, evaluateDesign, gpu7nm } from "@/lib/compute/design/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const design = designMachine(
 *   { arithmeticArea: 400, sramArea: 100, channel: "hbm2e", channels: 4 },
 *   gpu7nm,
 *   { area: 700, power: 400 },
 * );
 * const cost = evaluateDesign(design, [{ name: "decode", flops: 2e9, bytes: 4 * 461e9 }]);
 * expect(cost.seconds).toBe(1);
 * expect(cost.items[0]?.bound).toBe("memory");
 * ```
 */
export function evaluateDesign(
  design: Design,
  mix: readonly WorkItem[],
  options: WorkOptions = {},
): WorkCost {
  made("design", design, design?.technology, "designMachine");
  list("mix", mix);
  record("options", options);
  if (mix.length === 0) {
    throw new RangeError("mix is empty: there must be at least one item of work");
  }
  const { technology } = design;
  const { energyPerByte } = findChannel(technology, design.input.channel);
  const items = mix.map((item, i): WorkItemCost => {
    record(`mix[${i}]`, item);
    const field = (name: string) => `${name} of work ${describe(item.name)}`;
    text("name", item.name);
    if (typeof item.bytes !== "number" && typeof item.bytes !== "function") {
      throw new TypeError(
        `${field("bytes")} is ${describe(item.bytes)}: it must be a number or a function`,
      );
    }
    const precision = item.precision ?? options.precision ?? "fp16";
    const unit = technology.macs[precision];
    if (!unit) {
      throw new RangeError(
        `${technology.name} has no units for ${describe(precision)}: known are ${
          precisionsOf(technology).join(", ")
        }`,
      );
    }
    const flops = nonNegative(field("flops"), item.flops);
    const bytes = positive(
      field("bytes"),
      typeof item.bytes === "number" ? item.bytes : item.bytes(design.onChipBytes),
    );
    const weight = nonNegative(field("weight"), item.weight ?? 1);
    const time = operatorTime(design.machine, { flops, bytes }, { precision });
    const seconds = weight * time.seconds;
    return {
      name: item.name,
      seconds,
      bytes: weight * bytes,
      joules: weight * (flops / 2 * unit.energy + bytes * energyPerByte) +
        design.power.static * seconds,
      bound: time.bound,
    };
  });
  return {
    seconds: items.reduce((sum, item) => sum + item.seconds, 0),
    joules: items.reduce((sum, item) => sum + item.joules, 0),
    items,
  };
}
