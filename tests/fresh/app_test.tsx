import { expect } from "@std/expect";
import { describe, it } from "@std/testing/bdd";
import { App, createDefine, HttpError, type Middleware, page, trailingSlashes } from "fresh";

type Handler = ReturnType<App["handler"]>;

function send(handler: Handler, path: string, method = "GET"): Promise<Response> {
  return handler(new Request(`http://localhost${path}`, { method }));
}

async function text(app: App, path: string, method = "GET"): Promise<string> {
  return await (await send(app.handler(), path, method)).text();
}

async function status(app: App, path: string, method = "GET"): Promise<number> {
  const response = await send(app.handler(), path, method);
  await response.body?.cancel();
  return response.status;
}

const say = (words: string) => () => new Response(words);

describe("routing", () => {
  it("puts plain paths before patterns", async () => {
    const app = new App().get("/:any", say("pattern")).get("/plain", say("plain"));
    expect(await text(app, "/plain")).toBe("plain");
    expect(await text(app, "/other")).toBe("pattern");
  });

  it("tries patterns in the order in which they were added", async () => {
    const app = new App().get("/a/:x", say("first")).get("/:y/b", say("second"));
    expect(await text(app, "/a/b")).toBe("first");
    expect(await text(app, "/c/b")).toBe("second");
  });

  it("decodes parameters, and leaves those that cannot be decoded", async () => {
    const app = new App().get("/:name", (ctx) => new Response(ctx.params.name));
    expect(await text(app, "/a%20b")).toBe("a b");
    expect(await text(app, "/%E0%A4%A")).toBe("%E0%A4%A");
  });

  it("takes URL patterns", async () => {
    const app = new App().get("/v:number(\\d+){/:file}?", (ctx) => Response.json(ctx.params));
    expect(JSON.parse(await text(app, "/v12/x"))).toEqual({ number: "12", file: "x" });
    expect(JSON.parse(await text(app, "/v12"))).toEqual({ number: "12" });
    expect(await status(app, "/vx")).toBe(404);
  });

  it("knows the route that matched", async () => {
    const routes: (string | null)[] = [];
    const app = new App()
      .use((ctx) => {
        routes.push(ctx.route);
        return ctx.next();
      })
      .get("/a/:id", say("a"));
    await text(app, "/a/1");
    await text(app, "/nowhere");
    expect(routes).toEqual(["/a/:id", null]);
  });

  it("takes a path with a slash at the end for the same one without", async () => {
    expect(await text(new App().get("/about", say("about")), "/about/")).toBe("about");
  });

  it("makes one slash of many", async () => {
    const app = new App().get("/a/b", (ctx) => new Response(ctx.url.pathname));
    expect(await text(app, "//a///b")).toBe("/a/b");
  });

  it("redirects to another form of an address", async () => {
    const never = new App().use(trailingSlashes("never")).get("/a", say("a")).handler();
    const always = new App().use(trailingSlashes("always")).get("/a", say("a")).handler();
    expect((await send(never, "/a/")).headers.get("location")).toBe("/a");
    expect((await send(always, "/a")).headers.get("location")).toBe("/a/");
    expect((await send(never, "/a")).status).toBe(200);
  });
});

describe("methods", () => {
  const app = new App()
    .get("/x", say("get")).post("/x", say("post")).put("/x", say("put"))
    .patch("/x", say("patch")).delete("/x", say("delete"))
    .get("/only-get", say("get"))
    .get("/own-head", say("get")).head("/own-head", () => new Response(null, { status: 204 }))
    .all("/all", say("all"));

  it("answers each method by its own handler", async () => {
    for (const method of ["get", "post", "put", "patch", "delete"]) {
      expect(await text(app, "/x", method.toUpperCase())).toBe(method);
    }
  });

  it("answers all methods by one handler", async () => {
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
      expect(await text(app, "/all", method)).toBe("all");
    }
  });

  it("answers HEAD as GET without a body", async () => {
    const response = await send(app.handler(), "/only-get", "HEAD");
    expect(response.status).toBe(200);
    expect(response.body).toBe(null);
  });

  it("prefers a handler of HEAD", async () => {
    expect(await status(app, "/own-head", "HEAD")).toBe(204);
  });

  it("says 405 to a method that a path does not have", async () => {
    const response = await send(app.handler(), "/only-get", "POST");
    expect(response.status).toBe(405);
    expect(await response.text()).toBe("Method Not Allowed");
  });

  it("answers OPTIONS with the methods that a path has", async () => {
    const response = await send(app.handler(), "/only-get", "OPTIONS");
    expect(response.status).toBe(204);
    const allow = response.headers.get("allow")?.split(", ");
    expect(allow).toContain("GET");
    expect(allow).not.toContain("POST");
  });
});

describe("middlewares", () => {
  const add = (word: string): Middleware<{ words: string[] }> => (ctx) => {
    (ctx.state.words ??= []).push(word);
    return ctx.next();
  };
  const list: Middleware<{ words: string[] }> = (ctx) => new Response(ctx.state.words?.join(" "));

  it("run in order, each around the next", async () => {
    const app = new App<{ words: string[] }>().use(add("a"), add("b")).use(async (ctx) => {
      const response = await ctx.next();
      return new Response(`(${await response.text()})`);
    }).get("/", list);
    expect(await text(app, "/")).toBe("(a b)");
  });

  it("do not hold for routes that were added before", async () => {
    const app = new App<{ words: string[] }>().get("/before", list).use(add("a")).get("/", list);
    expect(await text(app, "/before")).toBe("");
    expect(await text(app, "/")).toBe("a");
  });

  it("hold for a path and what is under it", async () => {
    const app = new App<{ words: string[] }>().use("/a", add("a")).use("/a/b", add("b"))
      .get("/", list).get("/a", list).get("/a/b", list).get("/ab", list);
    expect(await text(app, "/")).toBe("");
    expect(await text(app, "/a")).toBe("a");
    expect(await text(app, "/a/b")).toBe("a b");
    expect(await text(app, "/ab")).toBe("");
  });

  it("may answer instead of the route", async () => {
    const app = new App().use(say("stopped")).get("/", say("route"));
    expect(await text(app, "/")).toBe("stopped");
  });

  it("may stand before the handler of a route", async () => {
    const app = new App<{ words: string[] }>().get("/", add("a"), add("b"), list);
    expect(await text(app, "/")).toBe("a b");
  });

  it("run for addresses that have no route", async () => {
    const app = new App().use(async (ctx) => {
      try {
        return await ctx.next();
      } catch (error) {
        return new Response(String(error instanceof HttpError && error.status));
      }
    });
    expect(await text(app, "/nowhere")).toBe("404");
  });

  it("see the error that a later one threw", async () => {
    const seen: unknown[] = [];
    const app = new App().use(async (ctx) => {
      try {
        return await ctx.next();
      } catch (error) {
        seen.push(error, ctx.error);
        return new Response("caught");
      }
    }).get("/", () => {
      throw "thrown";
    });
    expect(await text(app, "/")).toBe("caught");
    expect(seen).toEqual(["thrown", "thrown"]);
  });
});

describe("errors", () => {
  const fail = (error: unknown) => () => {
    throw error;
  };

  it("give their status, and tell nothing else", async () => {
    const app = new App().get("/teapot", fail(new HttpError(418, "a secret")));
    expect(await status(app, "/teapot")).toBe(418);
    expect(await text(app, "/teapot")).not.toContain("secret");
  });

  it("keep a message and a cause", () => {
    const error = new HttpError(500, "message", { cause: "cause" });
    expect(error).toMatchObject({ status: 500, message: "message", cause: "cause" });
    expect(error).toBeInstanceOf(Error);
  });

  it("are answered by the nearest error page", async () => {
    const app = new App()
      .onError("*", (ctx) => new Response(`outer ${(ctx.error as Error).message}`))
      .onError("/in", (ctx) => new Response(`inner ${(ctx.error as Error).message}`))
      .get("/out", fail(new HttpError(410, "a")))
      .get("/in/side", fail(new HttpError(410, "b")));
    expect(await text(app, "/out")).toBe("outer a");
    expect(await text(app, "/in/side")).toBe("inner b");
  });

  it("of an error page go to the next one", async () => {
    const app = new App()
      .onError("*", (ctx) => new Response(`outer ${(ctx.error as Error).message}`))
      .onError("/in", fail(new HttpError(410, "again")))
      .get("/in/side", fail(new HttpError(410, "first")));
    expect(await text(app, "/in/side")).toBe("outer again");
  });

  it("of addresses that do not exist have a page of their own", async () => {
    const app = new App()
      .notFound(() => new Response("not found", { status: 404 }))
      .onError("*", () => new Response("error", { status: 500 }))
      .get("/throws", fail(new HttpError(404)))
      .get("/gone", fail(new HttpError(410)));
    expect(await text(app, "/nowhere")).toBe("not found");
    expect(await text(app, "/throws")).toBe("not found");
    expect(await text(app, "/gone")).toBe("error");
  });

  it("come with the status of the error page's component", async () => {
    const app = new App()
      .onError("*", { component: ({ error }) => <p>{(error as HttpError).status}</p> })
      .get("/gone", fail(new HttpError(410)));
    const response = await send(app.handler(), "/gone");
    expect(response.status).toBe(410);
    expect(await response.text()).toContain("<p>410</p>");
  });
});

describe("responses of a context", () => {
  it("redirect, on this site only unless an origin is given", async () => {
    const app = new App().get("/", (ctx) => ctx.redirect(ctx.url.searchParams.get("to") ?? "/"))
      .handler();
    const locate = async (to: string) =>
      (await send(app, `/?to=${encodeURIComponent(to)}`)).headers.get("location");
    expect(await locate("/a?b=//c#d")).toBe("/a?b=//c#d");
    expect(await locate("//evil.example/x")).toBe("/evil.example/x");
    expect(await locate("https://example.com/a//b")).toBe("https://example.com/a//b");
  });

  it("redirect with a status", async () => {
    const app = new App().get("/", (ctx) => ctx.redirect("/a")).get(
      "/kept",
      (ctx) => ctx.redirect("/a", 308),
    );
    expect(await status(app, "/")).toBe(302);
    expect(await status(app, "/kept")).toBe(308);
  });

  it("are text, HTML, JSON and streams", async () => {
    const app = new App()
      .get("/text", (ctx) => ctx.text("a"))
      .get("/html", (ctx) => ctx.html("<b>a</b>"))
      .get("/json", (ctx) => ctx.json({ a: 1 }, { status: 201 }))
      .get("/stream", (ctx) =>
        ctx.stream(function* () {
          yield "a";
          yield new TextEncoder().encode("b");
        })).handler();
    const read = async (path: string) => {
      const response = await send(app, path);
      return [response.headers.get("content-type"), await response.text()];
    };
    expect(await read("/text")).toEqual(["text/plain;charset=UTF-8", "a"]);
    expect(await read("/html")).toEqual(["text/html; charset=utf-8", "<b>a</b>"]);
    expect(await read("/json")).toEqual(["application/json", '{"a":1}']);
    expect((await read("/stream"))[1]).toBe("ab");
  });
});

describe("createDefine()", () => {
  it("gives types to handlers, pages, layouts and middlewares", async () => {
    const define = createDefine<{ user: string }>();
    const handler = define.handlers({
      GET: (ctx) => page({ greeting: `Hello, ${ctx.state.user}` }),
    });
    const component = define.page<typeof handler>(({ data, state }) => (
      <p>
        {data.greeting satisfies string} {state.user satisfies string}
      </p>
    ));
    const layout = define.layout(({ Component }) => (
      <main>
        <Component />
      </main>
    ));
    const middleware = define.middleware((ctx) => {
      ctx.state.user = "Ada";
      return ctx.next();
    });
    const app = new App<{ user: string }>().use(middleware).layout("*", layout)
      .route("/", { handler, component });
    expect(await text(app, "/")).toContain("<main><p>Hello, Ada Ada</p></main>");
  });
});
