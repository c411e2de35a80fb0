/**
 * What operators cost for a given work, with the formulas, and their sums.
 *
 * @module
 */
import { CostSum } from "./costs_sum.ts";
import {
  type GroupSum,
  operatorGroups,
  type OperatorSum,
  type TransformerOperator,
  type TransformerPart,
} from "./costs_types.ts";
import type { PartRecipe } from "./layer_parts.ts";
import type { Operator, Sizes, Term, WorkName } from "./layer_terms.ts";

/** Works out a part for the counts of what passes through it. */
export function evaluatePart(
  part: PartRecipe,
  sizes: Sizes,
  work: Readonly<Record<string, number>>,
): TransformerPart {
  const operators = part.operators.map((operator) => evaluate(operator, work));
  const sum = new CostSum();
  for (const operator of operators) sum.add(operator);
  const { operators: recipes, window, ...rest } = part;
  return {
    ...rest,
    window: window === Infinity ? null : window,
    variables: variablesOf(recipes, sizes, work),
    operators,
    ...sum.cost(),
  };
}

function evaluate(
  { name, group, terms }: Operator,
  work: Readonly<Record<string, number>>,
): TransformerOperator {
  const sum = new CostSum();
  const evaluated = terms.map((term) => {
    const value = term.coefficient * at(work, term.work);
    if (term.kind === "flops") sum.flops += value;
    else sum.byKind[term.kind] += value;
    return { kind: term.kind, label: term.label, formula: formulaOf(term, work), value };
  });
  return { name, group, terms: evaluated, ...sum.cost() };
}

/** `2·tokens·d·h·k`; in terms of bytes with the bytes a value takes. */
function formulaOf(
  { times, size, kind, work, factors }: Term,
  counts: Readonly<Record<string, number>>,
): string {
  const parts: string[] = times === 1 ? [] : [String(times)];
  if (kind !== "flops") parts.push(String(size));
  // A single pass needs no factor
  if (work !== "passes" || at(counts, work) !== 1) parts.push(work);
  for (const { text } of factors) parts.push(text);
  return parts.join("·") || "1";
}

/** The sizes and counts that the formulas of a part use. */
function variablesOf(
  operators: readonly Operator[],
  sizes: Sizes,
  work: Readonly<Record<string, number>>,
): Record<string, number> {
  const variables: Record<string, number> = {};
  for (const { terms } of operators) {
    for (const { work: count, factors } of terms) {
      variables[count] = at(work, count);
      for (const { text, value } of factors) {
        const letters = text.startsWith("(") ? text.slice(1, -1).split(" + ") : undefined;
        if (letters === undefined) variables[text] = value;
        else for (const letter of letters) variables[letter] = sizes[letter as keyof Sizes].value;
      }
    }
  }
  return variables;
}

/** Operators summed over the layers of their stack, in the order they first run. */
export function sumOperators(parts: readonly TransformerPart[]): OperatorSum[] {
  const sums = new Map<
    string,
    Pick<OperatorSum, "name" | "group" | "stack"> & { count: number; sum: CostSum }
  >();
  for (const { stack, count, operators } of parts) {
    for (const operator of operators) {
      const { name, group } = operator;
      const key = `${stack} ${name}`;
      const known = sums.get(key) ?? { name, group, stack, count: 0, sum: new CostSum() };
      known.count += count;
      known.sum.add(operator, count);
      sums.set(key, known);
    }
  }
  return [...sums.values()].map(({ sum, ...rest }) => ({ ...rest, ...sum.cost() }));
}

/** Operators summed by what they do; groups that do not occur are left out. */
export function sumGroups(operators: readonly OperatorSum[]): GroupSum[] {
  return operatorGroups.flatMap((group) => {
    const own = operators.filter((operator) => operator.group === group);
    if (own.length === 0) return [];
    const sum = new CostSum();
    for (const operator of own) sum.add(operator);
    return [{ group, ...sum.cost() }];
  });
}

function at(work: Readonly<Record<string, number>>, name: WorkName): number {
  return work[name] ?? 0;
}
