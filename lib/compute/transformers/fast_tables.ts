/**
 * A model's costs boiled down to numbers, for sweeps: no text, no object for each operator.
 *
 * @module
 */
import { byteKinds } from "./costs_types.ts";
import type { CostSettings } from "./costs_options.ts";
import { modelParts, type PartRecipe, type PassKind } from "./layer_parts.ts";
import { type Operator, workNames } from "./layer_terms.ts";
import { countedAs } from "./phases_pass.ts";
import { type CountedAs, workCount } from "./phases_work.ts";
import type { TransformerModel } from "./types.ts";

/** Parts of a model that the same counts hold for. */
export interface TableGroup {
  /** Whether it is the encoder before a decoder. */
  readonly isInput: boolean;
  readonly counted: CountedAs;
  /** FLOPs, then each kind of bytes, summed over operators and layers: `rows` × counts. */
  readonly totals: Float64Array;
  /** For each operator how often it occurs, its FLOPs by count and its bytes by count. */
  readonly operators: Float64Array;
}

/** FLOPs and the kinds of bytes. */
export const rows = 6;

/** Numbers an operator takes: how often, FLOPs by count, bytes by count. */
export const stride = 19;

/** The tables of a model in a phase. Layers that are alike are counted once. */
export function costTables(
  model: TransformerModel,
  settings: CostSettings,
  kind: PassKind,
): TableGroup[] {
  const groups = new Map<string, PartRecipe[]>();
  for (const part of modelParts(model, settings, kind)) {
    const key = `${part.stack} ${part.window}`;
    const known = groups.get(key);
    if (known) known.push(part);
    else groups.set(key, [part]);
  }
  const isCross = model.architecture === "encoder-decoder";
  return [...groups.values()].map((parts) => {
    // A group has at least the part that made it
    const first = parts[0] as PartRecipe;
    return {
      isInput: isCross && first.stack === "encoder",
      counted: countedAs(model, settings, kind.phase, first),
      totals: totalsOf(parts),
      operators: operatorsOf(parts),
    };
  });
}

function totalsOf(parts: readonly PartRecipe[]): Float64Array {
  const totals = new Float64Array(rows * workCount);
  for (const { count, operators } of parts) {
    for (const { terms } of operators) {
      for (const { kind, work, coefficient } of terms) {
        const row = kind === "flops" ? 0 : 1 + byteKinds.indexOf(kind);
        add(totals, row * workCount + workNames.indexOf(work), count * coefficient);
      }
    }
  }
  return totals;
}

function operatorsOf(parts: readonly PartRecipe[]): Float64Array {
  let places = 0;
  for (const { operators } of parts) places += operators.length;
  const table = new Float64Array(places * stride);
  let start = 0;
  for (const { count, operators } of parts) {
    for (const operator of operators) {
      table[start] = count;
      addOperator(table, start + 1, operator);
      start += stride;
    }
  }
  return table;
}

function addOperator(table: Float64Array, start: number, { terms }: Operator): void {
  for (const { kind, work, coefficient } of terms) {
    const place = start + (kind === "flops" ? 0 : workCount) + workNames.indexOf(work);
    add(table, place, coefficient);
  }
}

function add(table: Float64Array, place: number, value: number): void {
  table[place] = (table[place] ?? 0) + value;
}
