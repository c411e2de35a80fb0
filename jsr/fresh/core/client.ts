/**
 * Starts the islands of a page.
 *
 * @module
 */
import { computed, signal } from "@preact/signals";
import { type ComponentType, type ContainerNode, h, render, type VNode } from "preact";
import { setBuildId } from "./asset.ts";
import { release } from "./client_hold.ts";
import { type Part, type Range, scan } from "./client_scan.ts";
import { Slot } from "./client_slots.ts";

// deno-lint-ignore no-explicit-any -- any props
type Components = Record<string, ComponentType<any>>;

/** Makes props, given what makes a signal, a computed signal, and JSX of the server. */
type MakeProps = (
  signal: (value: unknown) => unknown,
  computed: (value: unknown) => unknown,
  slot: (island: number, name: string) => unknown,
) => Record<string, unknown>[];

/**
 * Renders every island of the page over what the server rendered for it.
 *
 * @param components The islands' components by name
 * @param props Makes the props of all islands, in the order of their ids
 * @param buildId What marks the addresses of assets
 * @param sources For the dev server: the modules and exports of the components
 */
export async function boot(
  components: Components,
  props: MakeProps,
  buildId: string,
  sources: readonly [url: string, exportName: string][] = [],
): Promise<void> {
  setBuildId(buildId);
  const { islands, slots } = scan(document);
  const all = props(signal, (value) => computed(() => value), (island, name) => {
    const source = slots.get(`${island}:${name}`);
    return source && h(Slot, { source, create });
  });
  function create(name: string, id: number): VNode {
    return h(components[name] ?? "template", all[id] ?? {});
  }
  const draws = islands.map(({ name, id, range }) => {
    const container = toContainer(range);
    return () => render(create(name, id), container);
  });
  if (import.meta.env.DEV) acceptUpdates(components, sources, draws);
  let start = performance.now();
  for (const draw of draws) {
    // Long pages stay responsive: input comes first every few milliseconds.
    if (performance.now() - start > 8) {
      await new Promise((resolve) => setTimeout(resolve));
      start = performance.now();
    }
    try {
      draw();
    } catch (error) {
      reportError(error);
    }
  }
  for (const { appearances } of slots.values()) releaseAll(appearances.flat());
}

/** Frees the elements that no island took. */
function releaseAll(parts: readonly Part[]): void {
  for (const part of parts) {
    if (typeof part === "string" || "island" in part) continue;
    release(part);
    releaseAll(part.parts ?? []);
  }
}

function acceptUpdates(
  components: Components,
  sources: readonly [url: string, exportName: string][],
  draws: readonly (() => void)[],
): void {
  addEventListener("fresh:update", (event) => {
    const { url, module } = (event as CustomEvent).detail;
    Object.keys(components).forEach((name, index) => {
      const [source, exportName = ""] = sources[index] ?? [];
      if (source === url) components[name] = module[exportName];
    });
    for (const draw of draws) draw();
  });
}

/** The nodes between two comments, as a parent that Preact can render into. */
function toContainer({ start, end }: Range): ContainerNode {
  const parent = start.parentNode as Element;
  const childNodes: ChildNode[] = [];
  for (let node = start.nextSibling; node && node !== end; node = node.nextSibling) {
    childNodes.push(node);
  }
  return {
    nodeType: Node.ELEMENT_NODE,
    namespaceURI: parent.namespaceURI,
    parentNode: parent,
    childNodes,
    firstChild: childNodes[0] ?? null,
    contains: (node: Node | null) => parent.contains(node),
    insertBefore: (node: Node, next: Node | null) => parent.insertBefore(node, next ?? end),
    appendChild: (node: Node) => parent.insertBefore(node, end),
    removeChild: (node: Node) => parent.removeChild(node),
  } as unknown as ContainerNode;
}
