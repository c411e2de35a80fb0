/**
 * Cuts an answer into numbers, scales, units and signs.
 *
 * ```text
 * answer  = sum
 * operand = ( number | "(" sum ")" | "√" operand ) { scale } [ unit ]
 * scale   = "million" | "giga" | "G" | …
 * unit    = word { ( "/" | "per" | "a" | "·" | " " ) word }
 * ```
 *
 * @module
 */
import type { Unit } from "@/lib/compute/mod.ts";
import { fromSuperscript } from "@/lib/compute/units/superscript.ts";
import { REST } from "./answer_arithmetic.ts";
import type { Reading } from "./answer_doubt.ts";
import { readNumberText } from "./answer_text.ts";
import { type AskedUnit, readScale, readUnit, unitText } from "./answer_unit.ts";

/** A part of an answer. */
export type Token =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "scale"; readonly factor: number }
  | { readonly kind: "unit"; readonly unit: Unit }
  | { readonly kind: "sign"; readonly sign: string };

const SIGN = /^(?:[+\-*/^()√]|x(?= ?[\d.,(√])|sqrt(?= ?\())/i;
const OF = /^of(?= ?[\d.(√])/i;
const RAISED = /^⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+/;

/**
 * Cuts a text into tokens.
 *
 * @param text The text, plain
 * @param asked The unit that is asked for
 * @param reading How doubts are settled
 * @returns The tokens
 * @throws {SyntaxError} If there is something else in it
 */
export function tokenize(text: string, asked: AskedUnit, reading: Reading): Token[] {
  const tokens: Token[] = [];
  let rest = text.trim();
  while (rest !== "") {
    const before = tokens.at(-1);
    const sign = before?.kind === "sign" ? before.sign : undefined;
    const [length, ...found] = before && (sign === undefined || sign === ")")
      ? behindOperand(rest, before, asked, reading)
      : operand(rest, sign, reading);
    if (length === 0) throw new SyntaxError(/^[\d.,]/.test(rest) ? sideBySide(text) : REST);
    tokens.push(...found);
    rest = rest.slice(length).trimStart();
  }
  return tokens;
}

/** How many characters were read, and what they are. */
type Cut = readonly [length: number, ...tokens: Token[]];

function operand(rest: string, before: string | undefined, reading: Reading): Cut {
  const sign = SIGN.exec(rest)?.[0];
  if (sign) return [sign.length, { kind: "sign", sign: sign.toLowerCase() }];
  const number = readNumberText(rest, reading, before);
  return number ? [number.length, { kind: "number", value: number.value }] : [0];
}

function behindOperand(rest: string, before: Token, asked: AskedUnit, reading: Reading): Cut {
  const raised = RAISED.exec(rest)?.[0];
  if (raised) {
    const value = Number(fromSuperscript(raised));
    return [raised.length, { kind: "sign", sign: "^" }, { kind: "number", value }];
  }
  if (before.kind !== "number" && OF.test(rest)) return [2, { kind: "sign", sign: "*" }];
  if (before.kind !== "unit") {
    const scale = readScale(rest, asked);
    if (scale) return [scale.length, { kind: "scale", factor: scale.factor }];
    const unit = unitText(rest);
    if (unit) return [unit.length, { kind: "unit", unit: readUnit(unit, asked, reading) }];
  }
  const sign = SIGN.exec(rest)?.[0];
  if (!sign || /[(√q]/i.test(sign)) return [0];
  return [sign.length, { kind: "sign", sign: sign === "x" || sign === "X" ? "*" : sign }];
}

function sideBySide(text: string): string {
  const numbers = /^(?:[\d.,]+ )+[\d.,]+/.exec(text)?.[0];
  const isList = numbers !== undefined && !/[-+*/^(]/.test(text);
  return isList
    ? `Did you mean ${numbers.replaceAll(" ", " × ")}? Write the sign between two numbers.`
    : "Two numbers stand side by side: write the sign between them";
}
