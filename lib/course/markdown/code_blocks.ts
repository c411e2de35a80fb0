import type { Code } from "mdast";
import { exerciseAnchor } from "../navigation.ts";
import { alignLines } from "../schema/align.ts";
import { YamlSource } from "../schema/yaml_source.ts";
import { withinBounds } from "./bounds.ts";
import type { Doc } from "./context.ts";
import { documentOf } from "./doc.ts";
import { addExercise } from "./exercises.ts";
import { languageNames } from "./highlight.ts";
import { parseMarkdown } from "./parser.ts";
import { resolveNodes } from "./resolve.ts";
import { courseElement, extent, type RootContent } from "./nodes.ts";

/**
 * Resolves a fenced block: an exercise, or code in a known language. In the
 * gallery the source of an exercise or of live Markdown is shown above it.
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
  const content = () => alignLines(raw.slice(fence.length + 1), node.value);
  const isExample = draft?.showsSource === true;
  if (isExample && node.lang === "markdown" && node.meta === "live") {
    const text = withinBounds(content(), report);
    const tree = parseMarkdown(text, "fragment");
    return [node, ...resolveNodes(tree.children, documentOf(text, tree, doc.context))];
  }
  const isLive = isExample && node.lang === "yaml" && node.meta === "exercise";
  if (node.lang === "exercise" || isLive) {
    const span = raw.span(0, fence.length);
    if (!draft || place !== "lesson" || doc.within.includes("predict")) {
      report("exercise", span, "exercises belong in a lesson's own text");
      return [];
    }
    const source = new YamlSource(content(), report);
    // What cannot be read is still there, and says what it would test
    const [, objective] = /^objective:\s*(\S+)/m.exec(node.value) ?? [];
    if (objective) draft.tested.add(objective);
    const [, written] = /^id:\s*(\S+)/m.exec(node.value) ?? [];
    if (written) draft.anchors.add(exerciseAnchor(written));
    const id = source.value === undefined ? undefined : addExercise(source, [], draft, doc.context);
    const placed = id === undefined ? [] : [courseElement("x-exercise", { id })];
    return isLive ? [node, ...placed] : placed;
  }
  if (!isExample && isUnmarkedExercise(node)) {
    report("exercise", raw.span(0, fence.length), "this exercise is shown as code, not asked", {
      severity: "warning",
      fix: "write ```exercise where the block begins",
    });
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

/** An exercise as the guide shows it, whose block is not marked as one. */
function isUnmarkedExercise({ lang, meta, value }: Code): boolean {
  if (lang !== "yaml" && lang !== "yml") return false;
  return meta === "exercise" ||
    ["id", "kind", "prompt"].every((key) => new RegExp(`^${key}:`, "m").test(value));
}
