import { expect } from "@std/expect";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "@/tests/browser/chromium.ts";
import { copyFixture, UPSTREAM } from "./support.ts";

let project: URL;
let server: Deno.ChildProcess;
let browser: Browser;
let origin: string;

beforeAll(async () => {
  project = await copyFixture("dev");
  server = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "npm:vite@7.3.8", "--port", "5199", "--logLevel", "info"],
    cwd: project,
    stdout: "piped",
    stderr: "null",
  }).spawn();
  origin = await findAddress(server.stdout);
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  server?.kill();
  await server?.status;
});

/** Reads what a server prints until it says where it is; what follows is dropped. */
async function findAddress(output: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<string> {
  const reader = output.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  while (true) {
    const { value, done } = await reader.read();
    if (done) throw new Error(`The dev server ended: ${text}`);
    // deno-lint-ignore no-control-regex -- colours begin with this character
    text += value.replace(/\x1b\[\d+m/g, "");
    const address = /http:\/\/localhost:\d+/.exec(text)?.[0];
    if (address === undefined) continue;
    (async () => {
      while (!(await reader.read()).done);
    })();
    return address;
  }
}

async function open(path: string): Promise<Page> {
  const page = await browser.newPage();
  page.setDefaultTimeout(8_000);
  // A change made before the page listens for changes would pass unseen.
  const listening = page.waitForEvent(
    "console",
    (message) => message.text().includes("connected."),
  );
  await page.goto(origin + path);
  await listening;
  return page;
}

/** Waits for a change; a watcher that is busy may miss one write, so the file is written again. */
async function shown(path: string, change: () => Promise<unknown>): Promise<void> {
  const url = new URL(path, project);
  for (let attempt = 1;; attempt++) {
    try {
      await change();
      return;
    } catch (error) {
      if (attempt === 4) throw error;
      await Deno.writeTextFile(url, await Deno.readTextFile(url));
    }
  }
}

/** Changes a file of the project. */
async function edit(path: string, from: string, to: string): Promise<void> {
  const url = new URL(path, project);
  const text = await Deno.readTextFile(url);
  if (!text.includes(from)) throw new Error(`${path} has no "${from}"`);
  await Deno.writeTextFile(url, text.replace(from, to));
}

async function shows(page: Page, selector: string, text: string): Promise<void> {
  await page.waitForFunction(
    ([selector, text]) => document.querySelector(selector ?? "")?.textContent === text,
    [selector, text],
  );
}

async function html(path: string): Promise<string> {
  return await (await fetch(origin + path, { headers: { accept: "text/html" } })).text();
}

describe("the dev server", () => {
  it("serves pages, files, and islands that work", async () => {
    expect(await html("/items/special")).toContain("<p>the special one</p>");
    expect(await html("/hello.txt")).toBe("hello\n");
    if (!UPSTREAM) {
      expect(await html("/")).toMatch(/<link rel="stylesheet" href="[^"]*client\.css"/);
    }
    const page = await open("/counter");
    await page.click("#one button:enabled");
    await shows(page, "#one button", "1");
    expect(await page.$eval("main", (main) => getComputedStyle(main).color)).toBe("rgb(1, 2, 3)");
    await page.close();
  });

  it("asks plugins for modules of the server and of the browser", async () => {
    const page = await open("/plugin");
    await shows(page, "#server", "plugin, ssr");
    await shows(page, "#island", "plugin, client");
    await page.close();
  });

  it("shows a changed route", async () => {
    const page = await open("/");
    await edit("routes/index.tsx", "Start", "Changed");
    await shown("routes/index.tsx", () => shows(page, "h1", "Changed"));
    await page.close();
  });

  it("shows a changed island, without loading the page again", async () => {
    const page = await open("/pair");
    await page.click("#left");
    await shows(page, "#left", "1");
    await page.evaluate(() => Object.assign(globalThis, { mark: "kept" }));
    await edit("islands/Pair.tsx", "count - 1", "count - 10");
    await shown("islands/Pair.tsx", () =>
      page.waitForFunction(() => {
        document.querySelector<HTMLButtonElement>("#right")?.click();
        return Number(document.querySelector("#right")?.textContent) <= -10;
      }));
    expect(await page.evaluate(() => (globalThis as { mark?: string }).mark)).toBe("kept");
    // The server renders the new version, too.
    await edit("islands/Pair.tsx", 'id="left"', 'id="left" class="new"');
    await shown("islands/Pair.tsx", async () => {
      await page.reload();
      await page.waitForSelector("#left.new");
    });
    expect(await html("/pair")).toContain('class="new"');
    await page.close();
  });

  it("shows a changed style", async () => {
    const page = await open("/");
    await edit("assets/client.css", "rgb(1, 2, 3)", "rgb(7, 8, 9)");
    await shown("assets/client.css", () =>
      page.waitForFunction(() => {
        const main = document.querySelector("main");
        return main && getComputedStyle(main).color === "rgb(7, 8, 9)";
      }));
    await page.close();
  });

  it("finds a new route", async () => {
    await Deno.writeTextFile(
      new URL("routes/new.tsx", project),
      "export default function Page() { return <p>new</p>; }\n",
    );
    const page = await open("/");
    await page.waitForFunction(async () => (await (await fetch("/new")).text()).includes("<p>new"));
    await page.close();
  });

  it("says what is wrong, with the place, and goes on when it is mended", async () => {
    await Deno.remove(new URL("routes/_error.tsx", project));
    await edit("routes/boom.tsx", "a secret of the server", "a message for developers");
    const page = await open("/boom");
    const says = (text: string) =>
      shown(
        "routes/boom.tsx",
        () => page.waitForFunction((text) => document.body.textContent.includes(text), text),
      );
    await says("developers");
    expect(await page.textContent("body")).toMatch(/boom\.tsx:2/);
    await edit("routes/boom.tsx", "throw", "throw throw");
    await says("boom.tsx:2:8");
    await edit("routes/boom.tsx", "throw throw", "return <b>mended</b>; throw");
    await shown("routes/boom.tsx", () => shows(page, "b", "mended"));
    await page.close();
  });
});
