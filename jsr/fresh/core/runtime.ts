/**
 * What pages and islands use, on the server and in the browser.
 *
 * @module
 */
import { type ComponentChildren, h, render, toChildArray, type VNode } from "preact";
import { useEffect } from "preact/hooks";

export { asset } from "./asset.ts";
export { HttpError } from "./http_error.ts";

/** Whether the code runs in a browser. */
export const IS_BROWSER: boolean = typeof document !== "undefined";

/** Props of {@linkcode Head}. */
export interface HeadProps {
  children?: ComponentChildren;
}

/**
 * Puts its children into the document's `<head>`. An element takes the place of
 * the one with the same `key`; else the same `id`; of the `<meta>` with the
 * same `name`, the `<link>` with the same `rel`, or the `<title>`.
 */
export function Head({ children }: HeadProps): null {
  useEffect(() => {
    for (const child of toChildArray(children)) {
      if (typeof child === "object" && typeof child.type === "string") {
        patchHead(child);
      }
    }
  });
  return null;
}

// The server renders children where they stand and moves them afterwards, so
// that this component runs in the browser only.
function patchHead(vnode: VNode): void {
  const holder = document.createElement("div");
  render(h(vnode.type as string, vnode.props as Record<string, unknown>), holder);
  const element = holder.firstElementChild;
  if (element === null) return;
  if (vnode.key != null) element.setAttribute("data-key", String(vnode.key));
  const found = document.head.querySelector(selectorFor(element));
  if (found === null) document.head.append(element);
  else if (!found.isEqualNode(element)) found.replaceWith(element);
}

function selectorFor(element: Element): string {
  const tag = element.localName;
  if (tag === "title") return tag;
  const by = [
    "data-key",
    "id",
    ...(tag === "meta" ? ["name"] : []),
    ...(tag === "link" ? ["rel"] : []),
  ];
  const name = by.find((name) => element.hasAttribute(name));
  // An element without any of them matches nothing.
  if (name === undefined) return ":not(*)";
  return `${tag}[${name}="${CSS.escape(element.getAttribute(name) ?? "")}"]`;
}
