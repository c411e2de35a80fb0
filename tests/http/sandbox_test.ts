import { createHash } from "node:crypto";
import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import { request } from "@/tests/support/app.ts";

describe("The sandbox", () => {
  it("may evaluate and start a worker, and nothing else", async () => {
    const response = await request("/sandbox");
    const html = await response.text();
    const [, script = ""] = /<script>([\s\S]*?)<\/script>/.exec(html) ?? [];
    const hash = createHash("sha256").update(script).digest("base64");
    expect(response.headers.get("Content-Security-Policy")?.split("; ")).toEqual([
      "default-src 'none'",
      `script-src 'sha256-${hash}' 'unsafe-eval'`,
      "worker-src blob:",
      "connect-src 'none'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'self'",
      "sandbox allow-scripts",
    ]);
    expect(html.match(/<script/g)).toHaveLength(1);
  });

  it("carries the other headers of every page, and is not listed", async () => {
    const { headers, body } = await request("/sandbox");
    await body?.cancel();
    expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
    expect(headers.get("Cross-Origin-Embedder-Policy")).toBe("require-corp");
    // Its origin is opaque: with "same-origin" Firefox refuses the frame to the course itself
    expect(headers.get("Cross-Origin-Resource-Policy")).toBe("cross-origin");
    expect(headers.get("X-Robots-Tag")).toBe("noindex");
    expect(headers.get("Content-Type")).toMatch(/^text\/html/);
    expect(await (await request("/sitemap.xml")).text()).not.toContain("/sandbox");
  });

  it("leaves pages their own policy: they evaluate nothing, and frame only this site", async () => {
    const { headers, body } = await request("/lessons/the-roofline");
    await body?.cancel();
    const policy = headers.get("Content-Security-Policy") ?? "";
    expect(policy).not.toContain("unsafe-eval");
    expect(policy).toContain("frame-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers.get("Cross-Origin-Resource-Policy")).toBe("same-origin");
  });
});
