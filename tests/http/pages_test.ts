import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import { request } from "@/tests/support/app.ts";
import { HANDOUTS, PAGES } from "@/tests/support/course_pages.ts";

const sitemap = await (await request("/sitemap.xml")).text();
const listed = [...sitemap.matchAll(/<loc>([^<]+)<\/loc>/g)]
  .map(([, address = ""]) => new URL(address).pathname);
const QUIZZES = listed.filter((path) => path.startsWith("/quizzes/"));

describe("The sitemap", () => {
  it("lists every page of the content, and quizzes", () => {
    expect(listed.filter((path) => !QUIZZES.includes(path)).sort()).toEqual([...PAGES].sort());
    expect(QUIZZES).toContain("/quizzes/the-roofline");
  });
});

describe("Pages", () => {
  for (const path of [...PAGES, ...QUIZZES, ...HANDOUTS]) {
    describe(path, () => {
      it("answers with a complete HTML document in the course's language", async () => {
        const response = await request(path);
        const html = await response.text();
        expect(response.status).toBe(200);
        expect(response.headers.get("Content-Type")).toMatch(/^text\/html; ?charset=utf-8$/i);
        expect(html).toMatch(/^<!DOCTYPE html><html lang="en"/i);
        expect(html.match(/<h1[ >]/g)).toHaveLength(1);
        expect(html).toMatch(/<title>[^<]+<\/title>/);
        expect(html).toMatch(/<meta name="description" content="[^"]{20,}"/);
        expect(html).toMatch(/<meta property="og:title" content="[^"]+"/);
      });

      it("may be kept by a CDN and revalidated by a browser", async () => {
        const first = await request(path);
        expect(first.headers.get("Cache-Control")).toBe(
          "public, max-age=0, s-maxage=86400, stale-while-revalidate=604800",
        );
        expect(first.headers.has("Set-Cookie")).toBe(false);
        const etag = first.headers.get("ETag") ?? "";
        expect(etag).toMatch(/^W\/"[\w-]+"$/);
        const second = await request(path, { headers: { "If-None-Match": etag } });
        expect(second.status).toBe(304);
        expect(second.body).toBe(null);
        expect(second.headers.get("ETag")).toBe(etag);
        const other = await request(path, { headers: { "If-None-Match": '"something-else"' } });
        expect(other.status).toBe(200);
      });

      it("answers HEAD with the headers of GET and no body", async () => {
        const head = await request(path, { method: "HEAD" });
        expect(head.status).toBe(200);
        expect(await head.text()).toBe("");
        expect(head.headers.get("Content-Type")).toMatch(/^text\/html/);
      });

      it("has no style attribute, no inline handler and no script but the allowed ones", async () => {
        const response = await request(path);
        const html = await response.text();
        expect(html).not.toMatch(/<[a-z][^>]*\sstyle=/i);
        expect(html).not.toMatch(/<[a-z][^>]*\son[a-z]+=/i);
        const policy = response.headers.get("Content-Security-Policy") ?? "";
        for (
          const [, attributes, script] of html.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)
        ) {
          if (attributes?.includes(" src=")) continue;
          const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(script));
          const hash = btoa(String.fromCharCode(...new Uint8Array(digest)));
          expect(policy).toContain(`'sha256-${hash}'`);
        }
      });

      it("links only to pages and anchors that exist", async () => {
        const html = await (await request(path)).text();
        const links = new Set(
          [...html.matchAll(/<a [^>]*href="([^"]+)"/g)].map(([, href]) => href),
        );
        for (const href of links) {
          if (href === undefined || /^(https?|mailto):/.test(href)) continue;
          const target = new URL(href.replaceAll("&amp;", "&"), `http://localhost:8000${path}`);
          const response = await request(target.pathname);
          expect(`${href} ${response.status}`).toBe(`${href} 200`);
          if (!target.hash) continue;
          const id = decodeURIComponent(target.hash.slice(1));
          expect(await response.text()).toContain(` id="${id}"`);
        }
      });
    });
  }
});

describe("Pages that are not there", () => {
  for (
    const path of [
      "/nowhere",
      "/lessons/nothing",
      "/lessons/constructor",
      "/lessons/__proto__",
      "/handouts/nothing",
      "/handouts/constructor?seed=monday",
      "/handouts/__proto__?key",
    ]
  ) {
    it(`answers 404 for ${path} with a page that leads back, and is not kept`, async () => {
      const response = await request(path);
      const html = await response.text();
      expect(response.status).toBe(404);
      expect(response.headers.get("Content-Type")).toMatch(/^text\/html/);
      expect(response.headers.get("Cache-Control") ?? "no-store").not.toMatch(/public/);
      expect(html).toContain('href="/"');
      expect(response.headers.get("Content-Security-Policy")).toContain("default-src 'none'");
    });
  }

  it("refuses a method that a page has no answer for", async () => {
    const response = await request("/about", { method: "POST", body: "x" });
    expect(response.status).toBe(405);
    await response.body?.cancel();
  });

  it("sends a path with a slash at its end to the path without", async () => {
    const response = await request("/about/");
    expect([301, 302, 307, 308]).toContain(response.status);
    expect(new URL(response.headers.get("Location") ?? "", "http://localhost:8000").pathname).toBe(
      "/about",
    );
    await response.body?.cancel();
  });

  it("does not redirect to another host", async () => {
    const response = await request("//evil.example/");
    const location = response.headers.get("Location");
    if (location) expect(new URL(location, "http://localhost:8000").host).toBe("localhost:8000");
    await response.body?.cancel();
  });
});
