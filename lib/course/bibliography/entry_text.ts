import type { RichNode } from "../types.ts";
import { safeAddress } from "../markdown/allow_list.ts";

const TOKEN =
  /<(\/?)([a-z]+)[^>]*>|&#(\d+);|&#x([0-9a-f]+);|&(lt|gt|amp|quot);|https?:\/\/[^\s<>&]+|[^<&]|[<&]/gi;
const NAMED: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"' };
const TAGS: Readonly<Record<string, string>> = { i: "em", b: "strong", sup: "sup", sub: "sub" };

/**
 * Turns a rendered bibliography entry into a tree: italics, bold, raised and
 * lowered text are kept, addresses become links, every other tag is dropped.
 *
 * @param html One entry as citation-js renders it, in which titles are escaped
 * @returns The tree
 */
export function entryNodes(html: string): RichNode[] {
  const root: RichNode[] = [];
  const open: { tag: string; nodes: RichNode[] }[] = [];
  const append = (node: RichNode) => {
    const nodes = open.at(-1)?.nodes ?? root;
    const last = nodes.at(-1);
    if (typeof node === "string" && typeof last === "string") nodes[nodes.length - 1] = last + node;
    else nodes.push(node);
  };
  const close = () => {
    const element = open.pop();
    if (element) append({ tag: element.tag, children: element.nodes });
  };
  for (const [all, slash, name, decimal, hex, entity] of html.trim().matchAll(TOKEN)) {
    const tag = name && TAGS[name.toLowerCase()];
    if (name) {
      if (tag && !slash) open.push({ tag, nodes: [] });
      else if (tag && open.at(-1)?.tag === tag) close();
    } else if (decimal) append(String.fromCodePoint(Number(decimal)));
    else if (hex) append(String.fromCodePoint(parseInt(hex, 16)));
    else if (entity) append(NAMED[entity.toLowerCase()] ?? all);
    else if (/^https?:/i.test(all)) addressNodes(all).forEach(append);
    else append(all);
  }
  while (open.length > 0) close();
  return root;
}

function addressNodes(text: string): RichNode[] {
  const href = text.replace(/[.,;)]+$/, "");
  if (!safeAddress(href)) return [text];
  const rest = text.slice(href.length);
  return [{ tag: "a", props: { href }, children: [href] }, ...(rest ? [rest] : [])];
}
