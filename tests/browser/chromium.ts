/**
 * Finds a Chromium and starts it: the one named by `CHROMIUM_PATH`, an installed Chrome or
 * Chromium, or the one that the npm package `@sparticuz/chromium` carries.
 *
 * @module
 */
import sparticuz from "@sparticuz/chromium";
import { type Browser, chromium } from "playwright-core";

const INSTALLED = [
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** The browser talks to this machine only, and needs no privileges it may not have in CI. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

/** Where the browser is. */
export async function findChromium(): Promise<string> {
  const named = Deno.env.get("CHROMIUM_PATH");
  if (named) return named;
  for (const path of INSTALLED) {
    try {
      if ((await Deno.stat(path)).isFile) return path;
    } catch { /* Not there: the next one. */ }
  }
  return await sparticuz.executablePath();
}

/** Starts a headless browser. */
export async function launchBrowser(): Promise<Browser> {
  return await chromium.launch({ executablePath: await findChromium(), args: FLAGS });
}
