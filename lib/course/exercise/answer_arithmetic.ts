/**
 * Works out what a reader typed instead of a number: `312/2.039`, `2 · 4096²`,
 * `(1 − 0.9) * 80 GB`. Only the four operations, powers, square roots and
 * brackets, with numbers in any spelling and units behind them.
 *
 * @module
 */
import {
  add,
  divide,
  multiply,
  parseQuantity,
  power,
  type Quantity,
  sameDimension,
  subtract,
  type Unit,
} from "@/lib/compute/mod.ts";
import { fromSuperscript } from "@/lib/compute/units/superscript.ts";
import { readNumberText } from "./answer_text.ts";

type Token =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "unit"; readonly unit: Unit }
  | { readonly kind: "sign"; readonly sign: string };

/** What was worked out. */
export interface WorkedAnswer {
  readonly quantity: Quantity;
  /** Whether a unit was written anywhere. */
  readonly hasUnit: boolean;
}

const SIGNS: Readonly<Record<string, string>> = {
  "×": "*",
  "·": "*",
  "⋅": "*",
  "x": "*",
  "**": "^",
  "÷": "/",
  ":": "/",
  "−": "-",
  "–": "-",
};
const SIGN = /^(?:\*\*|[+\-−–*×·⋅/÷:^()√]|x(?=\s*[\d.,(√])|sqrt(?=\s*\())/i;
const SUPERSCRIPT = /^⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+/;
const UNIT =
  /^(?:[%$]|\p{L}+)(?:\s*(?:\/|\bper\b|[·⋅*])\s*(?!\bx\b)\p{L}+|\s+(?!x\b|per\b)\p{L}+|\^-?\d+(?!\d)|⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)*/iu;
const REST = "Work it out first, or write it with + − × / ^ and brackets";

/**
 * Works out an answer that is more than a number and a unit.
 *
 * @param text What the reader wrote, at most some hundred characters
 * @param readUnit Reads a unit
 * @returns The value in base units
 * @throws {SyntaxError} If it is no sum, product or power of numbers
 * @throws {RangeError} If dimensions do not fit together, or the value is not finite
 */
export function workOut(text: string, readUnit: (text: string) => Unit): WorkedAnswer {
  const tokens = tokenize(text, readUnit);
  const units = tokens.filter(({ kind }) => kind === "unit").length;
  const last = tokens.at(-1);
  // In "1/3 TB/s" the unit belongs to the whole, as in "0.333 TB/s"
  const whole = units === 1 && last?.kind === "unit" ? last.unit : undefined;
  const quantity = new Arithmetic(whole ? tokens.slice(0, -1) : tokens).result();
  const value = whole
    ? multiply(quantity, { value: whole.factor, dimension: whole.dimension })
    : quantity;
  if (!Number.isFinite(value.value)) throw new RangeError("That has no finite value");
  return { quantity: value, hasUnit: units > 0 };
}

function tokenize(text: string, readUnit: (text: string) => Unit): Token[] {
  const tokens: Token[] = [];
  let rest = text.trim();
  while (rest !== "") {
    const before = tokens.at(-1);
    const endsOperand = before?.kind === "number" || before?.kind === "unit" ||
      (before?.kind === "sign" && before.sign === ")");
    const raised = endsOperand ? SUPERSCRIPT.exec(rest)?.[0] : undefined;
    const sign = SIGN.exec(rest)?.[0];
    const number = endsOperand ? undefined : readNumberText(rest);
    const unit = endsOperand && before.kind !== "unit" ? UNIT.exec(rest)?.[0] : undefined;
    let length: number;
    if (raised) {
      const value = Number(fromSuperscript(raised));
      tokens.push({ kind: "sign", sign: "^" }, { kind: "number", value });
      length = raised.length;
    } else if (sign) {
      tokens.push({ kind: "sign", sign: SIGNS[sign.toLowerCase()] ?? sign.toLowerCase() });
      length = sign.length;
    } else if (number) {
      tokens.push({ kind: "number", value: parseQuantity(number.number).value });
      length = number.length;
    } else if (unit) {
      tokens.push({ kind: "unit", unit: readUnit(unit) });
      length = unit.length;
    } else throw new SyntaxError(REST);
    rest = rest.slice(length).trimStart();
  }
  return tokens;
}

/** Reads tokens by precedence: sums of products of powers. */
class Arithmetic {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  result(): Quantity {
    const value = this.#sum();
    if (this.#at < this.#tokens.length) throw new SyntaxError(REST);
    return value;
  }

  #sum(): Quantity {
    let value = this.#product();
    for (;;) {
      if (this.#take("+")) value = add(value, this.#product());
      else if (this.#take("-")) value = subtract(value, this.#product());
      else return value;
    }
  }

  #product(): Quantity {
    let value = this.#signed();
    for (;;) {
      if (this.#take("*")) value = multiply(value, this.#signed());
      else if (this.#take("/")) value = divide(value, this.#signed());
      else return value;
    }
  }

  #signed(): Quantity {
    if (this.#take("+")) return this.#signed();
    if (this.#take("-")) return multiply({ value: -1, dimension: {} }, this.#signed());
    return this.#raised();
  }

  #raised(): Quantity {
    const base = this.#operand();
    if (!this.#take("^")) return base;
    const exponent = this.#signed();
    if (!sameDimension(exponent.dimension, {})) {
      throw new RangeError("An exponent is a number without a unit");
    }
    return power(base, exponent.value);
  }

  #operand(): Quantity {
    if (this.#take("√") || this.#take("sqrt")) return power(this.#operand(), 0.5);
    if (this.#take("(")) {
      const value = this.#sum();
      if (!this.#take(")")) throw new SyntaxError("A bracket is not closed");
      return this.#withUnit(value);
    }
    const token = this.#tokens[this.#at];
    if (token?.kind !== "number") throw new SyntaxError(REST);
    this.#at++;
    return this.#withUnit({ value: token.value, dimension: {} });
  }

  #withUnit(value: Quantity): Quantity {
    const token = this.#tokens[this.#at];
    if (token?.kind !== "unit") return value;
    this.#at++;
    return multiply(value, { value: token.unit.factor, dimension: token.unit.dimension });
  }

  #take(sign: string): boolean {
    const token = this.#tokens[this.#at];
    if (token?.kind !== "sign" || token.sign !== sign) return false;
    this.#at++;
    return true;
  }
}
