import { type ComponentChild, h } from "preact";
import { type Context, SURROUNDINGS } from "./context.ts";
import { renderDocument } from "./document.ts";
import type { LayoutConfig, PageProps, RouteComponent } from "./types.ts";

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
  const { app, layouts, build } = ctx[SURROUNDINGS];
  const components = [page];
  let inherit = !config.skipInheritedLayouts;
  let wrap = !config.skipAppWrapper;
  for (const layout of layouts.toReversed()) {
    if (!inherit) break;
    components.push(layout.component);
    inherit = !layout.config.skipInheritedLayouts;
    wrap &&= !layout.config.skipAppWrapper;
  }
  if (wrap && app) components.push(app);

  let child: ComponentChild = null;
  for (const component of components) {
    const inner = child;
    const props = toProps(ctx, data, () => inner);
    const result = isAsync(component) ? await component(props) : h(component as never, props);
    if (result instanceof Response) return result;
    child = result as ComponentChild;
  }
  const { html, link } = renderDocument(child, build);
  const headers = new Headers(init.headers);
  headers.set("content-type", "text/html; charset=utf-8");
  if (link !== "") headers.append("link", link);
  return new Response(html, { ...init, headers });
}

function toProps<State>(
  ctx: Context<State>,
  data: unknown,
  Component: () => ComponentChild,
): PageProps<unknown, State> {
  const { config, url, req, params, info, state, isPartial, error, route } = ctx;
  return {
    config,
    url,
    req,
    params,
    info,
    state,
    isPartial,
    error,
    route,
    data,
    Component: Component as PageProps["Component"],
  };
}

function isAsync(component: { readonly constructor: { readonly name: string } }): boolean {
  return component.constructor.name === "AsyncFunction";
}
