/**
 * How long training takes, and how much of the machines it uses.
 *
 * @module
 */
import { fraction, positive, positiveInteger, record } from "../check.ts";

/** A training on machines that are alike. */
export interface TrainingTimeOptions {
  /** FLOPs of the training, such as `trainingFlops` gives. */
  readonly flops: number;
  /** Devices. */
  readonly devices: number;
  /** Dense peak of one device, in FLOP/s, such as `peakRate` gives. */
  readonly peakRate: number;
  /**
   * The part of the peak that these FLOPs run at, above 0 and at most 1: model FLOPs utilization if
   * `flops` are those of the model, hardware FLOPs utilization if they include recomputation. Default
   * 1, which makes the time a bound.
   */
  readonly utilization?: number | undefined;
}

/** How long a training takes. */
export interface TrainingTime {
  /** Seconds. */
  readonly seconds: number;
  /** Days of 86 400 seconds. */
  readonly days: number;
  /** Seconds times devices. */
  readonly deviceSeconds: number;
}

/**
 * The time of a training: FLOPs ÷ (devices × peak × utilization).
 *
 * @param options FLOPs, devices, peak and utilization.
 * @returns Seconds, days and device-seconds.
 * @throws {RangeError} If a number is out of range.
 *
 * @example Narayanan et al. 2021, section 5.1: GPT-3 on 1024 A100 at 140 TFLOP/s takes 34 days
 * ```ts
 * import { trainingFlops, trainingTime } from "@/lib/compute/training/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const flops = trainingFlops({ parameters: 175e9, tokens: 300e9, recomputation: "full" });
 * const { days } = trainingTime({
 *   flops,
 *   devices: 1024,
 *   peakRate: 312e12,
 *   utilization: 140 / 312,
 * });
 * expect(Math.round(days)).toBe(34);
 * ```
 */
export function trainingTime(options: TrainingTimeOptions): TrainingTime {
  const deviceSeconds = deviceSecondsOf(options);
  const seconds = deviceSeconds / positiveInteger("devices", options.devices);
  return { seconds, days: seconds / 86_400, deviceSeconds };
}

/**
 * The fewest devices that finish a training in time, if utilization stays as it is however many they
 * are. In truth it falls.
 *
 * @param options FLOPs, peak, utilization, and the time in seconds.
 * @returns A whole number of devices.
 * @throws {RangeError} If a number is out of range.
 *
 * @example
 * ```ts
 * import { devicesForTraining } from "@/lib/compute/training/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const flops = 3.14e23;
 * const month = 30 * 86_400;
 * expect(devicesForTraining({ flops, peakRate: 312e12, utilization: 0.5, seconds: month })).toBe(777);
 * ```
 */
export function devicesForTraining(
  options: Omit<TrainingTimeOptions, "devices"> & { readonly seconds: number },
): number {
  return Math.ceil(deviceSecondsOf(options) / positive("seconds", options.seconds));
}

function deviceSecondsOf(options: Omit<TrainingTimeOptions, "devices">): number {
  const rate = positive("peakRate", record("options", options).peakRate) *
    fraction("utilization", options.utilization ?? 1);
  return positive("flops", options.flops) / rate;
}

/** A measured step. */
export interface MeasuredStep {
  /** FLOPs of forward and backward pass: `model` of `transformerTrainingFlops`. */
  readonly modelFlops: number;
  /** FLOPs with those done again: `hardware`. Default: as `modelFlops`. */
  readonly hardwareFlops?: number | undefined;
  /** Measured seconds of the step. */
  readonly seconds: number;
  /** Devices. */
  readonly devices: number;
  /** Dense peak of one device, in FLOP/s. */
  readonly peakRate: number;
}

/** The part of the machines' peak that a step used. */
export interface Utilization {
  /** Model FLOPs utilization (MFU): counts what the model needs (Chowdhery et al. 2022). */
  readonly model: number;
  /** Hardware FLOPs utilization (HFU): counts what the devices did. */
  readonly hardware: number;
}

/**
 * Model and hardware FLOPs utilization of a measured step: FLOPs ÷ (seconds × devices × peak).
 *
 * A result above 1 is not refused: it says that a peak, a count or a time is wrong.
 *
 * @param step FLOPs, time, devices and peak.
 * @returns Both as parts of the peak.
 * @throws {RangeError} If a number is out of range, or hardware FLOPs are below model FLOPs.
 *
 * @example
 * ```ts
 * import { utilization } from "@/lib/compute/training/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const step = { modelFlops: 6e15, hardwareFlops: 8e15, seconds: 1, devices: 64, peakRate: 312e12 };
 * const { model, hardware } = utilization(step);
 * expect(hardware / model).toBeCloseTo(4 / 3, 12);
 * ```
 */
export function utilization(step: MeasuredStep): Utilization {
  record("step", step);
  const modelFlops = positive("modelFlops", step.modelFlops);
  const hardwareFlops = positive("hardwareFlops", step.hardwareFlops ?? modelFlops);
  if (hardwareFlops < modelFlops) {
    throw new RangeError(
      `hardwareFlops is ${hardwareFlops}: it must be at least modelFlops, ${modelFlops}`,
    );
  }
  const most = positive("seconds", step.seconds) * positiveInteger("devices", step.devices) *
    positive("peakRate", step.peakRate);
  return { model: modelFlops / most, hardware: hardwareFlops / most };
}
