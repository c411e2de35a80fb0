/**
 * The fixture app, built once, as the tests of Fresh's behaviour meet it.
 *
 * @module
 */
import type { Page } from "playwright-core";
import { launchBrowser } from "@/tests/browser/chromium.ts";

/** Whether the tests run on Fresh from JSR, by `deno task upstream`. */
export const UPSTREAM: boolean = Deno.env.get("FRESH_UPSTREAM") === "1";

/** The folder of the fixture app. */
export const FIXTURE: URL = new URL("./fixture/", import.meta.url);

const PROJECT = new URL("../../", import.meta.url);
const OUTPUT = new URL("_fresh/", FIXTURE);

interface BuiltServer {
  fetch(request: Request, info?: Deno.ServeHandlerInfo): Promise<Response> | Response;
}

let loaded: Promise<BuiltServer> | undefined;

/** Builds the fixture, unless it was built since the last change, and loads its server. */
export function loadFixture(): Promise<BuiltServer> {
  return loaded ??= buildAndLoad();
}

async function buildAndLoad(): Promise<BuiltServer> {
  const cache = new URL(".cache/", PROJECT);
  await Deno.mkdir(cache, { recursive: true });
  // Test files may run side by side.
  using lock = await Deno.open(new URL("fixture.lock", cache), { create: true, write: true });
  await lock.lock(true);
  const state = await describeSources();
  const stamp = new URL("stamp", OUTPUT);
  if (await Deno.readTextFile(stamp).catch(() => "") !== state) {
    const { success, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "npm:vite@7.3.8", "build"],
      cwd: FIXTURE,
    }).output();
    if (!success) throw new Error(new TextDecoder().decode(stderr));
    await Deno.writeTextFile(stamp, state);
  }
  const module = await import(new URL("server.js", OUTPUT).href);
  return module.default;
}

/**
 * Copies the fixture, for tests that change it.
 *
 * @param name A name for the copy, which stays in the project: its imports must resolve
 * @returns The folder of the copy
 */
export async function copyFixture(name: string): Promise<URL> {
  const copy = new URL(`.cache/fixture-${name}/`, PROJECT);
  await Deno.remove(copy, { recursive: true }).catch(() => {});
  for (const file of await listFiles(FIXTURE)) {
    const target = new URL(file.href.slice(FIXTURE.href.length), copy);
    await Deno.mkdir(new URL(".", target), { recursive: true });
    await Deno.copyFile(file, target);
  }
  return copy;
}

/** Names and times of all files that the build depends on. */
async function describeSources(): Promise<string> {
  const local = await listFiles(new URL("jsr/", PROJECT)).catch(() => []);
  const files = [...await listFiles(FIXTURE), ...local, new URL("deno.json", PROJECT)];
  const lines = files.map(async (file) => `${file} ${(await Deno.stat(file)).mtime?.getTime()}`);
  return (await Promise.all(lines)).sort().join("\n");
}

async function listFiles(folder: URL): Promise<URL[]> {
  const files: URL[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (name === "_fresh") continue;
    if (isDirectory) {
      files.push(...await listFiles(new URL(`${encodeURIComponent(name)}/`, folder)));
    } else files.push(new URL(encodeURIComponent(name), folder));
  }
  return files;
}

/** Sends one request to the built fixture, without a socket. */
export async function request(path: string, init?: RequestInit): Promise<Response> {
  const server = await loadFixture();
  const info: Deno.ServeHandlerInfo = {
    remoteAddr: { transport: "tcp", hostname: "127.0.0.1", port: 1 },
    completed: Promise.resolve(),
  };
  return await server.fetch(new Request(`http://localhost${path}`, init), info);
}

/** The HTML of a page of the built fixture. */
export async function html(path: string): Promise<string> {
  return await (await request(path)).text();
}

/** The built fixture in a browser. */
export interface OpenFixture extends AsyncDisposable {
  /** Opens a page, and waits until its scripts have run. */
  open(path: string): Promise<Page>;
  /** What went wrong on the pages so far. */
  readonly errors: string[];
}

/** Serves the built fixture to a browser. */
export async function openFixture(): Promise<OpenFixture> {
  const app = await loadFixture();
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen() {} },
    (req, info) => app.fetch(req, info),
  );
  const browser = await launchBrowser();
  const errors: string[] = [];
  return {
    errors,
    async open(path) {
      const page = await browser.newPage();
      page.setDefaultTimeout(5000);
      page.on("pageerror", (error) => errors.push(error.message));
      page.on("console", (message) => {
        if (message.type() === "error") errors.push(message.text());
      });
      await page.goto(`http://localhost:${server.addr.port}${path}`);
      return page;
    },
    async [Symbol.asyncDispose]() {
      await browser.close();
      await server.shutdown();
    },
  };
}
