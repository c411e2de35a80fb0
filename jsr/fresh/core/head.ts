import { type ComponentChildren, Fragment, h, type VNode } from "preact";
import { comment, currentPage, type HeadEntry, type Node } from "./page_state.ts";

// Text cannot hold these comments, since `<` is escaped; raw HTML cannot guess them.
const MARK = `head-${crypto.randomUUID().slice(0, 8)}`;
const ITEM = new RegExp(`<!--${MARK}:(\\d+)-->(.*?)<!--/${MARK}-->`, "gs");

/** Where style sheets and the elements of `Head` go. */
export const END_OF_HEAD: string = `<!--${MARK}-->`;

const TAGS = new Set(["title", "meta", "link", "style", "base", "script", "template", "noscript"]);
const closed = new WeakSet<object>();
const done = new WeakSet<object>();

/** What stands for `Head` on the server: its children, to be moved afterwards. */
export function HoistedHead({ children }: { children?: ComponentChildren }): VNode {
  return h(Fragment, null, children);
}

/** Where an element that belongs into the head stands, or null for any other node. */
export function headHolder(vnode: Node): "head" | "Head" | null {
  if (!TAGS.has(vnode.type as string) || done.has(vnode)) return null;
  let node = vnode.__;
  while (node && typeof node.type !== "string" && node.type !== HoistedHead) node = node.__;
  return node?.type === HoistedHead ? "Head" : node?.type === "head" ? "head" : null;
}

/** Notes where the head ends. */
export function closeHead(vnode: Node): void {
  if (closed.has(vnode)) return;
  closed.add(vnode);
  const { children } = vnode.props as { children?: ComponentChildren };
  vnode.props = { ...vnode.props, children: [children, comment(MARK)] };
}

interface HeadItemProps {
  readonly type: string;
  readonly props: Readonly<Record<string, unknown>>;
  readonly id: unknown;
  readonly hoisted: boolean;
}

/** An element of the head, with marks around it. */
export function HeadItem({ type, props, id, hoisted }: HeadItemProps): VNode {
  const element = h(type, id == null ? props : { ...props, "data-key": String(id) });
  done.add(element);
  const index = currentPage()?.head.push({ name: nameOf(type, props, id), hoisted }) ?? 1;
  return h(Fragment, null, comment(`${MARK}:${index - 1}`), element, comment(`/${MARK}`));
}

function nameOf(tag: string, props: HeadItemProps["props"], key: unknown): string | null {
  if (tag === "title") return tag;
  if (key != null) return `${tag} key ${key}`;
  const by = ["id", ...(tag === "meta" ? ["name"] : tag === "link" ? ["rel"] : [])].find(
    (name) => props[name] != null,
  );
  return by === undefined ? null : `${tag} ${by} ${props[by]}`;
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
export function mergeHead(html: string, items: readonly HeadEntry[], tags: string): string {
  const placed = new Set(items.filter(({ hoisted }) => !hoisted).map(({ name }) => name));
  const moved = new Map<string, string>();
  for (const [, index, element = ""] of html.matchAll(ITEM)) {
    const item = items[Number(index)];
    if (item?.hoisted) moved.set(item.name ?? index ?? "", element);
  }
  const merged = html.replace(ITEM, (_, index, element: string) => {
    const item = items[Number(index)];
    return item?.hoisted ? "" : (moved.get(item?.name ?? "") ?? element);
  });
  const added = [...moved].filter(([name]) => !placed.has(name)).map(([, element]) => element);
  const end = added.join("") + tags;
  if (merged.includes(END_OF_HEAD)) return merged.replace(END_OF_HEAD, () => end);
  return merged.replace(/<body[\s>]|$/, (body) => `<head>${end}</head>${body}`);
}
