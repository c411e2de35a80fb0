/**
 * Reads units: products and quotients of prefixed units.
 *
 * ```text
 * unit    = [ "/" | "1/" ] power { ( "/" | "per" | "·" | "*" | "×" ) power }
 * power   = ( word | "%" | "$" | "(" unit ")" ) [ exponent ]
 * ```
 *
 * A division applies to the next power only: `J/byte/s` is J/(byte·s).
 *
 * @module
 */
import { fromSuperscript } from "./superscript.ts";
import { QuantitySyntaxError } from "./syntax_error.ts";
import { findUnit, type FoundUnit, knownUnitWords, type UnitDefinition } from "./table.ts";
import { suggest } from "../nearest.ts";

/** One factor of a unit, such as the `TB` or the `s⁻¹` of `TB/s`. */
export interface UnitFactor extends FoundUnit {
  readonly exponent: number;
}

const lengthLimit = 200;

/** Reads a unit as its factors; `start` skips a number that stands before it. */
export function parseUnitFactors(text: string, start = 0): UnitFactor[] {
  if (typeof text !== "string") throw new TypeError(`A unit must be a text: it is ${String(text)}`);
  if (text.length > lengthLimit) {
    throw new QuantitySyntaxError(
      `The text is ${text.length} characters long: a quantity has at most ${lengthLimit}`,
      lengthLimit,
    );
  }
  const reader = new UnitReader(text, start);
  return reader.atEnd() ? [] : reader.whole();
}

class UnitReader {
  readonly #text: string;
  #index: number;

  constructor(text: string, start: number) {
    this.#text = text;
    this.#index = start;
  }

  /** Whether only space is left. */
  atEnd(): boolean {
    this.#match(/\s*/y);
    return this.#index >= this.#text.length;
  }

  whole(): UnitFactor[] {
    const factors = this.#product();
    if (!this.atEnd()) {
      const found = this.#text.slice(this.#index);
      throw this.#error(
        `Unexpected ${JSON.stringify(found)}: join units by "/", "per" or "·"`,
        found.length,
      );
    }
    return factors;
  }

  #product(): UnitFactor[] {
    const factors: UnitFactor[] = [];
    this.#match(/\s*1(?=\s*(?:\/|per\b))/y);
    let sign = this.#divides() ? -1 : 1;
    while (true) {
      const start = this.#index;
      for (const factor of this.#power()) {
        factors.push({ ...factor, exponent: factor.exponent * sign });
      }
      this.#refuseDoubleRate(factors, start);
      if (this.#divides()) sign = -1;
      else if (this.#match(/\s*[·⋅*×]/y)) sign = 1;
      else return factors;
    }
  }

  #divides(): boolean {
    return this.#match(/\s*(?:\/|per(?=\s))/y) !== undefined;
  }

  #power(): UnitFactor[] {
    this.#match(/\s*/y);
    const factors = this.#match(/\(/y) ? this.#group() : [this.#unit()];
    const exponent = this.#exponent();
    return factors.map((factor) => ({ ...factor, exponent: factor.exponent * exponent }));
  }

  #group(): UnitFactor[] {
    const factors = this.#product();
    if (!this.#match(/\s*\)/y)) throw this.#error('Expected ")" after the units in brackets', 1);
    return factors;
  }

  #unit(): UnitFactor {
    const start = this.#index;
    const word = this.#match(/[\p{L}]+|[%$]/yu);
    if (word === undefined) {
      const found = this.#text.charAt(start);
      throw this.#error(
        found === ""
          ? "Expected a unit at the end"
          : `Expected a unit, found ${JSON.stringify(found)}`,
        1,
      );
    }
    const found = findUnit(word);
    if (found) return { ...found, exponent: 1 };
    throw unknownUnit(word, start);
  }

  #exponent(): number {
    const caret = this.#match(/\^[+-]?\d{1,2}/y);
    if (caret) return Number(caret.slice(1));
    const raised = this.#match(/⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}/y);
    if (!raised) return 1;
    return Number(fromSuperscript(raised));
  }

  // "TFLOPS/s" and "FLOPS/byte" are slips for TFLOP/s and FLOP/byte: the S already is "per second".
  #refuseDoubleRate(factors: readonly UnitFactor[], start: number): void {
    const [first, ...rest] = factors;
    const isRate = first?.unit.symbol === "FLOPS" || first?.unit.symbol === "OPS";
    if (!isRate || !rest.some(({ unit, exponent }) => exponent < 0 && isSecondOrByte(unit))) return;
    const symbol = (first.prefix?.symbol ?? "") + first.unit.symbol;
    const divisor = this.#text.slice(start, this.#index).trim();
    const meant = `${symbol.slice(0, -1)}/${divisor}`;
    throw new QuantitySyntaxError(
      `"${symbol}" already means "per second": write "${meant}"`,
      start,
      this.#index - start,
      [meant],
    );
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#index;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#index += found.length;
    return found === "" ? undefined : found;
  }

  #error(message: string, length: number): QuantitySyntaxError {
    return new QuantitySyntaxError(message, this.#index, length);
  }
}

function isSecondOrByte(unit: UnitDefinition): boolean {
  return unit.dimension.second === 1 || unit.dimension.byte === 1;
}

function unknownUnit(word: string, index: number): QuantitySyntaxError {
  // "KB" is the one spelling with two customary meanings: name both.
  const suggestions = word === "KB" ? ["kB", "KiB"] : suggest(word, knownUnitWords);
  const advice = suggestions.length > 0
    ? `did you mean ${suggestions.map((text) => `"${text}"`).join(" or ")}?`
    : "known units are FLOP, FLOPS, op, B, byte, bit, s, min, h, d, yr, Hz, J, W, Wh, token, USD " +
      "and %, with prefixes such as k, M, G, T, Ki, Mi, Gi";
  return new QuantitySyntaxError(
    `Unknown unit ${JSON.stringify(word)}: ${advice}`,
    index,
    word.length,
    suggestions,
  );
}
