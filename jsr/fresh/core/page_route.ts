import type { Context } from "./context.ts";
import { renderPage } from "./page.ts";
import { ALL_METHODS } from "./router.ts";
import type { HandlerFn, MaybeLazy, Method, Middleware, PageResponse, Route } from "./types.ts";

/** The methods of a route, each with what answers it. */
export function routeHandlers<State>(
  route: MaybeLazy<Route<State>>,
): [Method, Middleware<State>][] {
  if (typeof route === "function") {
    let loaded: Promise<Route<State>> | undefined;
    return ALL_METHODS.map((method) => [method, async (ctx) => {
      const { component, handler, config } = await (loaded ??= route());
      const own = typeof handler === "function" ? handler : handler?.[method];
      return await runHandler(ctx, own, component, config);
    }]);
  }
  const { component, handler, config } = route;
  const answerWith = (own: HandlerFn<unknown, State> | undefined): Middleware<State> => (ctx) =>
    runHandler(ctx, own, component, config);
  if (typeof handler === "function") {
    return ALL_METHODS.map((method) => [method, answerWith(handler)]);
  }
  const entries = Object.entries(handler ?? {}) as [Method, HandlerFn<unknown, State>][];
  const found = entries.map(([method, own]): [Method, Middleware<State>] => [
    method,
    answerWith(own),
  ]);
  if (component && !handler?.GET) found.push(["GET", answerWith(undefined)]);
  return found;
}

/** Runs a handler and, if it gives data, the component. */
export async function runHandler<State>(
  ctx: Context<State>,
  handler: HandlerFn<unknown, State> | undefined,
  component: Route<State>["component"],
  config: Route<State>["config"],
  status = 200,
): Promise<Response> {
  const result = handler ? await handler(ctx) : { data: undefined };
  if (result instanceof Response) return result;
  if (!isPageResponse(result)) {
    throw new TypeError(
      `The handler of ${ctx.url.pathname} returned ${String(result)}: return a response or a page`,
    );
  }
  if (!component) {
    throw new TypeError(`The handler of ${ctx.url.pathname} returned data, but has no component`);
  }
  const init = { status: result.status ?? status, headers: result.headers ?? {} };
  return await renderPage(ctx, component, result.data, init, config ?? {});
}

function isPageResponse(value: unknown): value is PageResponse<unknown> {
  return typeof value === "object" && value !== null;
}
