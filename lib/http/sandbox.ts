import { createHash } from "node:crypto";
import { cacheControl } from "./cache_policy.ts";

/**
 * The script of the sandbox: takes the port that its embedder sends, and starts and ends one
 * worker at a time from the text that comes through it. The worker gets a port of its own to the
 * page; what a reader's code might post to the worker's creator nobody listens to.
 */
const SCRIPT = `"use strict";
addEventListener("message", function begin(event) {
  const [port] = event.ports;
  if (event.source !== parent || !port) return;
  removeEventListener("message", begin);
  let worker, url;
  port.onmessage = ({ data, ports: [line] }) => {
    worker?.terminate();
    if (url) URL.revokeObjectURL(url);
    worker = url = undefined;
    if (!data || !line) return;
    url = URL.createObjectURL(new Blob([data.script], { type: "text/javascript" }));
    worker = new Worker(url, { name: "exercise" });
    worker.onerror = (error) => {
      error.preventDefault();
      port.postMessage({ run: data.run, failed: true });
    };
    worker.postMessage(data.job, [line]);
  };
  port.postMessage({ ready: true });
});`;

const HASH = createHash("sha256").update(SCRIPT).digest("base64");

const PAGE = `<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta name="robots" content="noindex">
<title>Sandbox</title>
<script>${SCRIPT}</script>
`;

/**
 * The policy of the sandbox. Code that readers write is evaluated here and nowhere else: the
 * origin is opaque, so there is no storage and no page to reach, and nothing can be loaded or sent.
 * Workers inherit the policy.
 */
const POLICY = [
  "default-src 'none'",
  // What a worker's text evaluates; no script can be loaded from anywhere.
  `script-src 'sha256-${HASH}' 'unsafe-eval'`,
  "worker-src blob:",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  // Only pages of this course may show it.
  "frame-ancestors 'self'",
  // Also where somebody opens its address.
  "sandbox allow-scripts",
].join("; ");

/**
 * The document in which code exercises run a reader's code.
 *
 * @returns The response, with a policy of its own.
 *
 * @example
 * ```ts
 * import { sandboxResponse } from "@/lib/http/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const policy = sandboxResponse().headers.get("Content-Security-Policy") ?? "";
 * expect(policy).toContain("sandbox allow-scripts");
 * ```
 */
export function sandboxResponse(): Response {
  return new Response(PAGE, {
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": POLICY,
      // Firefox measures by the frame's opaque origin, to which even this site is another one.
      "Cross-Origin-Resource-Policy": "cross-origin",
      "Cache-Control": cacheControl("page"),
      "X-Robots-Tag": "noindex",
    },
  });
}
