/**
 * `::figure`, `::exercise`, and the containers.
 *
 * @module
 */
import { toString } from "mdast-util-to-string";
import type { ContainerDirective, LeafDirective } from "mdast-util-directive";
import { attribute, checkAttributes } from "./attributes.ts";
import { type Doc, LessonDraft, Outline } from "./context.ts";
import { type Directive, readDirective } from "./directive.ts";
import { placeShelved } from "./exercises.ts";
import { captionOf, placeFigure } from "./figures.ts";
import { courseElement, extent, type RootContent } from "./nodes.ts";
import { resolvePredict } from "./predict.ts";
import { resolveNodes } from "./resolve.ts";

const LEAVES = ["figure", "exercise"];
const CONTAINERS = ["aside", "deepdive", "recap", "instructor", "predict", "figure"];

/** Resolves a directive on a line of its own. */
export function resolveLeaf(node: LeafDirective, doc: Doc): readonly RootContent[] {
  const { start, end } = extent(node);
  const directive = readDirective(doc.text.slice(start, end));
  const { draft, course: { report } } = doc.context;
  if (!LEAVES.includes(node.name)) return unknown(directive, doc);
  if (!mayStandHere(directive, doc) || !draft) return [];
  if (node.name === "figure") {
    const caption = captionOf(directive, doc);
    const figure = placeFigure(directive, caption, doc);
    return figure ? [figure] : [];
  }
  checkAttributes(directive, ["id"], ["id"], report);
  const id = directive.attributes.get("id");
  return id?.value.value.trim() && placeShelved(id.value.trim(), draft, doc.context)
    ? [courseElement("x-exercise", { id: attribute(directive, "id") })]
    : [];
}

/** Resolves a directive with blocks in it. */
export function resolveContainer(node: ContainerDirective, doc: Doc): readonly RootContent[] {
  const { start, end } = extent(node);
  const source = doc.text.slice(start, end);
  const directive = readDirective(source);
  checkClosed(directive, source.value, doc);
  if (node.name === "reveal") {
    doc.context.course.report("directive", directive.span, ":::reveal belongs inside :::predict", {
      fix: "the outer block needs more colons: ::::predict, and :::: at its end",
    });
    return [];
  }
  if (!CONTAINERS.includes(node.name)) return unknown(directive, doc);
  if (!mayStandHere(directive, doc)) return [];
  const content = node.children.filter((child) => !isLabel(child));
  const inside = { ...doc, within: [...doc.within, node.name] };
  switch (node.name) {
    case "figure": {
      const figure = placeFigure(directive, { nodes: content, doc: inside }, doc);
      return figure ? [figure] : [];
    }
    case "predict":
      return resolvePredict(directive, content, inside);
    default:
      return plainContainer(directive, node, content, inside);
  }
}

function plainContainer(
  directive: Directive,
  node: ContainerDirective,
  content: readonly RootContent[],
  doc: Doc,
): readonly RootContent[] {
  const { course: { edition, report } } = doc.context;
  checkAttributes(directive, [], [], report);
  const title = titleOf(node, doc);
  if (node.name === "deepdive" && !title) {
    report("directive", directive.span, ":::deepdive needs a title in brackets", {
      fix: ":::deepdive[What it is about]",
    });
  }
  if (content.length === 0) report("directive", directive.span, `:::${node.name} is empty`);
  const isDropped = node.name === "instructor" && edition === "student";
  const children = resolveNodes(content, isDropped ? unseen(doc) : doc);
  return isDropped ? [] : [courseElement(`x-${node.name}`, title ? { title } : {}, children)];
}

/** A context in which everything is checked and nothing is kept. */
function unseen(doc: Doc): Doc {
  const { draft } = doc.context;
  const scratch = draft && new LessonDraft(draft);
  return { ...doc, context: { ...doc.context, draft: scratch, outline: new Outline() } };
}

function titleOf(node: ContainerDirective, doc: Doc): string {
  const label = node.children.find(isLabel);
  return label?.type === "paragraph" ? toString(resolveNodes(label.children, doc)).trim() : "";
}

function isLabel(node: RootContent): boolean {
  return node.type === "paragraph" && node.data !== undefined && "directiveLabel" in node.data;
}

function mayStandHere(directive: Directive, { context, within }: Doc): boolean {
  if (context.place === "lesson" && !within.includes("predict")) return true;
  // A field is a caption, a choice or an exercise's text
  const where = within.includes("predict") ? "in a prediction" : "in this text";
  context.course.report("directive", directive.span, `${directive.name} cannot stand ${where}`, {
    fix: "put it into the lesson's own text",
  });
  return false;
}

function unknown(directive: Directive, doc: Doc): readonly RootContent[] {
  const known = [...new Set([...CONTAINERS, ...LEAVES, "reveal"])];
  doc.context.course.report(
    "unknown-directive",
    directive.nameSpan,
    `unknown directive "${directive.name}"`,
    { known },
  );
  return [];
}

/** The parser closes an open container at the end of the file; an author did not mean that. */
function checkClosed(directive: Directive, source: string, doc: Doc): void {
  const colons = /^:+/.exec(source)?.[0] ?? ":::";
  const last = source.trimEnd().split("\n").at(-1) ?? "";
  const fence = last.replace(/^[\s>]*/, "");
  if (/^:{3,}$/.test(fence) && fence.length >= colons.length && source.includes("\n")) return;
  doc.context.course.report(
    "directive",
    directive.span,
    `${colons}${directive.name} is not closed`,
    {
      fix: `end it with a line ${colons}; a block around another needs more colons`,
    },
  );
}
