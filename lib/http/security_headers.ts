import type { Middleware } from "fresh";
import { cacheControl } from "./cache_policy.ts";
import { BARE_POLICY, contentSecurityPolicy } from "./content_security_policy.ts";

const CORP = "Cross-Origin-Resource-Policy";

/** Headers that every response carries, with the attack each stops. */
const HEADERS: readonly (readonly [string, string])[] = [
  // A response is never read as another type than it says.
  ["X-Content-Type-Options", "nosniff"],
  // Where a reader came from inside the course is nobody else's business.
  ["Referrer-Policy", "strict-origin-when-cross-origin"],
  ["Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"],
  // The three that give workers shared memory and precise timers, and keep other origins out.
  ["Cross-Origin-Opener-Policy", "same-origin"],
  ["Cross-Origin-Embedder-Policy", "require-corp"],
  [CORP, "same-origin"],
];

/**
 * Adds the security headers to every response, and to pages their content security policy.
 *
 * @returns The middleware. Only `deliver` and `previews` go before it, so that errors and files
 * carry the headers as well.
 */
export function securityHeaders<State>(): Middleware<State> {
  return async function addSecurityHeaders(ctx) {
    const response = await ctx.next();
    // The sandbox brings a stricter policy of its own.
    const hasPolicy = response.headers.has("Content-Security-Policy");
    const isPage = !hasPolicy &&
      (response.headers.get("Content-Type")?.startsWith("text/html") ?? false);
    const secured = isPage ? await secure(response) : response;
    const { headers } = secured;
    for (const [name, value] of HEADERS) {
      // The sandbox says for itself who may load it
      if (name !== CORP || !headers.has(name)) headers.set(name, value);
    }
    if (!isPage && !hasPolicy) headers.set("Content-Security-Policy", BARE_POLICY);
    if (ctx.url.protocol === "https:") {
      headers.set("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
    }
    return secured;
  };
}

/**
 * The headers of an error page, which has no islands and is never kept.
 *
 * @returns Security headers, policy and cache class.
 *
 * @example
 * ```ts
 * import { errorPageHeaders } from "@/lib/http/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(errorPageHeaders().get("Cache-Control")).toBe("no-store");
 * ```
 */
export function errorPageHeaders(): Headers {
  const headers = new Headers(HEADERS as [string, string][]);
  headers.set("Content-Security-Policy", contentSecurityPolicy(""));
  headers.set("Cache-Control", cacheControl("private"));
  return headers;
}

/** Gives a page its policy, which needs the page's text for the hash of its boot script. */
async function secure(page: Response): Promise<Response> {
  // Browsers fetch the next lesson when a pointer rests on its link, without a script.
  page.headers.set("Speculation-Rules", '"/speculation-rules.json"');
  // In development Vite adds scripts of its own. A response to HEAD has no text.
  if (import.meta.env?.DEV || page.body === null) return page;
  const html = await page.text();
  const secured = new Response(html, page);
  secured.headers.set("Content-Security-Policy", contentSecurityPolicy(html));
  return secured;
}

/**
 * Keeps search engines out of previews: a page asked for at another host than the public one.
 *
 * @param siteUrl The public address; without it nothing is a preview.
 * @returns The middleware. It goes first, because what it adds depends on the host asked for.
 */
export function previews<State>(siteUrl: string): Middleware<State> {
  const publicHost = siteUrl ? new URL(siteUrl).host : undefined;
  return async function markPreview(ctx) {
    const response = await ctx.next();
    if (publicHost === undefined || ctx.url.host === publicHost) return response;
    const marked = new Response(response.body, response);
    marked.headers.set("X-Robots-Tag", "noindex");
    return marked;
  };
}
