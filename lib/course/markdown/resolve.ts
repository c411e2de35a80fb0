/**
 * Turns Markdown's tree into one without directives, raw HTML and references:
 * each becomes an element of the course, or a problem and plain text.
 *
 * @module
 */
import type { List, ListItem } from "mdast";
import type { TextDirective } from "mdast-util-directive";
import { resolveContainer, resolveLeaf } from "./block_directives.ts";
import { resolveCode } from "./code_blocks.ts";
import type { Doc } from "./context.ts";
import { resolveHeading } from "./headings.ts";
import { resolveImage, resolveLink } from "./links.ts";
import { lintText } from "./lints.ts";
import { childrenOf, courseElement, extent, type RootContent, textNode } from "./nodes.ts";
import { resolveNote } from "./notes.ts";
import { resolvePlaceholder } from "./placeholders.ts";
import { replaceHtml } from "./raw_html.ts";
import { resolveTextDirective } from "./text_directives.ts";

/**
 * Resolves siblings.
 *
 * @param nodes Nodes as parsed
 * @param doc The text they are from
 * @returns What stands in their place
 */
export function resolveNodes(nodes: readonly RootContent[], doc: Doc): RootContent[] {
  return replaceHtml(nodes, doc).flatMap((node, i, siblings) => {
    if (node.type === "textDirective") unreadAttributes(node, siblings[i + 1], doc);
    return resolveNode(node, doc);
  });
}

function resolveNode(node: RootContent, doc: Doc): readonly RootContent[] {
  switch (node.type) {
    case "text":
      lintText(node, doc);
      return [node];
    case "textDirective":
      return resolveTextDirective(node, doc);
    case "leafDirective":
      return resolveLeaf(node, doc);
    case "containerDirective":
      return resolveContainer(node, doc);
    case "placeholder":
      return resolvePlaceholder(node, doc);
    case "code":
      return resolveCode(node, doc);
    case "heading":
      return resolveHeading(node, doc);
    case "link":
      return resolveLink(node, resolveNodes(node.children, doc), doc);
    case "linkReference": {
      const definition = doc.definitions.get(node.identifier);
      const children = resolveNodes(node.children, doc);
      return definition ? resolveLink(definition, children, doc) : children;
    }
    case "image":
      return resolveImage(node, doc);
    case "imageReference": {
      const { url = "", title = null } = doc.definitions.get(node.identifier) ?? {};
      return resolveImage({ ...node, alt: node.alt ?? null, url, title }, doc);
    }
    case "footnoteReference":
      return resolveNote(node, doc);
    case "blockquote": {
      // A quotation's numbers are its author's
      const quoted = { ...doc, context: { ...doc.context, lintNumbers: false } };
      return [{ ...node, children: resolveNodes(node.children, quoted) } as RootContent];
    }
    case "table": {
      const inside = { ...doc, within: [...doc.within, "table"] };
      return [courseElement("x-table", {}, [withChildren(node, inside)])];
    }
    case "list":
      return [taskMarks({ ...node, children: resolveNodes(node.children, doc) } as List)];
    case "paragraph":
      brokenDirective(node, doc);
      return [withChildren(node, doc)];
    case "definition":
    case "footnoteDefinition":
    case "yaml":
      return [];
    default:
      return ["children" in node ? withChildren(node, doc) : node];
  }
}

function withChildren(node: RootContent, doc: Doc): RootContent {
  return { ...node, children: resolveNodes(childrenOf(node), doc) } as RootContent;
}

/** A task list that is no prediction shows its state as text: there is nothing to tick. */
function taskMarks(list: List): List {
  return {
    ...list,
    children: list.children.map((item): ListItem => {
      if (item.checked === null || item.checked === undefined) return item;
      const [first, ...rest] = item.children;
      const mark = textNode(item.checked ? "☑ " : "☐ ");
      const children = first?.type === "paragraph"
        ? [{ ...first, children: [mark, ...first.children] }, ...rest]
        : item.children;
      return { ...item, checked: null, children: children as ListItem["children"] };
    }),
  };
}

/** Attributes that the parser could not read are left behind as text. */
function unreadAttributes(
  { attributes, position }: TextDirective,
  next: RootContent | undefined,
  doc: Doc,
): void {
  if (next?.type !== "text" || !next.value.startsWith("{") || !position) return;
  if (Object.keys(attributes ?? {}).length > 0) return;
  const { start } = extent(next);
  const end = doc.text.value.indexOf("}", start) + 1 || start + 1;
  doc.context.course.report("directive", doc.text.span(start, end), "attributes cannot be read", {
    fix: 'write {name="value"}, with quotes around anything but letters and digits',
  });
}

/** A block directive the parser did not take for one, or a fence that closes nothing. */
function brokenDirective(node: RootContent, doc: Doc): void {
  const { start, end } = extent(node);
  const [line = ""] = doc.text.value.slice(start, end).split("\n", 1);
  const { report } = doc.context.course;
  const span = doc.text.span(start, start + line.length);
  if (/^:{3,}\s*$/.test(line)) {
    report("directive", span, "this fence closes nothing", {
      fix: "a block around another needs more colons than the one inside",
    });
  } else if (/^:{2,}[A-Za-z]/.test(line)) {
    report(
      "directive",
      span,
      "this block cannot be read: a bracket, brace or quote is not closed",
      {
        fix: 'write ::name{key="value"}, and nothing behind it on the line',
      },
    );
  }
}
