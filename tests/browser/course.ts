/**
 * The built course in a real browser. Every page opened here is watched: a console error, an
 * uncaught error, a blocked resource or a request to another host fails the test that caused it.
 *
 * @module
 */
import { expect } from "@std/expect";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { type RunningApp, serveApp } from "@/tests/support/app.ts";
import { launchBrowser } from "./chromium.ts";

/** The lesson that most tests look at. */
export const ROOFLINE = "/lessons/the-roofline";

/** Sizes that pages are looked at in. */
export const WIDE = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

/** The course and a browser. */
export class CourseBrowser {
  readonly #app: RunningApp;
  readonly #browser: Browser;

  private constructor(app: RunningApp, browser: Browser) {
    this.#app = app;
    this.#browser = browser;
  }

  static async start(): Promise<CourseBrowser> {
    return new CourseBrowser(await serveApp(), await launchBrowser());
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    await this.#app[Symbol.asyncDispose]();
  }

  get origin(): string {
    return this.#app.origin;
  }

  /**
   * Opens a page of the course, hands it to a test, and checks that nothing went wrong in it.
   *
   * @param path Where to start.
   * @param test What to do there.
   * @param options Options of the browser context, such as a size or a colour scheme.
   */
  async visit(
    path: string,
    test: (page: Page) => Promise<void>,
    options: BrowserContextOptions = {},
  ): Promise<void> {
    const context = await this.#browser.newContext({ viewport: WIDE, ...options });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") {
        complaints.push(`${message.type()}: ${message.text()}`);
      }
    });
    page.on("pageerror", (error) => complaints.push(`uncaught: ${error.message}`));
    page.on("request", (request) => {
      const url = request.url();
      const local = url.startsWith(this.#app.origin) || /^(data|blob):/.test(url);
      if (!local) complaints.push(`request to ${url}`);
    });
    try {
      await page.goto(this.#app.origin + path, { waitUntil: "networkidle" });
      await test(page);
      expect(complaints).toEqual([]);
    } finally {
      await context.close();
    }
  }
}

/** Scrolls to the end, as a reader does, so that everything on the page has come alive. */
export async function readToTheEnd(page: Page): Promise<void> {
  let y = 0;
  while (y < await page.evaluate(() => document.body.scrollHeight)) {
    await page.mouse.wheel(0, 300);
    y += 300;
    await page.waitForTimeout(40);
    // At a reader's pace: what comes near is alive before it is in view, on a busy machine too
    await page.waitForFunction(
      () =>
        [...document.querySelectorAll(".ex-live")].every((block) => {
          const { top, bottom } = block.getBoundingClientRect();
          // What a test has jumped over stays as it is
          return bottom < 0 || top > innerHeight + 300 || block.hasAttribute("data-ready");
        }),
      undefined,
      { timeout: 5000 },
    ).catch(() => {});
  }
  await page.waitForLoadState("networkidle");
}

/** Has all exercises of a page come alive at once, as they do before it is printed. */
export async function wakeAll(page: Page): Promise<void> {
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await allAwake(page);
}

/** Waits until no exercise of a page is still on its way. */
export async function allAwake(page: Page): Promise<void> {
  await page.waitForFunction(() => !document.querySelector(".ex-live:not([data-ready])"));
}
