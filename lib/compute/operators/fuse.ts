/**
 * Fusing operators: intermediate tensors that never leave the chip.
 *
 * @module
 */
import { describe, list, nonNegativeInteger, record } from "../check.ts";
import { conventionSentence } from "../conventions.ts";
import type { CostTerm, OperatorCost } from "./cost.ts";

/** A tensor that one operator writes and later ones read. */
export interface Intermediate {
  /** The operator that writes it, by its place in the list, from 0. */
  readonly from: number;
  /** The label of the term that writes it. Default: the operator's only written term. */
  readonly written?: string | undefined;
  /** The operators that read it, by place, each after `from`, with the label of the reading term. */
  readonly to: readonly { readonly operator: number; readonly read: string }[];
  /** Whether it is written all the same, for an operator outside the chain. Default `false`. */
  readonly kept?: boolean | undefined;
}

/**
 * The cost of operators run as one, in which intermediate tensors stay on the chip: the sum of the
 * operators, less the bytes that write an intermediate and those that read it. FLOPs do not change.
 *
 * Every reader in the chain has to be named, or else the tensor is still needed in memory: then it
 * is `kept`, and only the named reads are saved. A read of several passes is saved whole. That the
 * chip has room for what lies between is not checked here.
 *
 * @param operators The operators in the order they run.
 * @param intermediates The tensors that stay on the chip.
 * @returns The cost. Labels name the operator first; variables of one name and different sizes get
 * the operator's number, from 1, as an index.
 * @throws {RangeError} If there are no operators, an operator does not come later than the one it
 * reads from, a named term is not there or is named twice, or it moves another tensor's bytes.
 *
 * @example A residual addition after an activation function
 * ```ts
 * import { elementwise, fuse } from "@/lib/compute/operators/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const activation = elementwise({ n: 4096 });
 * const addition = elementwise({ n: 4096 }, { inputs: 2 });
 * const fused = fuse([activation, addition], [
 *   { from: 0, to: [{ operator: 1, read: "input 1" }] },
 * ]);
 * expect(fused.flops).toBe(2 * 4096);
 * expect(activation.bytes + addition.bytes).toBe(5 * 2 * 4096);
 * expect(fused.bytes).toBe(3 * 2 * 4096);
 * ```
 */
export function fuse(
  operators: readonly OperatorCost[],
  intermediates: readonly Intermediate[],
): OperatorCost {
  list("intermediates", intermediates);
  list("operators", operators);
  if (operators.length === 0) throw new RangeError("operators is empty: there is nothing to fuse");
  const saved = new Set<CostTerm>();
  let footprint = 0;
  for (const { footprint: each } of operators) footprint += each;
  for (const [i, intermediate] of intermediates.entries()) {
    const { from, written, to, kept = false } = record(`intermediates[${i}]`, intermediate);
    const tensor = findTerm(operators, from, "written", written);
    if (!kept) save(saved, tensor, operators, from);
    // Both ends have it in their footprint: off the chip it is there once if kept, else not at all
    if (!kept) footprint -= tensor.value;
    if (list("to", to).length === 0) {
      throw new RangeError(`to is empty: nothing reads ${describe(tensor.label)}`);
    }
    for (const [i, reader] of to.entries()) {
      const { operator, read } = record(`to[${i}]`, reader);
      if (operator <= from) {
        throw new RangeError(`operator is ${operator}: it must come after operator ${from}`);
      }
      const term = findTerm(operators, operator, "read", read);
      const bytes = term.value / (term.passes ?? 1);
      if (bytes !== tensor.value) {
        throw new RangeError(
          `${describe(term.label)} of operator ${operator} is ${bytes} bytes: it is not ` +
            `${describe(tensor.label)} of operator ${from}, which is ${tensor.value}`,
        );
      }
      save(saved, term, operators, operator);
      footprint -= tensor.value;
    }
  }
  return join(operators, saved, footprint);
}

function findTerm(
  operators: readonly OperatorCost[],
  index: number,
  kind: "read" | "written",
  label: string | undefined,
): CostTerm {
  const operator = operators[nonNegativeInteger("operator", index)];
  if (!operator) {
    throw new RangeError(`operator is ${index}: there are ${operators.length}, counted from 0`);
  }
  const terms = operator.terms.filter((term) => term.kind === kind);
  const found = terms.filter((term) => label === undefined || term.label === label);
  if (found[0] && found.length === 1) return found[0];
  const known = terms.map((term) => term.label).join(", ");
  throw new RangeError(
    `${label === undefined ? `Which ${kind} term` : `Term ${describe(label)}`} of operator ` +
      `${index} is ${found.length === 0 ? "not there" : "not clear"}: ${kind} are ${known}`,
  );
}

function save(
  saved: Set<CostTerm>,
  term: CostTerm,
  operators: readonly OperatorCost[],
  index: number,
): void {
  if (saved.has(term)) {
    throw new RangeError(
      `${describe(term.label)} of operator ${index}, ${operators[index]?.name}, is named twice`,
    );
  }
  saved.add(term);
}

function join(
  operators: readonly OperatorCost[],
  saved: ReadonlySet<CostTerm>,
  footprint: number,
): OperatorCost {
  const names = operatorNames(operators);
  const renamed = variableNames(operators);
  const variables: Record<string, number> = {};
  const totals = { flops: 0, read: 0, written: 0 };
  const terms: CostTerm[] = [];
  operators.forEach((operator, index) => {
    const rename = (name: string) => renamed[index]?.get(name) ?? name;
    for (const [name, value] of Object.entries(operator.variables)) variables[rename(name)] = value;
    for (const term of operator.terms) {
      if (saved.has(term)) continue;
      totals[term.kind] += term.value;
      terms.push({
        ...term,
        label: `${names[index]}: ${term.label}`,
        formula: term.formula.split("·").map(rename).join("·"),
      });
    }
  });
  return {
    name: `fuse(${operators.map(({ name }) => name).join(", ")})`,
    variables,
    flops: totals.flops,
    bytesRead: totals.read,
    bytesWritten: totals.written,
    bytes: totals.read + totals.written,
    footprint,
    terms,
    conventions: [
      ...new Set([
        ...operators.flatMap((operator) => operator.conventions),
        conventionSentence("fusion"),
      ]),
    ],
  };
}

/** The operators' families, numbered where one comes more than once. */
function operatorNames(operators: readonly OperatorCost[]): string[] {
  const families = operators.map(({ name }) => name.split("(")[0] ?? name);
  return families.map((family, index) =>
    families.indexOf(family) === families.lastIndexOf(family) ? family : `${family} ${index + 1}`
  );
}

/** For each operator, new names of the variables that mean something else in another. */
function variableNames(operators: readonly OperatorCost[]): Map<string, string>[] {
  const values = new Map<string, Set<number>>();
  for (const { variables } of operators) {
    for (const [name, value] of Object.entries(variables)) {
      values.set(name, (values.get(name) ?? new Set()).add(value));
    }
  }
  return operators.map(({ variables }, index) => {
    const clashing = Object.keys(variables).filter((name) => (values.get(name)?.size ?? 0) > 1);
    return new Map(clashing.map((name) => [name, `${name}${subscript(index + 1)}`]));
  });
}

function subscript(number: number): string {
  return String(number).replace(/\d/g, (digit) => String.fromCharCode(0x2080 + Number(digit)));
}
