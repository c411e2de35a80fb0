/**
 * Student's t distribution and the incomplete beta function behind it.
 *
 * @module
 */
export { incompleteBeta } from "./incomplete_beta.ts";
export { studentTProbability, studentTQuantile, twoSidedT } from "./student_t.ts";
