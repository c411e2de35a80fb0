import {
  arithmeticIntensity,
  batchedGemm,
  checkCapacity,
  dot,
  elementwise,
  formatQuantity,
  gemm,
  gemv,
  layerNorm,
  type Machine,
  type OperatorCost,
  operatorTime,
  type Precision,
  softmax,
} from "@/lib/compute/mod.ts";
import { type Arguments, define } from "./functions.ts";
import type { VocabularyFunction } from "./types.ts";

/**
 * Operators and what they cost, on their own and on a machine.
 *
 * @param machines The machine table
 * @returns The functions, in the order in which they are documented
 */
export function operatorFunctions(machines: readonly Machine[]): VocabularyFunction[] {
  return [...operators(), ...costs(), ...onMachine(machines)];
}

function operators(): VocabularyFunction[] {
  return [
    define(
      "dot(n, precision?)",
      "the inner product of two vectors",
      (args) => dot(args.number(0), precisionAt(args, 1)),
    ),
    define(
      "gemv(m, n, precision?)",
      "an m × n matrix times a vector",
      (args) => gemv({ m: args.number(0), n: args.number(1) }, precisionAt(args, 2)),
    ),
    define(
      "gemm(m, n, k, precision?)",
      "an m × k matrix times a k × n matrix",
      (args) =>
        gemm({ m: args.number(0), n: args.number(1), k: args.number(2) }, precisionAt(args, 3)),
    ),
    define("batched_gemm(batch, m, n, k, precision?)", "a batch of matrix products", (args) => {
      const [batch, m, n, k] = [args.number(0), args.number(1), args.number(2), args.number(3)];
      return batchedGemm({ batch, m, n, k }, precisionAt(args, 4));
    }),
    define(
      "elementwise(n, inputs?, flops_per_element?, precision?)",
      "one operation on each of n elements",
      (args) =>
        elementwise({ n: args.number(0) }, {
          ...(args.has(1) ? { inputs: args.number(1) } : {}),
          ...(args.has(2) ? { flopsPerElement: args.number(2) } : {}),
          ...precisionAt(args, 3),
        }),
    ),
    define(
      "softmax(rows, columns, precision?)",
      "a softmax over each row",
      (args) => softmax({ rows: args.number(0), columns: args.number(1) }, precisionAt(args, 2)),
    ),
    define(
      "layer_norm(rows, columns, precision?)",
      "a layer normalisation of each row",
      (args) => layerNorm({ rows: args.number(0), columns: args.number(1) }, precisionAt(args, 2)),
    ),
  ];
}

function costs(): VocabularyFunction[] {
  const bytes = (value: number) => ({ value, dimension: { byte: 1 } });
  return [
    define("flops(op)", "its operations", (args) => (
      { value: args.operator(0).flops, dimension: { flop: 1 } }
    )),
    define("bytes(op)", "the bytes it moves", (args) => bytes(args.operator(0).bytes)),
    define(
      "bytes_read(op)",
      "the bytes it reads, of an operator that is no whole model",
      (args) => bytes(known(args.operator(0), "bytesRead")),
    ),
    define(
      "bytes_written(op)",
      "the bytes it writes, of an operator that is no whole model",
      (args) => bytes(known(args.operator(0), "bytesWritten")),
    ),
    define("intensity(op)", "its operations per byte moved", (args) => (
      { value: arithmeticIntensity(args.operator(0)), dimension: { flop: 1, byte: -1 } }
    )),
  ];
}

function known(operator: OperatorCost, field: "bytesRead" | "bytesWritten"): number {
  const value = operator[field];
  if (!Number.isNaN(value)) return value;
  throw new RangeError(`Of ${operator.name} only all bytes together are known: use bytes(…)`);
}

function onMachine(machines: readonly Machine[]): VocabularyFunction[] {
  const run = (args: Arguments) => {
    const [machine, operator] = [args.machine(1, machines), args.operator(0)];
    requireFit(machine, operator);
    return operatorTime(machine, operator, {
      precision: args.precision(2),
      ...(args.has(3) ? { level: args.text(3, "memory level") } : {}),
    });
  };
  return [
    define(
      "time(op, machine, precision, level?)",
      "the least time it takes on a machine",
      (args) => (
        { value: run(args).seconds, dimension: { second: 1 } }
      ),
    ),
    define(
      "rate(op, machine, precision, level?)",
      "the highest rate it runs at on a machine",
      (args) => (
        { value: run(args).rate, dimension: { flop: 1, second: -1 } }
      ),
    ),
    define(
      "bound(op, machine, precision, level?)",
      'what limits it, "compute" or "memory"',
      (args) => run(args).bound,
    ),
  ];
}

/** What a machine cannot hold, it cannot run: a time for it would mislead. */
function requireFit(machine: Machine, { name, footprint }: OperatorCost): void {
  const { missing, capacity = 0 } = checkCapacity(machine, footprint);
  if (missing === 0) return;
  const text = (value: number) => formatQuantity({ value, dimension: { byte: 1 } });
  throw new RangeError(
    `${name} does not fit into the memory of the ${machine.name}, ${text(missing)} are missing: ` +
      `it takes ${text(footprint)}, and ${
        text(capacity)
      } are there; make it smaller or choose another machine`,
  );
}

function precisionAt(args: Arguments, place: number): { precision?: Precision } {
  return args.has(place) ? { precision: args.precision(place) } : {};
}
