import { expect } from "@std/expect";
import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import { prepare, toUpstream } from "@/tools/upstream.ts";

const PROJECT = new URL("../../", import.meta.url);

let folder: URL;

beforeEach(async () => {
  folder = new URL(`file://${await Deno.makeTempDir()}/`);
});

afterEach(async () => {
  await Deno.remove(folder, { recursive: true });
});

async function write(path: string, text: string): Promise<void> {
  const url = new URL(path, folder);
  await Deno.mkdir(new URL(".", url), { recursive: true });
  await Deno.writeTextFile(url, text);
}

async function read(path: string): Promise<string | null> {
  return await Deno.readTextFile(new URL(path, folder)).catch(() => null);
}

describe("the configuration for upstream", () => {
  it("has the project's imports, tasks and options, and no links", async () => {
    const config = JSON.parse(await Deno.readTextFile(new URL("deno.json", PROJECT)));
    const upstream = toUpstream(config);
    expect(upstream).not.toHaveProperty("links");
    const { links: _links, lock: _lock, ...rest } = config;
    expect(upstream).toMatchObject(rest);
    expect(upstream.imports).toMatchObject({
      fresh: expect.stringMatching(/^jsr:@fresh\/core@/),
      "@fresh/plugin-vite": expect.stringMatching(/^jsr:/),
      "@std/testing": expect.stringMatching(/^jsr:/),
      "@std/expect": expect.stringMatching(/^jsr:/),
    });
  });

  it("has a lock file of its own", () => {
    expect(toUpstream({ lock: true }).lock).toEqual({ path: "./deno.upstream.lock" });
  });
});

describe("the copy of the project", () => {
  beforeEach(async () => {
    await write("deno.json", JSON.stringify({ links: ["./jsr/a"], tasks: { a: "b" } }));
    await write("deno.lock", "local");
    await write("deno.upstream.lock", "upstream");
    await write("main.ts", "main");
    await write(`routes/${encodeURIComponent("[[a]] #1%.ts")}`, "route");
    await write("jsr/a/mod.ts", "local package");
    await write("node_modules/a/mod.ts", "dependency");
    await write("tests/fixture/_fresh/server.js", "built");
  });

  it("has the sources, and neither local packages nor what was built", async () => {
    const copy = await prepare(folder);
    expect(copy.href).toBe(new URL(".cache/upstream/", folder).href);
    expect(await read(".cache/upstream/main.ts")).toBe("main");
    expect(await read(`.cache/upstream/routes/${encodeURIComponent("[[a]] #1%.ts")}`)).toBe(
      "route",
    );
    expect(await read(".cache/upstream/jsr/a/mod.ts")).toBe(null);
    expect(await read(".cache/upstream/node_modules/a/mod.ts")).toBe(null);
    expect(await read(".cache/upstream/tests/fixture/_fresh/server.js")).toBe(null);
  });

  it("has the configuration without links, and its lock file", async () => {
    await prepare(folder);
    const config = await read(".cache/upstream/deno.json");
    expect(JSON.parse(config ?? "")).toEqual({
      tasks: { a: "b" },
      lock: { path: "./deno.upstream.lock" },
    });
    expect(await read("deno.upstream.json")).toBe(config);
    expect(await read(".cache/upstream/deno.lock")).toBe(null);
    expect(await read(".cache/upstream/deno.upstream.lock")).toBe("upstream");
  });

  it("follows the project, and keeps what was installed there", async () => {
    await prepare(folder);
    await write(".cache/upstream/node_modules/b/mod.ts", "installed");
    await Deno.remove(new URL("main.ts", folder));
    await prepare(folder);
    expect(await read(".cache/upstream/main.ts")).toBe(null);
    expect(await read(".cache/upstream/node_modules/b/mod.ts")).toBe("installed");
  });
});
