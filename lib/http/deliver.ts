import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Middleware } from "fresh";
import { BARE_POLICY, contentSecurityPolicy } from "./content_security_policy.ts";
import { type Encoding, negotiateEncoding } from "./negotiate.ts";

/** A response that is the same for everybody, kept with its compressed forms. */
interface Kept {
  readonly headers: readonly (readonly [string, string])[];
  readonly etag: string;
  readonly bodies: Partial<Record<Encoding, Uint8Array<ArrayBuffer>>> & {
    readonly identity: Uint8Array<ArrayBuffer>;
  };
}

/** Below this, a compressed body is not worth its header. */
const WORTH_COMPRESSING = 512;
/** Entries kept: every page and asset of a course many times over, and a bound on memory. */
const MOST_KEPT = 2000;
const COMPRESSIBLE = /^(text\/|application\/(json|javascript|xml|manifest|speculationrules)|image\/svg)/;

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

/**
 * Delivers responses: a page or file that is public is rendered and compressed once per build and
 * kept in memory; an ETag answers a revalidation with 304; pages get their content security policy.
 *
 * Only the path is part of a page's key, because no page depends on its query: the state of a
 * figure in the address is read in the browser. So a query cannot fill the memory.
 *
 * @returns The middleware. It goes before static files and routes.
 */
export function deliver<State>(): Middleware<State> {
  const kept = new Map<string, Kept>();
  return async function deliverResponse(ctx) {
    const { method } = ctx.req;
    if (method !== "GET" && method !== "HEAD") return withPolicy(await ctx.next());
    const key = import.meta.env?.DEV ? undefined : ctx.url.pathname;
    let entry = key === undefined ? undefined : kept.get(key);
    if (entry === undefined) {
      const response = await ctx.next();
      // Only a complete answer to a GET may stand for others.
      if (key === undefined || method === "HEAD" || !isShared(response)) return withPolicy(response);
      entry = await keep(response);
      if (kept.size >= MOST_KEPT) kept.clear();
      kept.set(key, entry);
    }
    return answer(ctx.req, entry);
  };
}

function isShared(response: Response): boolean {
  const { headers } = response;
  return response.status === 200 && response.body !== null && !headers.has("Set-Cookie") &&
    (headers.get("Cache-Control")?.startsWith("public") ?? false);
}

async function keep(response: Response): Promise<Kept> {
  const identity = new Uint8Array(await response.arrayBuffer());
  const headers = new Headers(response.headers);
  const type = headers.get("Content-Type") ?? "";
  if (type.startsWith("text/html")) {
    headers.set("Content-Security-Policy", contentSecurityPolicy(new TextDecoder().decode(identity)));
  } else {
    headers.set("Content-Security-Policy", BARE_POLICY);
  }
  // Weak, because the compressed forms share it.
  const etag = `W/"${createHash("sha256").update(identity).digest("base64url").slice(0, 22)}"`;
  headers.set("ETag", etag);
  headers.delete("Content-Length");
  const bodies: Kept["bodies"] = { identity };
  if (COMPRESSIBLE.test(type) && identity.length >= WORTH_COMPRESSING) {
    headers.set("Vary", "Accept-Encoding");
    const [br, gz] = await Promise.all([
      brotli(identity, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
      gzipped(identity, { level: 9 }),
    ]);
    bodies.br = new Uint8Array(br);
    bodies.gzip = new Uint8Array(gz);
  }
  return { headers: [...headers], etag, bodies };
}

function answer(request: Request, { headers, etag, bodies }: Kept): Response {
  const fresh = request.headers.get("If-None-Match");
  if (fresh !== null && matches(fresh, etag)) {
    const unchanged = headers.filter(([name]) => name !== "content-type");
    return new Response(null, { status: 304, headers: unchanged as [string, string][] });
  }
  const encoding = negotiateEncoding(request.headers.get("Accept-Encoding"));
  const body = bodies[encoding];
  const response = new Response(
    request.method === "HEAD" ? null : body ?? bodies.identity,
    { headers: headers as [string, string][] },
  );
  response.headers.set("Content-Length", String((body ?? bodies.identity).length));
  if (body !== undefined && encoding !== "identity") {
    response.headers.set("Content-Encoding", encoding);
  }
  return response;
}

/** Compares weakly, as RFC 9110 asks for If-None-Match. */
function matches(header: string, etag: string): boolean {
  const bare = (tag: string) => tag.trim().replace(/^W\//, "");
  return header.trim() === "*" || header.split(",").some((tag) => bare(tag) === bare(etag));
}

/** A response that is not kept still gets its policy; pages of this kind are short (errors). */
async function withPolicy(response: Response): Promise<Response> {
  const type = response.headers.get("Content-Type") ?? "";
  if (!type.startsWith("text/html")) {
    response.headers.set("Content-Security-Policy", BARE_POLICY);
    return response;
  }
  // In development Vite adds scripts of its own to the page.
  if (import.meta.env?.DEV) return response;
  const html = await response.text();
  const policed = new Response(html, response);
  policed.headers.set("Content-Security-Policy", contentSecurityPolicy(html));
  return policed;
}
