import { type HeldElement, hold } from "./client_hold.ts";

/** Two comments and what stands between them. */
export interface Range {
  readonly start: Comment;
  readonly end: Comment;
}

/** An island of the page that is not in the JSX of another one. */
export interface FoundIsland {
  readonly name: string;
  readonly id: number;
  readonly range: Range;
}

/**
 * A piece of the JSX that an island was given: a text, an element of the
 * server, or another island.
 */
export type Part = string | HeldElement | { readonly island: string; readonly id: number };

/** A prop's JSX, as often as it stands on the page. */
export interface SlotSource {
  readonly appearances: (readonly Part[])[];
  /** The first appearance that was not taken over yet. */
  next: number;
}

const OPEN = /^frsh:(island|slot):([^:]*):([^:]*)/;
const CLOSE = /^\/frsh:(island|slot)$/;

/**
 * Finds the islands of a page, and the JSX that they were given by keys like
 * `0:children`. Comments inside islands are removed: Preact would take them
 * for nodes that have moved.
 */
export function scan(page: Document): { islands: FoundIsland[]; slots: Map<string, SlotSource> } {
  const islands: FoundIsland[] = [];
  const slots = new Map<string, SlotSource>();
  const found: { key: string; first: ChildNode | null; end: Comment | null }[] = [];
  const marks: Comment[] = [];
  const nested = new Map<Node, FoundIsland>();
  const holders = new Set<Node>();

  function walk(root: Node, hidden: boolean): void {
    const open: { start: Comment; first: string; second: string }[] = [];
    const walker = page.createTreeWalker(root, NodeFilter.SHOW_COMMENT);
    while (walker.nextNode()) {
      const end = walker.currentNode as Comment;
      const [, , first = "", second = ""] = OPEN.exec(end.data) ?? [];
      if (first !== "") open.push({ start: end, first, second });
      const kind = CLOSE.exec(end.data)?.[1];
      const opened = kind && open.pop();
      if (!opened) continue;
      const { start } = opened;
      if (hidden || open.length > 0 || kind === "slot") marks.push(start, end);
      if (kind === "slot") {
        const key = `${opened.first}:${opened.second}`;
        found.push({ key, first: start.nextSibling, end });
        continue;
      }
      const island = { name: opened.first, id: Number(opened.second), range: { start, end } };
      if (start.parentNode !== end.parentNode) {
        console.error(`Cannot start the island ${island.name}: invalid HTML nesting around it`);
      } else if (open.length === 0 && !hidden) islands.push(island);
      else {
        nested.set(start, island);
        const top = open.at(-1)?.start.parentNode ?? root;
        for (let node = start.parentNode; node && node !== top; node = node.parentNode) {
          holders.add(node);
        }
      }
    }
  }

  function parse(first: ChildNode | null, end: ChildNode | null): Part[] {
    const parts: Part[] = [];
    let node = first;
    while (node && node !== end) {
      const island = nested.get(node);
      if (island) {
        parts.push({ island: island.name, id: island.id });
        node = island.range.end;
      } else if (node instanceof Text) parts.push(node.data);
      else if (node instanceof Element) {
        const inside = holders.has(node) ? parse(node.firstChild, null) : null;
        parts.push(hold(node, inside));
      }
      node = node.nextSibling;
    }
    return parts;
  }

  walk(page, false);
  for (const template of page.querySelectorAll<HTMLTemplateElement>("template[data-frsh-slot]")) {
    walk(template.content, true);
    const key = template.dataset.frshSlot ?? "";
    found.push({ key, first: template.content.firstChild, end: null });
    template.remove();
  }
  for (const { key, first, end } of found) {
    const source = slots.get(key) ?? { appearances: [], next: 0 };
    source.appearances.push(parse(first, end));
    slots.set(key, source);
  }
  for (const mark of marks) mark.remove();
  return { islands, slots };
}
