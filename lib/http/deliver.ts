import type { Middleware } from "fresh";
import { answer, keepResponse, type KeptResponse } from "./kept_response.ts";

/** Bytes kept in all forms: every page and asset of a course many times over. */
const MOST_BYTES = 64e6;

/** What {@linkcode deliver} must know of the pages. */
export interface DeliverOptions {
  /** Whether the page at a path reads its query. Such a page is kept only as it is without one. */
  readonly readsQuery?: (pathname: string) => boolean;
}

/**
 * Delivers responses: a page or file that is public is rendered and compressed once per build and
 * kept in memory, an ETag answers a revalidation with 304.
 *
 * Only the path is part of a page's key, because pages do not depend on their queries: the state of
 * a figure in the address is read in the browser. A page that does is named in the options, and what
 * it answers to a query is never kept. So a query cannot fill the memory.
 *
 * @param options Which pages depend on their queries. Default: none.
 * @returns The middleware. It goes before everything that shapes a response, so that what it keeps
 * is complete.
 */
export function deliver<State>({ readsQuery }: DeliverOptions = {}): Middleware<State> {
  const kept = new Map<string, KeptResponse>();
  let bytes = 0;
  const remember = (key: string, entry: KeptResponse) => {
    // Several who asked at once each bring the same entry: it counts once.
    bytes += entry.bytes - (kept.get(key)?.bytes ?? 0);
    kept.set(key, entry);
    // The oldest go first; what is asked for again is soon back.
    for (const [oldest, { bytes: size }] of kept) {
      if (bytes <= MOST_BYTES) break;
      kept.delete(oldest);
      bytes -= size;
    }
  };
  return function deliverResponse(ctx) {
    const { method } = ctx.req;
    const { pathname, protocol, search } = ctx.url;
    if (import.meta.env?.DEV || (method !== "GET" && method !== "HEAD")) return ctx.next();
    // An encoded path is another spelling of a page that is kept already, or of none.
    if (pathname.includes("%") || (search !== "" && readsQuery?.(pathname))) return ctx.next();
    // Over https there is one header more.
    const key = protocol === "https:" ? `https:${pathname}` : pathname;
    const known = kept.get(key);
    if (known !== undefined) return answer(ctx.req, known);
    return (async () => {
      const response = await ctx.next();
      // Only a complete answer may stand for others, and only one that its path has without a query.
      if (!isShared(response) || (search !== "" && isLasting(response))) return response;
      const entry = await keepResponse(response);
      remember(key, entry);
      return answer(ctx.req, entry);
    })();
  };
}

function isShared(response: Response): boolean {
  const { headers } = response;
  return response.status === 200 && response.body !== null && !headers.has("Set-Cookie") &&
    (headers.get("Cache-Control")?.startsWith("public") ?? false);
}

/**
 * Whether a response may be kept for good. A file may where its query names the build, as Fresh's
 * `asset()` writes it, and not without: that answer must not become the one of its path.
 */
function isLasting(response: Response): boolean {
  return response.headers.get("Cache-Control")?.includes("immutable") ?? false;
}
