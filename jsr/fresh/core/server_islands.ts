import { type ComponentChild, Fragment, h, type VNode } from "preact";
import { comment, currentPage, type Node, type Page, renderPart } from "./page_state.ts";
import { isJsx, SlotReference } from "./serialize.ts";
import type { Island } from "./types.ts";

interface ServerIslandProps {
  readonly entry: Island;
  readonly props: Readonly<Record<string, unknown>>;
}

/** An island on the server: rendered between comments, its props noted for the browser. */
export function ServerIsland({ entry, props }: ServerIslandProps): VNode {
  const page = currentPage();
  if (page === null) return h(entry.component, props);
  const id = page.islands.length;
  const sent: Record<string, unknown> = {};
  const local: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(props)) {
    if (isSlot(name, value)) {
      page.slots.set(`${id}:${name}`, value);
      sent[name] = new SlotReference(id, name);
      local[name] = h(Slot, { slot: `${id}:${name}` }, value);
    } else sent[name] = local[name] = value;
  }
  page.islands.push({ island: entry.name, props: sent, entry });
  return h(
    Fragment,
    null,
    comment(`frsh:island:${entry.name}:${id}:`),
    h(entry.component, local),
    comment("/frsh:island"),
  );
}

/** JSX that an island was given: rendered here, taken from the page in the browser. */
function Slot({ slot, children }: { slot: string; children?: ComponentChild }): VNode {
  currentPage()?.slots.delete(slot);
  return h(Fragment, null, comment(`frsh:slot:${slot}`), children, comment("/frsh:slot"));
}

/** Whether a node is part of an island, and not of the JSX it was given. */
export function isInsideIsland(vnode: Node): boolean {
  for (let node = vnode.__; node; node = node.__) {
    if (node.type === Slot) return false;
    if ((node.type as unknown) === ServerIsland) return true;
  }
  return false;
}

/** Renders what islands were given but did not show yet, out of sight. */
export function hiddenSlots(page: Page): string {
  let html = "";
  for (const [slot, children] of page.slots) {
    html += `<template data-frsh-slot="${slot}">${renderPart(page, children)}</template>`;
    page.slots.delete(slot);
  }
  return html;
}

function isSlot(name: string, value: unknown): value is ComponentChild {
  if (value == null || typeof value === "boolean" || typeof value === "function") return false;
  return name === "children" || isJsx(value) || (Array.isArray(value) && value.some(isJsx));
}
