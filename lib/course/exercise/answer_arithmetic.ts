/**
 * Works out the tokens of an answer: sums of products of powers, with units.
 *
 * @module
 */
import {
  add,
  divide,
  multiply,
  power,
  type Quantity,
  sameDimension,
  subtract,
} from "@/lib/compute/mod.ts";
import type { Token } from "./answer_tokens.ts";
import { dimensionWords } from "./answer_words.ts";

/** What to do about a text that cannot be worked out. */
export const REST = "Work it out first, or write it with + − × / ^ and brackets";

/**
 * Works out what was written.
 *
 * @param tokens A number with its unit, or a sum, product or power of such
 * @returns The value in base units
 * @throws {SyntaxError} If it is no sum, product or power of numbers
 * @throws {RangeError} If dimensions do not fit together, or there is no value
 */
export function workOut(tokens: readonly Token[]): Quantity {
  // In "1/3 TB/s" and "1/3 million bytes" what stands last belongs to the whole, as in "0.333 TB/s"
  const first = tokens.findIndex(isMeasure);
  const measure = first < 0 ? [] : tokens.slice(first);
  const isSum = tokens.some((token) => token.kind === "sign" && /[+-]/.test(token.sign));
  const isWhole = measure.every(isMeasure) && !(isSum && measure.at(-1)?.kind === "scale");
  const ordered = isWhole && measure.length > 0
    ? [OPEN, ...tokens.slice(0, first), CLOSE, ...measure]
    : tokens;
  return new Arithmetic(ordered).result();
}

const OPEN: Token = { kind: "sign", sign: "(" };
const CLOSE: Token = { kind: "sign", sign: ")" };

function isMeasure({ kind }: Token): boolean {
  return kind === "scale" || kind === "unit";
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
      if (this.#take("+")) value = add(value, this.#alike(value, "added to"));
      else if (this.#take("-")) value = subtract(value, this.#alike(value, "subtracted from"));
      else return value;
    }
  }

  #alike({ dimension }: Quantity, verb: string): Quantity {
    const other = this.#product();
    if (sameDimension(dimension, other.dimension)) return other;
    const [one, two] = [dimensionWords(other.dimension), dimensionWords(dimension)];
    throw new RangeError(`Cannot be worked out: ${one} ${verb} ${two}`);
  }

  #product(): Quantity {
    let value = this.#signed();
    for (;;) {
      if (this.#take("*")) value = multiply(value, this.#signed());
      else if (this.#take("/")) {
        const divisor = this.#signed();
        if (divisor.value === 0) throw noValue("divided by 0");
        value = divide(value, divisor);
      } else return value;
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
    return raise(base, exponent.value);
  }

  #operand(): Quantity {
    if (this.#take("√") || this.#take("sqrt")) {
      const value = this.#operand();
      if (value.value < 0) throw noValue("took the square root of a negative number");
      return raise(value, 0.5);
    }
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
    let result = value;
    for (;;) {
      const token = this.#tokens[this.#at];
      if (token?.kind === "scale") {
        result = multiply(result, { value: token.factor, dimension: {} });
      } else if (token?.kind === "unit") {
        result = multiply(result, { value: token.unit.factor, dimension: token.unit.dimension });
      } else return result;
      this.#at++;
    }
  }

  #take(sign: string): boolean {
    const token = this.#tokens[this.#at];
    if (token?.kind !== "sign" || token.sign !== sign) return false;
    this.#at++;
    return true;
  }
}

/** Raises to a power, and says in words where there is none. */
function raise(base: Quantity, exponent: number): Quantity {
  const { value, dimension } = base;
  if (value === 0 && exponent < 0) throw noValue("raised 0 to a negative power");
  if (value < 0 && !Number.isInteger(exponent)) {
    throw noValue("raised a negative number to a power that is not whole");
  }
  if (!Object.values(dimension).every((times) => Number.isInteger(times * exponent))) {
    throw new RangeError(`A root of ${dimensionWords(dimension)} is no unit`);
  }
  return power(base, exponent);
}

function noValue(deed: string): RangeError {
  return new RangeError(`You ${deed}, which has no value`);
}
