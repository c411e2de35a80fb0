/**
 * Operators as authors and readers write them: `gemv(4096, 4096)`, or
 * `Decode: gemv(4096, 4096)` with a name.
 *
 * @module
 */
import { FigurePropError } from "./error.ts";
import {
  mostOperators,
  type OperatorKind,
  operatorKinds,
  type OperatorSpec,
} from "./operator_kinds.ts";
import { describeSize, readSize } from "./sizes.ts";

/** The forms that {@linkcode parseOperators} accepts. */
export const operatorForms: readonly string[] = Object.entries(operatorKinds).map((
  [kind, { sizes }],
) => `${kind}(${sizes.map(({ name, optional }) => optional ? `${name}?` : name).join(", ")})`);

/**
 * Reads a semicolon-separated list of operators.
 *
 * @param prop The property the text belongs to, for errors.
 * @param text Such as `Decode: gemv(4096, 4096); softmax(4096, 4096)`.
 * @returns The operators in order.
 * @throws {FigurePropError} An operator is unknown, or its sizes do not fit.
 *
 * @example
 * ```ts
 * import { parseOperators } from "@/lib/figures/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(parseOperators("operator", "Decode: gemv(4096, 4096)")).toEqual([
 *   { name: "Decode", kind: "gemv", sizes: [4096, 4096] },
 * ]);
 * ```
 */
export function parseOperators(prop: string, text: string): OperatorSpec[] {
  const parts = text.split(";").map((part) => part.trim()).filter((part) => part !== "");
  if (parts.length > mostOperators) {
    throw new FigurePropError(prop, text, [`at most ${mostOperators} operators`]);
  }
  return parts.map((part) => parseOperator(prop, part));
}

function parseOperator(prop: string, text: string): OperatorSpec {
  const match = /^(?:(.{1,60}?)\s*:\s*)?([a-z_]+)\s*\(([^()]*)\)$/.exec(text);
  const kind = match?.[2] as OperatorKind | undefined;
  if (!match || !kind || !Object.hasOwn(operatorKinds, kind)) {
    throw new FigurePropError(prop, text, operatorForms);
  }
  const { sizes } = operatorKinds[kind];
  const args = (match[3] ?? "").split(",").map((arg) => arg.trim()).filter((arg) => arg !== "");
  const needed = sizes.filter(({ optional }) => !optional).length;
  if (args.length < needed || args.length > sizes.length) {
    const form = operatorForms.filter((form) => form.startsWith(`${kind}(`));
    throw new FigurePropError(prop, text, form, `${kind} has ${args.length} sizes here`);
  }
  return {
    name: match[1]?.trim() ?? "",
    kind,
    sizes: args.map((arg, index) => {
      const size = sizes[index];
      const value = size && readSize(arg, size);
      if (value === undefined) {
        throw new FigurePropError(prop, text, [describeSize(size)], `"${arg}" does not fit`);
      }
      return value;
    }),
  };
}

/** Writes operators so that {@linkcode parseOperators} reads them back. */
export function formatOperators(operators: readonly OperatorSpec[]): string {
  return operators.map(({ name, kind, sizes }) =>
    `${name === "" ? "" : `${name}: `}${kind}(${sizes.join(", ")})`
  ).join("; ");
}

/** Makes a typed name safe to write: no separators, not too long. */
export function cleanName(name: string): string {
  return name.replaceAll(/[;\p{Cc}]+/gu, " ").replaceAll(/\s+/g, " ").trim().slice(0, 40).trim();
}
