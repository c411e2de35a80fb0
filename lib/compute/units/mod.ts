/**
 * Quantities with units: reading, writing and arithmetic.
 *
 * @module
 */
export { describeDimension, type Dimension, sameDimension } from "./dimension.ts";
export { parseUnit, type Unit } from "./parse_unit.ts";
export { QuantitySyntaxError } from "./syntax_error.ts";
export { formatNumber, type NumberFormat } from "./number_text.ts";
export { parseQuantity, type Quantity, quantity, valueIn } from "./quantity.ts";
export { add, divide, multiply, power, subtract } from "./arithmetic.ts";
export { formatQuantity, type QuantityFormat } from "./format.ts";
