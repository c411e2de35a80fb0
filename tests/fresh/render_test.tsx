import { signal } from "@preact/signals";
import { expect } from "@std/expect";
import { describe, it } from "@std/testing/bdd";
import type { ComponentChildren } from "preact";
import { App, page, type PageProps } from "fresh";
import { Head } from "fresh/runtime";

async function get(app: App, path = "/"): Promise<Response> {
  return await app.handler()(new Request(`http://localhost${path}`));
}

async function html(app: App, path = "/"): Promise<string> {
  return await (await get(app, path)).text();
}

/** The part of a document between two texts. */
function between(document: string, from: string, to: string): string {
  return document.split(from)[1]?.split(to)[0] ?? "";
}

const body = (document: string) => between(document, "<body>", "</body>");
const head = (document: string) => between(document, "<head>", "</head>");

function wrap(name: string) {
  return ({ Component }: PageProps) => (
    <>
      {name}/<Component />
    </>
  );
}

describe("ctx.render()", () => {
  it("makes a document of what has none", async () => {
    const response = await get(new App().get("/", (ctx) => ctx.render(<h1>Hi</h1>)));
    const document = await response.text();
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(document).toMatch(/^<!DOCTYPE html><html/i);
    expect(body(document)).toBe("<h1>Hi</h1>");
  });

  it("takes a status and headers", async () => {
    const response = await get(
      new App().get("/", (ctx) => ctx.render(<p />, { status: 418, headers: { "x-tea": "yes" } })),
    );
    expect(response.status).toBe(418);
    expect(response.headers.get("x-tea")).toBe("yes");
  });

  it("escapes text and attributes", async () => {
    const nasty = `"><script>alert(1)</script>`;
    const document = await html(
      new App().get("/", (ctx) => ctx.render(<p title={nasty}>{nasty}</p>)),
    );
    expect(document).not.toContain("<script>");
  });

  it("shows signals", async () => {
    const count = signal(3);
    expect(body(await html(new App().get("/", (ctx) => ctx.render(<p>{count}</p>))))).toBe(
      "<p>3</p>",
    );
  });

  it("sends no script and no preloading without islands", async () => {
    const response = await get(new App().get("/", (ctx) => ctx.render(<p />)));
    expect(await response.text()).not.toContain("<script");
    expect(response.headers.get("link")).toBe(null);
  });
});

describe("layouts and the app wrapper", () => {
  const app = new App()
    .appWrapper(wrap("app"))
    .layout("*", wrap("outer"))
    .layout("/in", wrap("inner"))
    .layout("/alone", wrap("alone"), { skipInheritedLayouts: true, skipAppWrapper: true })
    .get("/", (ctx) => ctx.render(<>page</>))
    .get("/in", (ctx) => ctx.render(<>page</>))
    .get("/alone", (ctx) => ctx.render(<>page</>))
    .get(
      "/bare",
      (ctx) => ctx.render(<>page</>, {}, { skipAppWrapper: true, skipInheritedLayouts: true }),
    );

  it("surround pages from the outside in", async () => {
    expect(body(await html(app))).toBe("app/outer/page");
    expect(body(await html(app, "/in"))).toBe("app/outer/inner/page");
  });

  it("can be left out by a layout or a page", async () => {
    expect(body(await html(app, "/alone"))).toBe("alone/page");
    expect(body(await html(app, "/bare"))).toBe("page");
  });

  it("may be async, and may answer themselves", async () => {
    const app = new App()
      .layout("*", async ({ Component, url }) => {
        await Promise.resolve();
        if (url.searchParams.has("stop")) return new Response("stopped");
        return (
          <div>
            <Component />
          </div>
        );
      })
      .route("/", { component: async () => <p>{await Promise.resolve("late")}</p> });
    expect(body(await html(app))).toBe("<div><p>late</p></div>");
    expect(await html(app, "/?stop")).toBe("stopped");
  });
});

describe("pages", () => {
  it("get the data, status and headers of their handler", async () => {
    const app = new App().route("/", {
      handler: { GET: () => page("data", { status: 203, headers: { "x-data": "yes" } }) },
      component: ({ data }) => <p>{data}</p>,
    });
    const response = await get(app);
    expect(response.status).toBe(203);
    expect(response.headers.get("x-data")).toBe("yes");
    expect(body(await response.text())).toBe("<p>data</p>");
  });

  it("need no handler for GET", async () => {
    const app = new App().route("/", {
      handler: { POST: () => new Response("posted") },
      component: ({ params }) => <p>{JSON.stringify(params)}</p>,
    });
    expect(body(await html(app))).toBe("<p>{}</p>");
  });

  it("get what is known about the request", async () => {
    const app = new App<{ user: string }>()
      .use((ctx) => {
        ctx.state.user = "Ada";
        return ctx.next();
      })
      .route("/:id", {
        component: ({ url, params, state, route, req, error }) => (
          <p>{[url.search, params.id, state.user, route, req.method, String(error)].join(" ")}</p>
        ),
      });
    expect(body(await html(app, "/7?q"))).toBe("<p>?q 7 Ada /:id GET null</p>");
  });
});

describe("<Head>", () => {
  function Document({ children }: { children: ComponentChildren }) {
    return (
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <title>Site</title>
          <meta name="description" content="site" />
          <style id="own">site</style>
          <link rel="canonical" href="/site" />
          <meta key="card" property="og:title" content="site" />
        </head>
        <body>{children}</body>
      </html>
    );
  }

  const render = (children: ComponentChildren) =>
    html(new App().get("/", (ctx) => ctx.render(<Document>{children}</Document>)));

  it("replaces the title", async () => {
    const document = await render(
      <main>
        <Head>
          <title>Page {1}</title>
        </Head>text
      </main>,
    );
    expect(document.match(/<title>[^<]*/g)).toEqual(["<title>Page 1"]);
    expect(body(document)).toBe("<main>text</main>");
  });

  it("replaces elements by key, id, name and rel", async () => {
    const document = head(
      await render(
        <Head>
          <meta name="description" content="page" />
          <style id="own">page</style>
          <link rel="canonical" href="/page" />
          <meta key="card" property="og:title" content="page" />
        </Head>,
      ),
    );
    expect(document.match(/<meta name="description"[^>]*>/g)?.join()).toMatch(
      /^\S+ \S+ content="page"\/>$/,
    );
    expect(document.match(/<style[^<]*/g)).toEqual(['<style id="own">page']);
    expect(document.match(/href="[^"]*"/g)).toEqual(['href="/page"']);
    expect(document.match(/property="og:title" content="[^"]*"/g)).toEqual([
      'property="og:title" content="page"',
    ]);
  });

  it("adds what is new, and the last of several wins", async () => {
    const document = head(
      await render(
        <>
          <Head>
            <meta name="author" content="first" />
          </Head>
          <Head>
            <meta name="author" content="last" />
            <meta property="og:type" content="book" />
          </Head>
        </>,
      ),
    );
    expect(document.match(/name="author" content="[^"]*"/g)).toEqual([
      'name="author" content="last"',
    ]);
    expect(document).toContain('property="og:type"');
  });

  it("works in documents that were not given a head", async () => {
    const app = new App().get("/", (ctx) =>
      ctx.render(
        <Head>
          <title>New</title>
        </Head>,
      ));
    expect(head(await html(app))).toContain("<title>New</title>");
  });

  it("takes nodes that are used for many requests", async () => {
    const title = (
      <Head>
        <title>Kept</title>
      </Head>
    );
    const app = new App().get("/", (ctx) => ctx.render(<Document>{title}</Document>));
    await html(app);
    expect((await html(app)).match(/<title>[^<]*/g)).toEqual(["<title>Kept"]);
  });
});
