/**
 * Time of the case study's models on a machine, in units of BERT-Base at 128 tokens.
 *
 * @module
 */
import { list, positiveInteger, record } from "../check.ts";
import type { Machine } from "../machine_types.ts";
import { operatorTime, type TimeOptions } from "../operator_time.ts";
import { bytesPerValue } from "../precision.ts";
import { caseStudyModels, findCaseStudyModel } from "./models.ts";
import { caseStudyProfile } from "./profile.ts";
import { type CaseStudyGroup, caseStudyGroups } from "./types.ts";

/** The bound on a model's time beside the counts that could explain it. */
export interface NormalizedLatency {
  /** The model's name in the survey. */
  readonly model: string;
  /** Tokens read, or generated. */
  readonly tokens: number;
  /** Bound on the time in seconds: the longer of arithmetic and traffic, group by group, summed. */
  readonly seconds: number;
  /** `seconds` ÷ those of BERT-Base at 128 tokens. */
  readonly normalized: number;
  /** FLOPs ÷ those of BERT-Base at 128 tokens. */
  readonly flopsRatio: number;
  /** Bytes ÷ those of BERT-Base at 128 tokens. */
  readonly bytesRatio: number;
  /** The part of `seconds` in groups that traffic limits, from 0 to 1. */
  readonly memoryBoundShare: number;
  /** Groups that traffic limits. */
  readonly memoryBound: readonly CaseStudyGroup[];
}

/** Which roof, and at which lengths. */
export interface LatencyOptions extends TimeOptions {
  /** Lengths in tokens. Default: the survey's six, 128 to 4096. */
  readonly tokens?: readonly number[] | undefined;
}

/**
 * A lower bound on the time of BERT-Base, BERT-Large and GPT-2 on a machine, normalized as in
 * figure 9 of Kim et al. 2023, where a processor was measured. Counts are the survey's; a value takes
 * the bytes of `precision`. Each group of operators is one roofline bound (Williams, Waterman and
 * Patterson 2009) and the groups are summed. A bound, not a prediction.
 *
 * @param machine The machine.
 * @param options Precision, memory level, efficiency, lengths.
 * @returns One entry for each model and length, models in the order of `caseStudyModels`.
 * @throws {RangeError} If the machine has no such peak or level, or a length is not a positive whole
 * number.
 * @throws {TypeError} If `tokens` is not a list.
 *
 * @example GPT-2 does fewer FLOPs than BERT-Base and takes longer on any machine with a ridge point above 2
 * ```ts
 * import { normalizedLatencies } from "@/lib/compute/case_study/mod.ts";
 * import { defineMachine } from "@/lib/compute/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const machine = defineMachine({
 *   id: "example",
 *   name: "A processor",
 *   year: 2019,
 *   peaks: { fp32: 2e12 },
 *   levels: [{ id: "memory", name: "DDR4", bandwidth: 140e9 }],
 *   source: "example",
 * });
 * const bounds = normalizedLatencies(machine, { precision: "fp32", tokens: [128] });
 * const gpt = bounds.find(({ model }) => model === "GPT-2");
 * expect(gpt?.flopsRatio).toBeLessThan(1);
 * expect(gpt?.normalized).toBeGreaterThan(20);
 * ```
 */
export function normalizedLatencies(
  machine: Machine,
  options: LatencyOptions,
): readonly NormalizedLatency[] {
  record("options", options);
  const lengths = list("tokens", options.tokens ?? [128, 256, 512, 1024, 2048, 4096]);
  const unit = bound(machine, "BERT-Base", 128, options);
  return caseStudyModels.flatMap(({ name }) =>
    lengths.map((length) => {
      const tokens = positiveInteger("tokens", length);
      const { seconds, memorySeconds, memoryBound, flops, bytes } = bound(
        machine,
        name,
        tokens,
        options,
      );
      return {
        model: name,
        tokens,
        seconds,
        normalized: seconds / unit.seconds,
        flopsRatio: flops / unit.flops,
        bytesRatio: bytes / unit.bytes,
        memoryBoundShare: memorySeconds / seconds,
        memoryBound,
      };
    })
  );
}

function bound(machine: Machine, name: string, tokens: number, options: LatencyOptions) {
  const model = findCaseStudyModel(name);
  const { groups, total } = caseStudyProfile(model, tokens, { phase: model.phase });
  const size = bytesPerValue(options.precision);
  const memoryBound: CaseStudyGroup[] = [];
  let seconds = 0;
  let memorySeconds = 0;
  for (const group of caseStudyGroups) {
    const { flops, bytes } = groups[group];
    const time = operatorTime(machine, { flops, bytes: bytes * size }, options);
    seconds += time.seconds;
    if (time.bound === "compute") continue;
    memorySeconds += time.seconds;
    memoryBound.push(group);
  }
  return { seconds, memorySeconds, memoryBound, flops: total.flops, bytes: total.bytes * size };
}
