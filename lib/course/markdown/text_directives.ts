/**
 * `:term`, `:cite`, `:calc`, `:given` and `:why`.
 *
 * @module
 */
import type { TextDirective } from "mdast-util-directive";
import type { SourceText } from "../schema/source.ts";
import { checkAttributes } from "./attributes.ts";
import { calc } from "./calc.ts";
import type { Doc } from "./context.ts";
import { type Directive, readDirective } from "./directive.ts";
import { childrenOf, courseElement, extent, type RootContent, textNode } from "./nodes.ts";
import { resolveNodes } from "./resolve.ts";

/** What stands in place of a text directive. */
type Resolve = (directive: Directive, node: TextDirective, doc: Doc) => readonly RootContent[];

const DIRECTIVES: ReadonlyMap<string, Resolve> = new Map([
  ["term", term],
  ["cite", cite],
  ["calc", calc],
  ["given", given],
  ["why", misplacedWhy],
]);

/** Names of directives in running text. */
const textDirectiveNames: readonly string[] = [...DIRECTIVES.keys()];

/**
 * Resolves a directive in running text. A colon that only looks like one
 * (10:30, note:this) becomes text again.
 */
export function resolveTextDirective(node: TextDirective, doc: Doc): readonly RootContent[] {
  const { start, end } = extent(node);
  const source = doc.text.slice(start, end);
  const directive = readDirective(source);
  if (!directive.label && directive.attributes.size === 0 && directive.refused.length === 0) {
    return [textNode(source.value)];
  }
  const resolve = DIRECTIVES.get(node.name);
  const { report } = doc.context.course;
  if (!resolve) {
    report("unknown-directive", directive.nameSpan, `unknown directive ":${node.name}"`, {
      known: textDirectiveNames,
      fix: `for a plain colon write \\:${node.name}`,
    });
    return resolveNodes(childrenOf(node), doc);
  }
  if (!directive.label?.value.trim()) {
    report("directive", directive.span, `:${node.name} needs its words in brackets`);
    return [];
  }
  return resolve(directive, node, doc);
}

function term(directive: Directive, node: TextDirective, doc: Doc): readonly RootContent[] {
  const { draft, course: { terms, report } } = doc.context;
  checkAttributes(directive, ["of"], [], report);
  const words = resolveNodes(childrenOf(node), doc);
  const of = directive.attributes.get("of")?.value;
  const wanted = of ?? directive.label;
  const entry = wanted && terms.find(wanted.value);
  if (!wanted || !entry) {
    const text = wanted?.value.trim() ?? "";
    report("unknown-term", wanted?.span() ?? directive.span, `unknown term "${text}"`, {
      known: terms.names,
      knownIn: "glossary.yaml",
    });
    return words;
  }
  const introduction = terms.introduction(entry.slug);
  if (draft && introduction && introduction.order > draft.order) {
    report(
      "term-order",
      wanted.span(),
      `the term "${entry.term}" is introduced later, in ${introduction.lesson}`,
      { fix: `say it in other words, or introduce the term here` },
    );
  }
  draft?.terms.add(entry.slug);
  return [courseElement("x-term", { slug: entry.slug }, words)];
}

function cite(directive: Directive, _: TextDirective, doc: Doc): readonly RootContent[] {
  const { draft, course: { references, report } } = doc.context;
  checkAttributes(directive, [], [], report);
  const keys = splitLabel(directive.label, ";").filter((key) => {
    if (references.has(key.value)) return true;
    report("unknown-citation", key.span(), `unknown citation "${key.value}"`, {
      known: [...references.keys()],
      knownIn: "references.bib",
    });
    return false;
  }).map(({ value }) => value);
  for (const key of keys) draft?.citations.add(key);
  if (keys.length === 0) return [];
  const words = keys.map((key) => references.get(key) ?? key).join("; ");
  return [courseElement("x-cite", { keys: keys.join(" ") }, [textNode(`(${words})`)])];
}

function splitLabel(label: SourceText | undefined, separator: string): SourceText[] {
  if (!label) return [];
  const parts: SourceText[] = [];
  let start = 0;
  for (const part of label.value.split(separator)) {
    const text = label.slice(start, start + part.length).trim();
    if (text.value) parts.push(text);
    start += part.length + separator.length;
  }
  return parts;
}

function given(directive: Directive, node: TextDirective, doc: Doc): readonly RootContent[] {
  checkAttributes(directive, [], [], doc.context.course.report);
  const quiet = { ...doc, context: { ...doc.context, lintNumbers: false } };
  return resolveNodes(childrenOf(node), quiet);
}

function misplacedWhy(directive: Directive, _: TextDirective, doc: Doc): readonly RootContent[] {
  doc.context.course.report("directive", directive.span, ":why belongs to a choice of :::predict", {
    fix: 'a task list "- [ ] choice :why[reason]" inside :::predict',
  });
  return [];
}
