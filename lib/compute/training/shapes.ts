/**
 * Shapes of parameters.
 *
 * @module
 */
import { list, positiveInteger } from "../check.ts";

/** The sizes of one parameter's dimensions: `[3072, 768]` a matrix, `[768]` a vector. */
export type ParameterShape = readonly number[];

/** Checks a list of shapes. */
export function checkShapes(shapes: readonly ParameterShape[]): readonly ParameterShape[] {
  list("parameters", shapes).forEach((shape, index) => {
    const field = `parameters[${index}]`;
    if (list(field, shape).length === 0) {
      throw new RangeError(`${field} is empty: it must have at least one dimension`);
    }
    shape.forEach((size, place) => positiveInteger(`${field}[${place}]`, size));
  });
  return shapes;
}

/** The number of values in a parameter. */
export function valuesOf(shape: ParameterShape): number {
  return shape.reduce((product, size) => product * size, 1);
}
