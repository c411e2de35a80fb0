import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import { request } from "@/tests/support/app.ts";

async function head(path: string, init?: RequestInit): Promise<Headers> {
  const response = await request(path, init);
  await response.body?.cancel();
  return response.headers;
}

describe("Security headers", () => {
  for (const path of ["/", "/lessons/the-roofline", "/nowhere", "/healthz", "/favicon.svg"]) {
    it(`are on ${path}`, async () => {
      const headers = await head(path);
      expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
      expect(headers.get("Referrer-Policy")).toBe("strict-origin-when-cross-origin");
      expect(headers.get("Cross-Origin-Opener-Policy")).toBe("same-origin");
      expect(headers.get("Cross-Origin-Embedder-Policy")).toBe("require-corp");
      expect(headers.get("Permissions-Policy")).toContain("camera=()");
      expect(headers.get("Content-Security-Policy")).toContain("frame-ancestors 'none'");
    });
  }

  it("allow no inline or evaluated script", async () => {
    const policy = (await head("/lessons/the-roofline")).get("Content-Security-Policy") ?? "";
    expect(policy).not.toContain("unsafe-inline");
    expect(policy).not.toContain("unsafe-eval");
    expect(policy).not.toContain("http:");
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("base-uri 'none'");
  });
});

describe("Delivery", () => {
  it("compresses a page as the client asks, and every form holds the same", async () => {
    const path = "/lessons/the-roofline";
    const plain = await (await request(path)).text();
    const packed = await request(path, { headers: { "Accept-Encoding": "gzip" } });
    expect(packed.headers.get("Content-Encoding")).toBe("gzip");
    expect(packed.headers.get("Vary")).toContain("Accept-Encoding");
    const body = packed.body?.pipeThrough(new DecompressionStream("gzip"));
    expect(await new Response(body).text()).toBe(plain);
    const best = await request(path, { headers: { "Accept-Encoding": "gzip, deflate, br" } });
    expect(best.headers.get("Content-Encoding")).toBe("br");
    expect((await best.arrayBuffer()).byteLength).toBeLessThan(plain.length / 2);
  });

  it("sends a page as it is to a client that accepts no coding", async () => {
    const headers = await head("/", { headers: { "Accept-Encoding": "br;q=0, identity" } });
    expect(headers.has("Content-Encoding")).toBe(false);
  });

  it("marks hashed assets as immutable", async () => {
    const html = await (await request("/")).text();
    const asset = /href="([^"]+\.css[^"]*)"/.exec(html)?.[1] ?? "";
    const headers = await head(asset);
    expect(headers.get("Cache-Control")).toContain("immutable");
    expect(headers.get("Content-Type")).toMatch(/^text\/css/);
  });

  it("keeps one answer for a page whatever its query says", async () => {
    const [plain, queried] = await Promise.all([
      request("/about"),
      request("/about?x=%3Cscript%3E"),
    ]);
    expect(await queried.text()).toBe(await plain.text());
  });

  it("lets nobody use exercises that are not those of this moment without asking", async () => {
    const path = "/lessons/the-roofline/exercises.json";
    const first = await request(path);
    expect(first.headers.get("Cache-Control")).toBe("public, no-cache");
    expect((await first.json()).exercises.length).toBeGreaterThan(1);
    const etag = first.headers.get("ETag") ?? "";
    const second = await request(path, { headers: { "If-None-Match": etag } });
    expect(second.status).toBe(304);
  });

  it("says that the instance is well and which content it serves", async () => {
    const response = await request("/healthz");
    expect(response.headers.get("Cache-Control")).toBe("no-store");
    expect(await response.json()).toEqual({ status: "ok", content: expect.stringMatching(/^\w+/) });
  });

  it("writes whole addresses in the sitemap", async () => {
    const xml = await (await request("/sitemap.xml")).text();
    expect(xml).toContain("<loc>http://localhost:8000/lessons/the-roofline</loc>");
    expect(xml).toContain("<loc>http://localhost:8000/glossary</loc>");
  });

  it("serves robots.txt and the speculation rules with their types", async () => {
    expect((await head("/robots.txt")).get("Content-Type")).toMatch(/^text\/plain/);
    const response = await request("/speculation-rules.json");
    expect(response.headers.get("Content-Type")).toBe("application/speculationrules+json");
    expect(await response.json()).toHaveProperty("prefetch");
  });

  it("stops at the edge of the build: no file outside it can be read", async () => {
    for (
      const path of [
        "/..%2f..%2fdeno.json",
        "/%2e%2e/deno.json",
        "/../server.js",
        "/.vite/manifest.json",
      ]
    ) {
      const response = await request(path);
      expect(response.status).toBe(404);
      await response.body?.cancel();
    }
  });
});

describe("Scripts", () => {
  it("are not on pages without islands", async () => {
    for (const path of ["/glossary", "/references", "/about", "/nowhere"]) {
      const response = await request(path);
      const html = await response.text();
      expect(html).not.toContain('type="module"');
      expect(response.headers.get("Link") ?? "").not.toContain("modulepreload");
    }
  });

  it("are announced ahead on pages with islands", async () => {
    const headers = await head("/lessons/the-roofline");
    expect(headers.get("Link")).toContain("modulepreload");
  });
});

describe("The memory of responses", () => {
  it("has one entry for a page: other spellings of its path are sent to it", async () => {
    for (
      const path of [
        "/lessons/%74he-roofline",
        "/lessons/the%2Droofline",
        "/%6c%65ssons/the-roofline",
      ]
    ) {
      const encoded = await request(`${path}?chip=h100`, { redirect: "manual" });
      expect(encoded.status).toBe(308);
      expect(encoded.headers.get("Location")).toBe("/lessons/the-roofline?chip=h100");
      expect(encoded.headers.get("X-Content-Type-Options")).toBe("nosniff");
      await encoded.body?.cancel();
    }
  });

  it("sends no spelling to another host, nor in a circle", async () => {
    for (
      const path of [
        "//evil.example/%2D",
        "/%2Fevil.example",
        "/lessons/caf%c3%a9",
        "/%zz",
        "/a%25b",
      ]
    ) {
      const response = await request(path, { redirect: "manual" });
      const location = response.headers.get("Location");
      await response.body?.cancel();
      if (location === null) expect(response.status).toBe(404);
      else {
        expect(location).toMatch(/^\/(?!\/)/);
        expect((await head(location, { redirect: "manual" })).has("Location")).toBe(false);
      }
    }
  });

  it("answers a page from memory whatever its query says", async () => {
    const before = await head("/lessons/the-roofline");
    expect(before.has("ETag")).toBe(true);
    for (const query of ["x=1", "__frsh_c=1", "__frsh_c=2&y"]) {
      const { headers, body } = await request(`/lessons/the-roofline?${query}`);
      expect(headers.get("ETag")).toBe(before.get("ETag"));
      await body?.cancel();
    }
  });

  it("does not let a query make a file last for others", async () => {
    const html = await (await request("/")).text();
    const build = /__frsh_c=([\w-]+)/.exec(html)?.[1] ?? "x";
    const before = (await head("/og.png")).get("Cache-Control");
    await head(`/og.png?__frsh_c=${build}`);
    expect((await head("/og.png")).get("Cache-Control")).toBe(before);
  });

  it("answers a HEAD with the length and ETag of the GET", async () => {
    const [asked, got] = [await head("/references", { method: "HEAD" }), await head("/references")];
    expect(asked.get("Content-Length")).toBe(got.get("Content-Length"));
    expect(asked.get("ETag")).toBe(got.get("ETag"));
  });

  it("sends brotli only to those who ask for it by name", async () => {
    const headers = await head("/", { headers: { "Accept-Encoding": "abracadabra" } });
    expect(headers.has("Content-Encoding")).toBe(false);
  });

  it("says which methods a page has when it refuses one", async () => {
    const headers = await head("/about", { method: "POST", body: "x" });
    expect(headers.get("Allow")).toContain("GET");
  });

  it("refuses a host that is none", async () => {
    const response = await request("/", { headers: { Host: "evil.example/x?" } });
    expect(response.status).toBe(400);
    await response.body?.cancel();
  });
});
