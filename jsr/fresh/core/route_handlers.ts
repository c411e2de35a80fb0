import { ALL_METHODS } from "./compiler.ts";
import type { Context } from "./context.ts";
import { renderPage } from "./page.ts";
import type { HandlerFn, Method, Middleware, Route } from "./types.ts";

/** The methods of a route, each with what answers it. */
export function routeHandlers<State>(route: Route<State>): [Method, Middleware<State>][] {
  const { handler, component } = route;
  const methods = new Set(
    typeof handler === "function" ? ALL_METHODS : (Object.keys(handler ?? {}) as Method[]),
  );
  if (component) methods.add("GET");
  return [...methods].map((method) => [method, (ctx) => runRoute(ctx, route, method)]);
}

/** Runs the handler of a method and, if it gives data, the component. */
export async function runRoute<State>(
  ctx: Context<State>,
  { component, handler, config = {} }: Route<State>,
  method: Method,
  status = 200,
): Promise<Response> {
  const own: HandlerFn<unknown, State> | undefined = typeof handler === "function"
    ? handler
    : handler?.[method];
  const result = own ? await own(ctx) : { data: undefined };
  if (result instanceof Response) return result;
  if (!component || typeof result !== "object" || result === null) {
    const what = component ? String(result) : "data, but there is no component";
    throw new TypeError(`The handler of ${ctx.url.pathname} returned ${what}: return a response`);
  }
  const init = { status: result.status ?? status, headers: result.headers ?? {} };
  return await renderPage(ctx, component, result.data, init, config);
}
