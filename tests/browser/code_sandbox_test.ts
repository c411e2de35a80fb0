import { after, before, describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import type { Browser, Page } from "playwright-core";
import { type RunningApp, serveApp } from "@/tests/support/app.ts";
import { launchBrowser } from "./chromium.ts";

/**
 * What a worker could try if nothing had been taken from it. `here` is the site, `there` another
 * host; each must be refused, which is told by an error or by what the attempt gives.
 */
const ATTEMPTS: Readonly<Record<string, string>> = {
  "fetch of the site": `await fetch(here + "/healthz")`,
  "fetch of another host": `await fetch(there, { mode: "no-cors" })`,
  "a request that outlives the page": `await fetch(there, { mode: "no-cors", keepalive: true })`,
  XMLHttpRequest: `const x = new XMLHttpRequest(); x.open("GET", here, false); x.send();`,
  WebSocket: `await new Promise((open, close) => {
    const w = new WebSocket(here.replace("http", "ws")); w.onopen = open; w.onerror = close; })`,
  EventSource: `await new Promise((open, close) => {
    const e = new EventSource(here + "/healthz"); e.onopen = open; e.onerror = close; })`,
  WebTransport: `await new WebTransport(there.replace("http:", "https:")).ready`,
  importScripts: `importScripts(here + "/healthz")`,
  "importScripts of data": `importScripts("data:text/javascript,1")`,
  "import of the site": `await import(here + "/healthz")`,
  "import of data": `await import("data:text/javascript,export default 1")`,
  "import of a blob": `await import(URL.createObjectURL(new Blob(["export default 1"],
    { type: "text/javascript" })))`,
  "a worker's own fetch": `await new Promise((yes, no) => {
    const text = "fetch(" + JSON.stringify(there) + ", { mode: 'no-cors' })" +
      ".then(() => postMessage(1), () => postMessage(0))";
    const w = new Worker(URL.createObjectURL(new Blob([text], { type: "text/javascript" })));
    w.onmessage = ({ data }) => data ? yes() : no(new Error("refused")); w.onerror = no; })`,
  "a font": `const f = new FontFace("x", "url(" + there + "/f.woff2)"); await f.load();`,
  indexedDB: `await new Promise((yes, no) => {
    const r = indexedDB.open("x"); r.onsuccess = yes; r.onerror = no; })`,
  caches: `await caches.open("x")`,
  "the private file system": `await navigator.storage.getDirectory()`,
  locks: `await navigator.locks.request("x", () => 1)`,
  localStorage: `localStorage.getItem("x")`,
  cookieStore: `await cookieStore.getAll()`,
  document: `document.title`,
  parent: `parent.document`,
  "WebRTC": `new RTCPeerConnection()`,
};

/** Runs a text in a worker of the sandbox, as the page does, but without what locks it down. */
function tryOut(page: Page, body: string, here: string, there: string): Promise<string> {
  return page.evaluate(async ([body, here, there]) => {
    const frame = document.createElement("iframe");
    frame.setAttribute("sandbox", "allow-scripts");
    frame.src = "/sandbox";
    document.body.append(frame);
    await new Promise((loaded) => frame.onload = loaded);
    const { port1: near, port2: far } = new MessageChannel();
    const said = new Promise<string>((resolve) => {
      const { port1: line, port2: end } = new MessageChannel();
      const script = `const here = ${JSON.stringify(here)}, there = ${JSON.stringify(there)};
        addEventListener("message", async ({ ports: [port] }) => {
          try { ${body}; port.postMessage("REACHED"); }
          catch (error) { port.postMessage("refused: " + error); }
        });`;
      line.onmessage = ({ data }) => resolve(data);
      near.onmessage = ({ data }) => {
        if (data.ready) near.postMessage({ run: 1, script, job: {} }, [end]);
        if (data.failed) resolve("refused: the worker failed");
      };
      setTimeout(() => resolve("refused: no answer"), 4000);
    });
    frame.contentWindow?.postMessage(null, "*", [far]);
    const answer = await said;
    frame.remove();
    return answer;
  }, [body, here, there] as const);
}

describe("The sandbox of code exercises", () => {
  let app: RunningApp;
  let browser: Browser;
  let page: Page;
  let other: Deno.HttpServer<Deno.NetAddr>;
  let there: string;
  const asked: string[] = [];

  before(async () => {
    app = await serveApp();
    browser = await launchBrowser();
    other = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, ({ url }) => {
      asked.push(url);
      return new Response("x", { headers: { "Access-Control-Allow-Origin": "*" } });
    });
    there = `http://127.0.0.1:${other.addr.port}`;
    page = await browser.newPage();
    await page.goto(`${app.origin}/about`);
  });
  after(async () => {
    await browser.close();
    await other.shutdown();
    await app[Symbol.asyncDispose]();
  });

  it("runs code, so that what follows says something", async () => {
    expect(await tryOut(page, "Function('return 1')()", app.origin, there)).toBe("REACHED");
  });

  for (const [name, body] of Object.entries(ATTEMPTS)) {
    it(`refuses ${name}`, async () => {
      expect(await tryOut(page, body, app.origin, there)).toMatch(/^refused: /);
      expect(asked).toEqual([]);
    });
  }

  it("hears nothing on a channel of the site's name", async () => {
    const answer = await tryOut(
      page,
      `await new Promise((yes, no) => {
         const c = new BroadcastChannel("progress"); c.onmessage = yes;
         c.postMessage(1); setTimeout(() => no(new Error("silence")), 300); })`,
      app.origin,
      there,
    );
    expect(answer).toBe("refused: Error: silence");
  });

  it("has an origin of its own, also when somebody opens its address", async () => {
    const opened = await browser.newPage();
    await opened.goto(`${app.origin}/sandbox`);
    expect(await opened.evaluate(() => self.origin)).toBe("null");
    await expect(opened.evaluate(() => localStorage.length)).rejects.toThrow();
    await expect(opened.evaluate(() => document.cookie)).rejects.toThrow();
    await opened.close();
  });

  it("cannot be reached into from the page, nor the page from it", async () => {
    const reached = await page.evaluate(async () => {
      const frame = document.createElement("iframe");
      frame.setAttribute("sandbox", "allow-scripts");
      frame.src = "/sandbox";
      document.body.append(frame);
      await new Promise((loaded) => frame.onload = loaded);
      return frame.contentDocument !== null;
    });
    expect(reached).toBe(false);
    const frame = page.frames().find((found) => found.url().endsWith("/sandbox"));
    await expect(frame?.evaluate(() => parent.document.title)).rejects.toThrow(
      /cross-origin|Blocked/,
    );
  });
});
