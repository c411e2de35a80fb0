import { expect } from "@std/expect";
import { describe, it } from "@std/testing/bdd";
import { html, request } from "./support.ts";

async function main(path: string): Promise<string> {
  const document = await html(path);
  return document.split(/<main[^>]*>/)[1]?.split("</main>")[0] ?? document;
}

describe("route files", () => {
  it("are at the address of their path", async () => {
    expect(await main("/")).toBe("<h1>Start</h1>");
    expect(await main("/items/special")).toBe("<p>the special one</p>");
  });

  it("have parameters, optional ones, and the rest of the address", async () => {
    expect(await main("/items/7")).toBe("<p>item 7 by /items/:id</p>");
    expect(await main("/maybe")).toBe("<p>maybe nobody</p>");
    expect(await main("/maybe/Ada")).toBe("<p>maybe Ada</p>");
    expect(await main("/rest/a/b")).toBe("<p>rest a/b</p>");
    expect((await request("/rest")).status).toBe(404);
  });

  it("may have an address of their own", async () => {
    expect(await main("/version/12")).toBe("<p>version 12</p>");
    expect((await request("/override")).status).toBe(404);
  });

  it("in groups have the group's layout, and not its name", async () => {
    expect(await main("/grouped")).toBe("<section><p>in a group</p></section>");
  });

  it("in folders with an underscore are no routes", async () => {
    expect((await request("/secret")).status).toBe(404);
    expect((await request("/(_hidden)/secret")).status).toBe(404);
  });

  it("give data to their page, for each method", async () => {
    const response = await request("/data");
    expect(response.status).toBe(203);
    expect(response.headers.get("x-data")).toBe("yes");
    expect(await response.text()).toContain("<p>answer 42</p>");
    const posted = await request("/data", { method: "POST", body: "7" });
    expect(await posted.text()).toContain("<p>answer 7</p>");
    expect((await request("/data", { method: "PUT" })).status).toBe(405);
  });

  it("may be async, and may answer themselves", async () => {
    expect(await main("/waits")).toBe("<p>waited</p>");
    const response = await request("/waits?away");
    expect([response.status, await response.text()]).toEqual([410, "gone"]);
  });

  it("may be one function for every method", async () => {
    for (const method of ["GET", "POST"]) {
      const response = await request("/away", { method });
      expect(response.status).toBe(307);
      expect(response.headers.get("location")).toBe("/items/special");
    }
  });

  it("are surrounded by the app and its layouts, unless they say no", async () => {
    expect(await html("/")).toMatch(/<html lang="en">.*<title>Fixture<\/title>.*<main data-trail/s);
    const bare = await html("/bare");
    expect(bare).toContain("<p>bare</p>");
    expect(bare).not.toContain("<main");
    expect(bare).not.toContain("Fixture");
  });

  it("run after a list of middlewares, in order", async () => {
    expect(await html("/")).toContain('<main data-trail="first second">');
  });

  it("answer HEAD without a body, and OPTIONS with their methods", async () => {
    const head = await request("/", { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
    const options = await request("/data", { method: "OPTIONS" });
    expect(options.status).toBe(204);
    expect(options.headers.get("allow")?.split(", ")).toEqual(
      expect.arrayContaining(["GET", "POST"]),
    );
  });
});

describe("error files", () => {
  it("answer what does not exist", async () => {
    const response = await request("/nowhere");
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('<p class="not-found">Nothing at /nowhere</p>');
  });

  it("answer what a route says does not exist", async () => {
    const response = await request("/missing");
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('class="not-found"');
  });

  it("answer errors with their status, and leak nothing", async () => {
    const original = console.error;
    console.error = () => {};
    try {
      const boom = await request("/boom");
      expect(boom.status).toBe(500);
      const document = await boom.text();
      expect(document).toContain('<p class="error">unexpected</p>');
      expect(document).not.toMatch(/secret|boom\.tsx|server\.js/);
      const teapot = await request("/teapot");
      expect(teapot.status).toBe(418);
      expect(await teapot.text()).toContain('<p class="error">418</p>');
    } finally {
      console.error = original;
    }
  });

  it("of the innermost folder win", async () => {
    const original = console.error;
    console.error = () => {};
    try {
      expect(await main("/nested/boom")).toBe('<p class="error">nested</p>');
    } finally {
      console.error = original;
    }
  });
});
