/**
 * What is legal Markdown and yet most likely a slip of the pen.
 *
 * @module
 */
import { align } from "../schema/align.ts";
import type { Text } from "mdast";
import type { Doc } from "./context.ts";
import { extent } from "./nodes.ts";

/**
 * Rates and intensities (`312 TFLOP/s`, `153 FLOP/byte`), and amounts that look worked out
 * (`13.5 GB`, `140 GiB`, and not the 80 GB of a product's name).
 */
const TYPED_NUMBER = new RegExp(
  [
    String.raw`(?<![\w.])(?:`,
    String.raw`\d[\d.,\u202f]*[\s\u00a0]?[kMGTPE]?(?:i?B\/s|FLOPs?\/(?:s|byte|B)|FLOPS)`,
    String.raw`|(?:\d+\.\d+|\d{3,})[\s\u00a0]?[kMGTPE](?:i?B|FLOPs?)`,
    String.raw`)(?![\w/])`,
  ].join(""),
  "g",
);

/**
 * Looks over a piece of running text.
 *
 * @param node The text
 * @param doc The text it is from
 */
export function lintText(node: Text, doc: Doc): void {
  const { context: { course: { report }, lintNumbers, parameters } } = doc;
  const { start, end } = extent(node);
  const text = align(doc.text.slice(start, end), node.value);
  if (lintNumbers) {
    for (const { 0: match, index } of node.value.matchAll(TYPED_NUMBER)) {
      report("typed-number", text.span(index, index + match.length), `typed number "${match}"`, {
        severity: "warning",
        fix: `compute it by :calc[…], or write :given[${match}] if it is assumed or quoted`,
      });
    }
  }
  for (const { 0: match, index } of node.value.matchAll(/\[\^([^\]\s]+)\]/g)) {
    report("note", text.span(index, index + match.length), `there is no note ${match}`, {
      known: [...doc.footnotes.keys()].map((name) => `[^${name}]`),
      fix: `add a line "${match}: the note"`,
    });
  }
  if (parameters) lintBraces(doc, start, end);
}

/** A brace that did not become a computed value, and was not escaped. */
function lintBraces({ text, context }: Doc, start: number, end: number): void {
  const raw = text.value.slice(start, end);
  for (const { index } of raw.matchAll(/(?<!\\)\{/g)) {
    context.course.report(
      "placeholder",
      text.span(start + index, start + index + 1),
      "this brace opens a computed value and is not closed",
      { fix: "close it with }, or write \\{ for a brace; in a table write \\| for |" },
    );
  }
}
