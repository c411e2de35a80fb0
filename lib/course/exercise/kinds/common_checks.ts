import type { RichNode } from "../../types.ts";
import type { Problems } from "../problem.ts";
import { isEmpty } from "../static_checks.ts";

/** Ids must be told apart: answers are kept under them. */
export function checkIds(
  path: string,
  things: readonly { readonly id: string }[],
  problems: Problems,
): void {
  things.forEach(({ id }, i) => {
    if (things.findIndex((other) => other.id === id) < i) {
      problems.add(`${path}[${i}].id`, `"${id}" is the id of an earlier one: choose another`);
    }
  });
}

/** Each of the texts must have something to read in it. */
export function checkNonEmpty(
  path: string,
  field: string,
  texts: readonly (readonly RichNode[])[],
  problems: Problems,
): void {
  texts.forEach((text, i) => {
    if (isEmpty(text)) problems.add(`${path}[${i}].${field}`, `"${field}" is empty`);
  });
}
