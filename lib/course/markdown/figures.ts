import {
  figureNames,
  FigurePropError,
  figureSchemas,
  parseFigureProps,
} from "@/lib/figures/mod.ts";
import { figureAnchor } from "../navigation.ts";
import { SLUG, SLUG_RULE } from "../schema/names.ts";
import type { SourceSpan } from "../schema/source.ts";
import type { JsonObject } from "../types.ts";
import { attribute, refuseOddAttributes } from "./attributes.ts";
import { compileField } from "./compile_text.ts";
import type { Doc } from "./context.ts";
import type { Directive } from "./directive.ts";
import { claimId } from "./ids.ts";
import { courseElement, type RootContent } from "./nodes.ts";
import { resolveNodes } from "./resolve.ts";
import { richNodes, unwrapParagraph } from "./rich_nodes.ts";
import type { RichNode } from "../types.ts";

/** A caption still to be resolved. */
export type Caption =
  | { readonly nodes: readonly RootContent[]; readonly doc: Doc }
  | readonly RichNode[];

const OWN = ["name", "id", "caption"];

/** The caption in a figure's attribute, compiled. */
export function captionOf(directive: Directive, doc: Doc): readonly RichNode[] {
  const caption = directive.attributes.get("caption");
  return caption ? unwrapParagraph(compileField(caption.value, doc.context)) : [];
}

/**
 * Places a figure.
 *
 * @param directive The directive
 * @param caption Its caption, from the attribute or the container
 * @param doc The text it is from
 * @returns Its place in the text, or `undefined` if it cannot be drawn
 */
export function placeFigure(
  directive: Directive,
  caption: Caption,
  doc: Doc,
): RootContent | undefined {
  const { draft, course: { report, ids } } = doc.context;
  refuseOddAttributes(directive, report);
  const words = captionNodes(caption);
  if (words.length === 0) {
    report("missing-caption", directive.span, "the figure has no caption", {
      fix: 'caption="…", or :::figure{…} with the caption as its text',
    });
  }
  const id = attribute(directive, "id");
  const idSpan = directive.attributes.get("id")?.value.span() ?? directive.span;
  if (!SLUG.test(id)) report("figure", idSpan, id ? `id ${SLUG_RULE}` : 'the figure needs id="…"');
  else if (!claimId(`figure ${id}`, idSpan, ids, report)) return undefined;
  else draft?.anchors.add(figureAnchor(id));
  const state = figureState(directive, doc);
  if (!state || !draft || !SLUG.test(id)) return undefined;
  const number = ++draft.numbers.figures;
  draft.figures.push({ id, name: attribute(directive, "name"), state, caption: words, number });
  return courseElement("x-figure", { id });
}

function captionNodes(caption: Caption): readonly RichNode[] {
  if (!("nodes" in caption)) return caption;
  const { nodes, doc } = caption;
  const field = {
    ...doc,
    context: { ...doc.context, place: "field" as const, outline: undefined },
  };
  return unwrapParagraph(richNodes(resolveNodes(nodes, field), doc));
}

/** Reads the state, and reports every property that is wrong, not only the first. */
function figureState(directive: Directive, doc: Doc): JsonObject | undefined {
  const { machines, report } = doc.context.course;
  const name = attribute(directive, "name");
  const nameSpan = directive.attributes.get("name")?.value.span() ?? directive.span;
  if (!figureNames.includes(name)) {
    report("figure", nameSpan, name ? `unknown figure "${name}"` : 'the figure needs name="…"', {
      known: figureNames,
    });
    return undefined;
  }
  const attributes = new Map(
    [...directive.attributes].filter(([key]) => !OWN.includes(key))
      .map(([key, { value }]) => [key, value.value]),
  );
  for (let wrong = 0;; wrong++) {
    try {
      const state = parseFigureProps(name, Object.fromEntries(attributes), { machines });
      return wrong > 0 ? undefined : state;
    } catch (error) {
      if (!(error instanceof FigurePropError)) throw error;
      reportProp(error, name, directive, doc);
      if (!attributes.delete(error.prop)) return undefined;
    }
  }
}

function reportProp(
  { prop, message, allowed }: FigurePropError,
  name: string,
  directive: Directive,
  doc: Doc,
): void {
  const { report } = doc.context.course;
  const found = directive.attributes.get(prop);
  const props = figureSchemas.get(name)?.props.map((known) => known.name) ?? [];
  if (found && !props.includes(prop)) {
    const { file, start } = found.span;
    const span: SourceSpan = file.span(start, start + prop.length);
    return report("figure", span, `the figure "${name}" has no property "${prop}"`, {
      known: [...props, ...OWN],
    });
  }
  const isList = allowed.every((value) => /^[\w.-]+$/.test(value));
  report(
    "figure",
    found?.value.span() ?? directive.span,
    lowerFirst(message.split(";", 1)[0] ?? message),
    {
      ...(isList ? { known: allowed } : { fix: `use ${allowed.join(", ")}` }),
    },
  );
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
