import type { Middleware } from "fresh";
import { answer, keepResponse, type KeptResponse } from "./kept_response.ts";

/** Entries kept: every page and asset of a course many times over, and a bound on memory. */
const MOST_KEPT = 2000;

/**
 * Delivers responses: a page or file that is public is rendered and compressed once per build and
 * kept in memory, an ETag answers a revalidation with 304.
 *
 * Only the path is part of a page's key, because no page depends on its query: the state of a
 * figure in the address is read in the browser. So a query cannot fill the memory.
 *
 * @returns The middleware. It goes before everything that shapes a response, so that what it keeps
 * is complete.
 */
export function deliver<State>(): Middleware<State> {
  const kept = new Map<string, KeptResponse>();
  return function deliverResponse(ctx) {
    const { method } = ctx.req;
    if (import.meta.env?.DEV || (method !== "GET" && method !== "HEAD")) return ctx.next();
    const { pathname, protocol } = ctx.url;
    // Over https there is one header more.
    const key = protocol === "https:" ? `https:${pathname}` : pathname;
    const known = kept.get(key);
    if (known !== undefined) return answer(ctx.req, known);
    return (async () => {
      const response = await ctx.next();
      // Only a complete answer to a GET may stand for others.
      if (method === "HEAD" || !isShared(response)) return response;
      const entry = await keepResponse(response);
      if (kept.size >= MOST_KEPT) kept.clear();
      kept.set(key, entry);
      return answer(ctx.req, entry);
    })();
  };
}

function isShared(response: Response): boolean {
  const { headers } = response;
  return response.status === 200 && response.body !== null && !headers.has("Set-Cookie") &&
    (headers.get("Cache-Control")?.startsWith("public") ?? false);
}
