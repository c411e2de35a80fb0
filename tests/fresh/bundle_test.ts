// What the local packages promise on top of upstream, about the files they build.
import { brotliCompressSync } from "node:zlib";
import { expect } from "@std/expect";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { FIXTURE, loadFixture, UPSTREAM } from "./support.ts";

const OUTPUT = new URL("_fresh/", FIXTURE);
const MAX_RUNTIME = 11_000;

/** What stands once in a library's code, and so in a bundle that has one copy of it. */
const ONCE = {
  preact: "createElementNS(",
  hooks: "requestAnimationFrame(",
  signals: 'Symbol.for("preact-signals")',
};

(UPSTREAM ? describe.skip : describe)("the client's bundle", () => {
  const scripts: { readonly name: string; readonly code: string }[] = [];

  beforeAll(async () => {
    await loadFixture();
    const assets = new URL("client/assets/", OUTPUT);
    for await (const { name } of Deno.readDir(assets)) {
      if (!name.endsWith(".js")) continue;
      scripts.push({ name, code: await Deno.readTextFile(new URL(name, assets)) });
    }
  });

  for (const [library, mark] of Object.entries(ONCE)) {
    it(`has one copy of ${library}, in the runtime`, () => {
      const holders = scripts.flatMap(({ name, code }) =>
        new Array<string>(code.split(mark).length - 1).fill(name)
      );
      expect(holders).toEqual([expect.stringMatching(/^fresh-runtime-/)]);
    });
  }

  it(`keeps the runtime under ${MAX_RUNTIME} bytes, compressed`, () => {
    const runtime = scripts.find(({ name }) => name.startsWith("fresh-runtime-"));
    const bytes = brotliCompressSync(runtime?.code ?? "").length;
    expect(bytes).toBeGreaterThan(5000);
    expect(bytes).toBeLessThan(MAX_RUNTIME);
  });

  it("has what islands import() in files of their own", () => {
    const island = scripts.find(({ name }) => name.startsWith("Lazy-"));
    const view = scripts.find(({ code }) => code.includes("loaded "));
    expect(view?.name).toMatch(/^view-/);
    expect(island?.code).not.toContain("loaded ");
  });
});

(UPSTREAM ? describe.skip : describe)("the server's bundle", () => {
  let folder: string;

  beforeAll(async () => {
    await loadFixture();
    folder = await Deno.makeTempDir();
    await copy(OUTPUT, new URL(`file://${folder}/_fresh/`));
  });

  afterAll(async () => {
    await Deno.remove(folder, { recursive: true });
  });

  it("runs anywhere, without node_modules and without the network", async () => {
    const child = new Deno.Command(Deno.execPath(), {
      args: ["serve", "-A", "--no-remote", "--no-npm", "--port", "0", `${folder}/_fresh/server.js`],
      cwd: "/",
      env: { DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "1" },
      stderr: "piped",
      stdout: "null",
    }).spawn();
    try {
      const origin = await findAddress(child.stderr);
      const page = await fetch(`${origin}/counter`);
      expect(await page.text()).toContain('<div id="one">');
      const file = await fetch(`${origin}/hello.txt`);
      expect(await file.text()).toBe("hello\n");
    } finally {
      child.kill();
      await child.status;
    }
  });
});

async function copy(from: URL, to: URL): Promise<void> {
  await Deno.mkdir(to, { recursive: true });
  for await (const { name, isDirectory } of Deno.readDir(from)) {
    const part = encodeURIComponent(name) + (isDirectory ? "/" : "");
    if (isDirectory) await copy(new URL(part, from), new URL(part, to));
    else await Deno.copyFile(new URL(part, from), new URL(part, to));
  }
}

async function findAddress(output: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<string> {
  let text = "";
  for await (const piece of output.pipeThrough(new TextDecoderStream())) {
    text += piece;
    const port = /http:\/\/[^:]+:(\d+)/.exec(text)?.[1];
    if (port) return `http://localhost:${port}`;
  }
  throw new Error(`The server ended: ${text}`);
}
