import type { Report } from "../schema/problem.ts";
import type { Directive } from "./directive.ts";

/**
 * Reports attributes that a directive does not have, and required ones that
 * are missing or empty.
 *
 * @param directive The directive
 * @param names What it may have
 * @param required What it must have
 * @param report Receives every problem
 */
export function checkAttributes(
  directive: Directive,
  names: readonly string[],
  required: readonly string[],
  report: Report,
): void {
  refuseOddAttributes(directive, report);
  for (const { name, span } of directive.attributes.values()) {
    if (names.includes(name)) continue;
    const start = span.file.span(span.start, span.start + name.length);
    report("unknown-attribute", start, `unknown attribute "${name}" of ${directive.name}`, {
      known: names,
    });
  }
  for (const name of required) {
    if (directive.attributes.get(name)?.value.value.trim()) continue;
    const { file, start, end } = directive.span;
    report("missing-attribute", file.span(start, end), `${directive.name} needs ${name}="…"`);
  }
}

/** Reports attributes given twice, and the short forms `.class` and `#id`. */
export function refuseOddAttributes({ refused }: Directive, report: Report): void {
  for (const { text, span } of refused) {
    if (text.startsWith(".")) {
      report("unknown-attribute", span, `classes such as "${text}" are not used`);
    } else if (text.startsWith("#")) {
      report("unknown-attribute", span, `"${text}" is not read`, {
        fix: `write id="${text.slice(1)}"`,
      });
    } else report("unknown-attribute", span, `attribute "${text}" is given twice`);
  }
}

/** The value of an attribute, without white space around it; empty if it is missing. */
export function attribute(directive: Directive, name: string): string {
  return directive.attributes.get(name)?.value.value.trim() ?? "";
}
