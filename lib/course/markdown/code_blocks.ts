import type { Code } from "mdast";
import { alignLines } from "../schema/align.ts";
import { YamlSource } from "../schema/yaml_source.ts";
import type { Doc } from "./context.ts";
import { addExercise } from "./exercises.ts";
import { languageNames } from "./highlight.ts";
import { courseElement, extent, type RootContent } from "./nodes.ts";

/**
 * Resolves a fenced block: an exercise, or code in a known language.
 *
 * @param node The block
 * @param doc The text it is from
 * @returns The block, or the exercise's place
 */
export function resolveCode(node: Code, doc: Doc): readonly RootContent[] {
  const { draft, place, course: { report } } = doc.context;
  const { start, end } = extent(node);
  const raw = doc.text.slice(start, end);
  const fence = raw.value.split("\n", 1)[0] ?? "";
  if (node.lang === "exercise") {
    const span = raw.span(0, fence.length);
    if (!draft || place !== "lesson" || doc.within.includes("predict")) {
      report("exercise", span, "exercises belong in a lesson's own text");
      return [];
    }
    const source = new YamlSource(alignLines(raw.slice(fence.length + 1), node.value), report);
    const id = source.value === undefined ? undefined : addExercise(source, [], draft, doc.context);
    return id === undefined ? [] : [courseElement("x-exercise", { id })];
  }
  // "math" becomes maths on the way to the page; it has no highlighting
  if (node.lang && node.lang !== "math" && !languageNames.includes(node.lang)) {
    const at = fence.indexOf(node.lang);
    report("language", raw.span(at, at + node.lang.length), `unknown language "${node.lang}"`, {
      known: languageNames,
    });
  }
  return [node];
}
