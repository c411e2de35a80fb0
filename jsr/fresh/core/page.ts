import { type ComponentChild, type FunctionComponent, h } from "preact";
import type { Build } from "./build.ts";
import { type Context, SURROUNDINGS } from "./context.ts";
import { renderDocument } from "./document.ts";
import type { LayoutConfig, RouteComponent } from "./types.ts";

/** A layout with what it leaves out. */
export interface Layout<State> {
  // deno-lint-ignore no-explicit-any -- layouts have no data
  readonly component: RouteComponent<any, State>;
  readonly config: LayoutConfig;
}

/** What surrounds the pages of a route. */
export interface Surroundings<State> {
  readonly build: Build;
  // deno-lint-ignore no-explicit-any -- app wrappers have no data
  readonly wrapper: RouteComponent<any, State> | null;
  /** From the outermost. */
  readonly layouts: readonly Layout<State>[];
}

/**
 * Renders a page inside its layouts and the app wrapper. A component that is
 * an async function is called here, from the page outwards; the first one that
 * returns a response ends it.
 */
export async function renderPage<State>(
  ctx: Context<State>,
  // deno-lint-ignore no-explicit-any -- each page has data of its own
  page: RouteComponent<any, State>,
  data: unknown,
  init: ResponseInit,
  config: LayoutConfig,
): Promise<Response> {
  const { wrapper, layouts, build } = ctx[SURROUNDINGS];
  const components = [page];
  let { skipAppWrapper, skipInheritedLayouts } = config;
  for (const layout of layouts.toReversed()) {
    if (skipInheritedLayouts) break;
    components.push(layout.component);
    skipInheritedLayouts = layout.config.skipInheritedLayouts;
    skipAppWrapper ||= layout.config.skipAppWrapper;
  }
  if (!skipAppWrapper && wrapper) components.push(wrapper);

  let child: ComponentChild = null;
  for (const component of components) {
    const inner = child;
    const props = { ...ctx, data, Component: () => inner };
    const result = component.constructor.name === "AsyncFunction"
      ? await component(props)
      : h(component as FunctionComponent<typeof props>, props);
    if (result instanceof Response) return result;
    child = result;
  }
  const { html, link } = renderDocument(child, build);
  const headers = new Headers(init.headers);
  headers.set("content-type", "text/html; charset=utf-8");
  if (link !== "") headers.append("link", link);
  return new Response(html, { ...init, headers });
}
