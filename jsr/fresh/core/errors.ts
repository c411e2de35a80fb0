import { STATUS_CODES } from "node:http";
import { SURROUNDINGS, type Surroundings } from "./context.ts";
import { HttpError } from "./http_error.ts";
import { runHandler } from "./page_route.ts";
import type { Middleware, Route } from "./types.ts";

/** Whether an error means that there is nothing at this address. */
export function isNotFound(error: unknown): boolean {
  return error instanceof HttpError && error.status === 404;
}

/** A middleware that answers with an error page what is thrown inside it. */
export function errorLayer<State>(
  route: Route<State>,
  surroundings: Surroundings<State>,
  catches: (error: unknown) => boolean,
): Middleware<State> {
  const { component, handler, config } = route;
  return async (ctx) => {
    try {
      return await ctx.next();
    } catch (error) {
      if (!catches(error)) throw error;
      report(error);
      ctx.error = error;
      ctx[SURROUNDINGS] = surroundings;
      const own = typeof handler === "function" ? handler : handler?.GET;
      return await runHandler(ctx, own, component, config, statusOf(error));
    }
  };
}

/** The response to an error that no error page answered; it tells nothing in production. */
export function plainError(error: unknown, dev: boolean): Response {
  report(error);
  const status = statusOf(error);
  const text = status === 500 ? "Internal server error" : STATUS_CODES[status] ?? "Error";
  if (!dev || status < 500) return new Response(text, { status });
  return new Response(`${text}\n\n${describe(error)}`, { status });
}

/** An error with its causes, for developers. */
export function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = error.stack ?? `${error.name}: ${error.message}`;
  return error.cause === undefined ? own : `${own}\nCaused by: ${describe(error.cause)}`;
}

function statusOf(error: unknown): number {
  return error instanceof HttpError ? error.status : 500;
}

const reported = new WeakSet<object>();

function report(error: unknown): void {
  if (statusOf(error) < 500) return;
  if (typeof error === "object" && error !== null) {
    if (reported.has(error)) return;
    reported.add(error);
  }
  console.error(error);
}
