import { STATUS_CODES } from "node:http";
import { h } from "preact";
import type { Build } from "./build.ts";
import { SURROUNDINGS } from "./context.ts";
import { renderDocument } from "./document.ts";
import { HttpError } from "./http_error.ts";
import type { Surroundings } from "./page.ts";
import { runRoute } from "./route_handlers.ts";
import type { Middleware, Route } from "./types.ts";

/** Whether an error means that there is nothing at this address. */
export function isNotFound(error: unknown): boolean {
  return error instanceof HttpError && error.status === 404;
}

/** A middleware that answers with an error page what is thrown inside it. */
export function errorLayer<State>(
  route: () => Route<State>,
  surroundings: () => Surroundings<State>,
  catches: (error: unknown) => boolean,
): Middleware<State> {
  return async (ctx) => {
    try {
      return await ctx.next();
    } catch (error) {
      if (!catches(error)) throw error;
      report(error);
      ctx[SURROUNDINGS] = surroundings();
      return await runRoute(ctx, route(), "GET", statusOf(error));
    }
  };
}

/** The response to an error that no error page answered; it tells nothing in production. */
export function plainError(error: unknown, build: Build): Response {
  report(error);
  const status = statusOf(error);
  const text = status === 500 ? "Internal server error" : STATUS_CODES[status] ?? "Error";
  if (!build.dev || status < 500) return new Response(text, { status });
  // With the dev server's scripts, the page is loaded again when the error is mended.
  const { html } = renderDocument(h("pre", null, describe(error)), build);
  return new Response(html, { status, headers: { "content-type": "text/html; charset=utf-8" } });
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = error.stack ?? `${error.name}: ${error.message}`;
  return error.cause === undefined ? own : `${own}\nCaused by: ${describe(error.cause)}`;
}

function statusOf(error: unknown): number {
  return error instanceof HttpError ? error.status : 500;
}

const reported = new WeakSet<object>();

/** Prints an error of the server, once. */
function report(error: unknown): void {
  if (statusOf(error) < 500 || (error instanceof Error && reported.has(error))) return;
  if (error instanceof Error) reported.add(error);
  console.error(error);
}
