/**
 * Superscript digits, as exponents are written.
 *
 * @module
 */
const plainSigns = "0123456789-";
const raisedSigns = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻";

/** Writes the digits and the sign of a whole number as superscripts. */
export function toSuperscript(text: string): string {
  return text.replace(/[0-9-]/g, (sign) => raisedSigns.charAt(plainSigns.indexOf(sign)));
}

/** Reads superscripts as plain digits and sign. */
export function fromSuperscript(text: string): string {
  return text.replace(/./gu, (sign) => plainSigns.charAt(raisedSigns.indexOf(sign)));
}
