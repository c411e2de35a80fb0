import { type ComponentChildren, Fragment, h, type VNode } from "preact";
import { comment, currentPage, type Node } from "./page_state.ts";

// Text cannot hold these comments, since `<` is escaped; raw HTML cannot guess them.
const MARK = `head-${crypto.randomUUID().slice(0, 8)}`;
const ITEM = new RegExp(`<!--${MARK}:(\\d+)-->(.*?)<!--/${MARK}-->`, "gs");
/** Where style sheets and the elements of `Head` go. */
export const END_OF_HEAD: string = `<!--${MARK}-->`;

const TAGS = new Set(["title", "meta", "link", "style", "base", "script", "template", "noscript"]);
const closed = new WeakSet<Node>();
const rendered = new WeakSet<object>();

/** What stands for `Head` on the server: its children, to be moved afterwards. */
export function HoistedHead({ children }: { children?: ComponentChildren }): VNode {
  return h(Fragment, null, children);
}

/** Whether a node is an element that stands directly in the head, or in `Head`. */
export function isHeadItem(vnode: Node): boolean {
  if (rendered.has(vnode) || !TAGS.has(vnode.type as string)) return false;
  const holder = holderOf(vnode);
  return holder?.type === "head" || holder?.type === HoistedHead;
}

function holderOf(vnode: Node): Node | null {
  let node = vnode.__ ?? null;
  while (node && typeof node.type !== "string" && node.type !== HoistedHead) {
    node = node.__ ?? null;
  }
  return node;
}

/** Notes where the head ends. */
export function closeHead(vnode: Node): void {
  if (closed.has(vnode)) return;
  closed.add(vnode);
  const { children } = vnode.props as { children?: ComponentChildren };
  vnode.props = { ...vnode.props, children: [children, comment(MARK)] };
}

interface HeadItemProps {
  readonly node: Pick<Node, "type" | "props" | "key">;
  readonly hoisted: boolean;
}

/** An element of the head, with marks around it. */
export function HeadItem({ node: { type, props, key }, hoisted }: HeadItemProps): VNode {
  const id = identify(type as string, props, key);
  const index = (currentPage()?.head.push({ id, hoisted }) ?? 0) - 1;
  const element = h(type as string, key == null ? props : { ...props, "data-key": String(key) });
  rendered.add(element);
  return h(Fragment, null, comment(`${MARK}:${index}`), element, comment(`/${MARK}`));
}

/** Whether an item stands in `Head`, not in the head itself. */
export function isHoisted(vnode: Node): boolean {
  return holderOf(vnode)?.type === HoistedHead;
}

function identify(tag: string, props: Record<string, unknown>, key: unknown): string | null {
  if (tag === "title") return tag;
  if (key != null) return `${tag}|key|${String(key)}`;
  const names = ["id", ...(tag === "meta" ? ["name"] : tag === "link" ? ["rel"] : [])];
  const name = names.find((name) => props[name] != null);
  return name === undefined ? null : `${tag}|${name}|${String(props[name])}`;
}

/**
 * Moves the elements of `Head` to the head. One that has a namesake there takes
 * its place, and the last one of several wins.
 *
 * @param html A document with marks
 * @param items What the marks stand for
 * @param tags HTML to add at the end of the head
 * @returns The document without marks
 */
export function mergeHead(
  html: string,
  items: readonly { readonly id: string | null; readonly hoisted: boolean }[],
  tags: string,
): string {
  const own = new Set<string>();
  const hoisted = new Map<string, string>();
  for (const [, index, element = ""] of html.matchAll(ITEM)) {
    const item = items[Number(index)];
    if (item?.hoisted) hoisted.set(item.id ?? `#${index}`, element);
    else if (item?.id) own.add(item.id);
  }
  const merged = html.replace(ITEM, (_, index, element: string) => {
    const item = items[Number(index)];
    if (item?.hoisted) return "";
    return (item?.id && hoisted.get(item.id)) ?? element;
  });
  const added = [...hoisted].filter(([id]) => !own.has(id)).map(([, element]) => element);
  const end = added.join("") + tags;
  if (merged.includes(END_OF_HEAD)) return merged.replace(END_OF_HEAD, () => end);
  return merged.replace(/<body[\s>]|$/, (body) => `<head>${end}</head>${body}`);
}
