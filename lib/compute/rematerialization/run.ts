/**
 * Runs a schedule on real functions.
 *
 * @module
 */
import { callable, list, record } from "../check.ts";
import type { ScheduleStep } from "./steps.ts";

/** A stage that computes. `Value` is what passes between stages, `Saved` what it keeps for later. */
export interface StageFunction<Value, Saved, Parameters = unknown> {
  /** The output, and what the backward pass needs beside the input. */
  forward(input: Value): { readonly output: Value; readonly saved: Saved };
  /** The gradient of the input, and of the stage's parameters where it has some. */
  backward(
    context: { readonly input: Value; readonly saved: Saved; readonly gradient: Value },
  ): { readonly gradient: Value; readonly parameters?: Parameters };
}

/** What running a schedule gives. */
export interface GradientResult<Value, Parameters = unknown> {
  /** The gradient of the chain's input. */
  readonly gradient: Value;
  /** The gradients of the parameters, the first stage first. */
  readonly parameters: readonly (Parameters | undefined)[];
}

/**
 * Computes gradients by a schedule, keeping only what the schedule keeps: a value that was dropped
 * cannot be read. For deterministic stages the result equals that of storing everything, bit by
 * bit, since the same operations run on the same operands.
 *
 * @typeParam Value What passes between stages.
 * @typeParam Saved What a stage keeps for its backward pass.
 * @param functions The stages in order.
 * @param start The chain's input, and the gradient of its last output.
 * @param steps The schedule.
 * @returns The gradients of input and parameters.
 * @throws {RangeError} If a step lacks a value, or the gradient of the input is not reached.
 *
 * @example The derivative of sin(x²)
 * ```ts
 * import { runSchedule, recomputeAllPlan, uniformChain } from "@/lib/compute/rematerialization/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const stages = [
 *   {
 *     forward: (x: number) => ({ output: x * x, saved: null }),
 *     backward: ({ input, gradient }: { input: number; gradient: number }) => ({
 *       gradient: 2 * input * gradient,
 *     }),
 *   },
 *   {
 *     forward: (x: number) => ({ output: Math.sin(x), saved: null }),
 *     backward: ({ input, gradient }: { input: number; gradient: number }) => ({
 *       gradient: Math.cos(input) * gradient,
 *     }),
 *   },
 * ];
 * const { steps } = recomputeAllPlan(uniformChain(2, { forwardCost: 1, outputBytes: 8 }));
 * const { gradient } = runSchedule(stages, { input: 1.5, gradient: 1 }, steps);
 * expect(gradient).toBe(2 * 1.5 * Math.cos(1.5 * 1.5));
 * ```
 */
export function runSchedule<Value, Saved, Parameters = unknown>(
  functions: readonly StageFunction<Value, Saved, Parameters>[],
  start: { readonly input: Value; readonly gradient: Value },
  steps: readonly ScheduleStep[],
): GradientResult<Value, Parameters> {
  list("functions", functions);
  record("start", start);
  list("steps", steps);
  functions.forEach((stage, i) => {
    const { forward, backward } = record(`functions[${i}]`, stage);
    callable(`functions[${i}].forward`, forward);
    callable(`functions[${i}].backward`, backward);
  });
  const outputs = new Map<number, Value>([[0, start.input]]);
  const savedOutputs = new Map<number, Value>();
  const saved = new Map<number, { readonly value: Saved }>();
  const gradients = new Map<number, Value>([[functions.length, start.gradient]]);
  const parameters: (Parameters | undefined)[] = functions.map(() => undefined);

  const need = <T>(map: ReadonlyMap<number, T>, stage: number, what: string): T => {
    const value = map.get(stage);
    if (value === undefined) throw new RangeError(`The schedule lacks ${what} ${stage}`);
    return value;
  };
  const outputOf = (stage: number) =>
    outputs.has(stage) ? need(outputs, stage, "output") : need(savedOutputs, stage, "output");

  for (const [i, step] of steps.entries()) {
    const { stage } = record(`steps[${i}]`, step);
    const run = functions[stage - 1];
    if (!run) throw new RangeError(`The schedule names stage ${stage}: there is none`);
    if (step.kind === "drop") {
      if (step.value === "gradient") gradients.delete(stage);
      else if (step.value === "output") outputs.delete(stage);
      else {
        saved.delete(stage);
        savedOutputs.delete(stage);
      }
    } else if (step.kind === "forward") {
      const result = run.forward(outputOf(stage - 1));
      if (step.saves) {
        saved.set(stage, { value: result.saved });
        savedOutputs.set(stage, result.output);
      } else {
        outputs.set(stage, result.output);
      }
    } else {
      const result = run.backward({
        input: outputOf(stage - 1),
        saved: need(saved, stage, "saved").value,
        gradient: need(gradients, stage, "gradient"),
      });
      gradients.set(stage - 1, result.gradient);
      parameters[stage - 1] = result.parameters;
    }
  }
  return { gradient: need(gradients, 0, "gradient"), parameters };
}
