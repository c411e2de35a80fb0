import type { Middleware } from "fresh";

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
  ["Cross-Origin-Resource-Policy", "same-origin"],
  // Browsers fetch the next lesson when a pointer rests on its link, without a script.
  ["Speculation-Rules", '"/speculation-rules.json"'],
];

/** Only a page needs the list of what to fetch ahead. */
const PAGES_ONLY = new Set(["Speculation-Rules"]);

/** Options of {@linkcode securityHeaders}. */
export interface SecurityHeaderOptions {
  /** The public address. A page asked for at any other host is a preview: search engines stay out. */
  readonly siteUrl?: string;
}

/**
 * Adds the security headers to every response, and `noindex` to previews.
 *
 * @param options See {@linkcode SecurityHeaderOptions}.
 * @returns The middleware. It goes first, so that errors and files carry the headers as well.
 */
export function securityHeaders<State>(options: SecurityHeaderOptions = {}): Middleware<State> {
  const publicHost = options.siteUrl ? new URL(options.siteUrl).host : undefined;
  return async function addSecurityHeaders(ctx) {
    const response = await ctx.next();
    const { headers } = response;
    const isPage = headers.get("Content-Type")?.startsWith("text/html") ?? false;
    for (const [name, value] of HEADERS) {
      if (isPage || !PAGES_ONLY.has(name)) headers.set(name, value);
    }
    if (ctx.url.protocol === "https:") {
      headers.set("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
    }
    if (publicHost !== undefined && ctx.url.host !== publicHost) {
      headers.set("X-Robots-Tag", "noindex");
    }
    return response;
  };
}
