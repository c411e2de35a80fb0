/**
 * Neighbouring stages as one, for chains too long to be solved stage by stage.
 *
 * @module
 */
import { type Chain, defineChain } from "./chain.ts";
import type { ScheduleStep } from "./steps.ts";

/** A chain whose stages are blocks of another's. */
export interface MergedChain {
  /** The chain of blocks. */
  readonly chain: Chain;
  /** Turns steps of blocks into steps of stages. */
  expand(steps: readonly ScheduleStep[]): ScheduleStep[];
}

/**
 * Merges stages into at most `blocks` blocks that end where outputs are small, since those are what
 * can be kept as checkpoints. Their overheads are such that a schedule of blocks keeps its limit when
 * it runs stage by stage.
 */
export function mergeStages(chain: Chain, blocks: number): MergedChain {
  const ends = blockEnds(chain.stages.map((stage) => stage.outputBytes), blocks);
  const start = (block: number) => ends[block - 1] ?? 0;
  const output = (stage: number) =>
    stage === 0 ? chain.inputGradientBytes : chain.stages[stage - 1]?.outputBytes ?? 0;
  const merged = defineChain({
    inputBytes: chain.inputBytes,
    inputGradientBytes: chain.inputGradientBytes,
    stages: ends.map((end, block) => {
      const first = start(block);
      const stages = chain.stages.slice(first, end);
      let [forwardCost, backwardCost, saved] = [0, 0, 0];
      let [passing, saving, backward] = [0, 0, 0];
      stages.forEach((stage, i) => {
        forwardCost += stage.forwardCost;
        backwardCost += stage.backwardCost;
        saved += stage.savedBytes;
        const before = output(first + i);
        const forward = stage.forwardOverheadBytes;
        passing = Math.max(passing, (i > 0 ? before : 0) + stage.outputBytes + forward);
        saving = Math.max(saving, saved + forward);
        backward = Math.max(
          backward,
          stage.outputBytes + saved + before + stage.backwardOverheadBytes,
        );
      });
      const outputBytes = output(end);
      return {
        forwardCost,
        backwardCost,
        outputBytes,
        savedBytes: saved,
        forwardOverheadBytes: Math.max(passing - outputBytes, saving - saved, 0),
        backwardOverheadBytes: Math.max(0, backward - outputBytes - saved - output(first)),
      };
    }),
  });

  const expand = (steps: readonly ScheduleStep[]) => {
    const result: ScheduleStep[] = [];
    for (const step of steps) {
      const first = start(step.stage - 1) + 1;
      const last = start(step.stage);
      if (step.kind === "forward") {
        for (let stage = first; stage <= last; stage++) {
          result.push({ ...step, stage });
          if (!step.saves && stage > first) {
            result.push({ kind: "drop", value: "output", stage: stage - 1 });
          }
        }
      } else if (step.kind === "backward") {
        for (let stage = last; stage >= first; stage--) {
          result.push(
            { kind: "backward", stage },
            { kind: "drop", value: "saved", stage },
            { kind: "drop", value: "gradient", stage },
          );
        }
      } else if (step.value === "output") {
        result.push({ ...step, stage: last });
      }
      // What a block saved and its gradient were dropped stage by stage.
    }
    return result;
  };
  return { chain: merged, expand };
}

/** The last stages of at most `blocks` blocks, none more than twice the mean length: least sum of outputs. */
function blockEnds(outputs: readonly number[], blocks: number): number[] {
  const count = outputs.length;
  const longest = Math.ceil(2 * count / blocks);
  let least = new Float64Array(count + 1).fill(Infinity);
  least[0] = 0;
  const choices: Int32Array[] = [];
  for (let block = 0; block < blocks; block++) {
    const next = new Float64Array(count + 1).fill(Infinity);
    const choice = new Int32Array(count + 1);
    for (let end = 1; end <= count; end++) {
      for (let start = Math.max(0, end - longest); start < end; start++) {
        const sum = (least[start] ?? Infinity) + (outputs[end - 1] ?? 0);
        if (sum < (next[end] ?? Infinity)) {
          next[end] = sum;
          choice[end] = start;
        }
      }
    }
    least = next;
    choices.push(choice);
  }
  const ends: number[] = [];
  for (let end = count, block = blocks - 1; block >= 0; block--) {
    ends.unshift(end);
    end = choices[block]?.[end] ?? 0;
  }
  return ends;
}
