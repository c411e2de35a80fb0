import { createHash } from "node:crypto";
import { THEME_SCRIPT } from "./theme_script.ts";

const THEME_HASH = scriptHash(THEME_SCRIPT);

/**
 * Fresh's boot script: the last element of the body. Only a script in that place is trusted, so
 * one that found its way into a lesson would not be blessed with it.
 */
const BOOT_SCRIPT =
  /<script type="module"[^>]*>((?:(?!<\/script|<script)[\s\S])*)<\/script>\s*<\/body>\s*<\/html>\s*$/i;

/**
 * The content security policy of an HTML page. Scripts run only from this origin, or inline if
 * their hash is listed: the theme script and Fresh's boot script. Hashes, not nonces, so that a
 * cached page stays valid. There is no `unsafe-inline`, also for styles, and no `unsafe-eval`.
 *
 * @param html The page as it is sent.
 * @returns The header's value.
 *
 * @example
 * ```ts
 * import { contentSecurityPolicy } from "@/lib/http/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(contentSecurityPolicy("<p>Hello</p>")).toContain("frame-ancestors 'none'");
 * ```
 */
export function contentSecurityPolicy(html: string): string {
  const boot = BOOT_SCRIPT.exec(html)?.[1];
  const hashes = boot === undefined ? [THEME_HASH] : [THEME_HASH, scriptHash(boot)];
  return [
    // Whatever is not named below is refused.
    "default-src 'none'",
    `script-src 'self' ${hashes.join(" ")}`,
    "style-src 'self'",
    // Charts are downloaded as pictures through blob: addresses.
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    // The sandbox in which code exercises run.
    "frame-src 'self'",
    "manifest-src 'self'",
    // An injected <base> would redirect every relative script.
    "base-uri 'none'",
    // An injected form could carry a reader's text away.
    "form-action 'self'",
    // Clickjacking.
    "frame-ancestors 'none'",
  ].join("; ");
}

/** The policy of an answer that is not a page: it may load nothing. */
export const BARE_POLICY = "default-src 'none'; frame-ancestors 'none'";

function scriptHash(script: string): string {
  return `'sha256-${createHash("sha256").update(script).digest("base64")}'`;
}
