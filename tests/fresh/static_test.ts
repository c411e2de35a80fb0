import { expect } from "@std/expect";
import { describe, it } from "@std/testing/bdd";
import { html, request } from "./support.ts";

describe("staticFiles()", () => {
  it("serves the files of static/", async () => {
    const response = await request("/hello.txt");
    expect(response.status).toBe(200);
    expect(await response.text()).toBe("hello\n");
    expect(response.headers.get("content-type")).toMatch(/^text\/plain/);
  });

  it("finds names that addresses must encode", async () => {
    expect(await (await request("/with%20space.txt")).text()).toBe("space\n");
  });

  it("answers HEAD with the headers only", async () => {
    const response = await request("/hello.txt", { method: "HEAD" });
    expect(response.headers.get("content-length")).toBe("6");
    expect(await response.text()).toBe("");
  });

  it("answers 304 to who has the file already", async () => {
    const tag = (await request("/hello.txt")).headers.get("etag") ?? "";
    expect(tag).toMatch(/^(W\/)?"[^"]+"$/);
    const again = await request("/hello.txt", { headers: { "if-none-match": tag } });
    expect([again.status, await again.text()]).toEqual([304, ""]);
    const other = await request("/hello.txt", { headers: { "if-none-match": 'W/"other"' } });
    expect(other.status).toBe(200);
    await other.body?.cancel();
  });

  it("answers 405 to what would change a file", async () => {
    for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
      const response = await request("/hello.txt", { method });
      await response.body?.cancel();
      expect(response.status).toBe(405);
    }
  });

  it("keeps files with a hash in their name for good, and others not", async () => {
    const sheet = /href="([^"]+\.css[^"]*)"/.exec(await html("/"))?.[1] ?? "";
    const style = await request(sheet);
    expect(style.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(style.headers.get("content-type")).toMatch(/^text\/css/);
    expect(await style.text()).toMatch(/rgb\(1, ?2, ?3\)|#010203/);
    const plain = await request("/hello.txt");
    expect(plain.headers.get("cache-control")).not.toContain("immutable");
    await plain.body?.cancel();
  });

  it("serves what a page imports", async () => {
    const source = /<img src="([^"]+)"/.exec(await html("/picture"))?.[1] ?? "";
    const response = await request(source);
    expect(response.headers.get("content-type")).toMatch(/^image\/svg\+xml/);
    expect(await response.text()).toContain("<rect");
  });

  it("serves nothing from outside", async () => {
    for (const path of ["/../server.js", "/..%2fserver.js", "/assets/%2e%2e/%2e%2e/server.js"]) {
      const response = await request(path);
      await response.body?.cancel();
      expect(response.status).toBe(404);
    }
  });
});
