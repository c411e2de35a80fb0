/**
 * Measures the built course against its size budgets: `deno task budgets`.
 *
 * Bytes are as transferred, compressed, in a real browser at 390 × 844.
 *
 * @module
 */
import { launchBrowser } from "@/tests/browser/chromium.ts";
import { serveApp } from "@/tests/support/app.ts";
import { PAGES } from "@/tests/support/course_pages.ts";

interface Weights {
  html: number;
  css: number;
  fonts: number;
  script: number;
  other: number;
}

interface Row {
  readonly what: string;
  readonly measured: number;
  /** Left out where a measure has no budget of its own. */
  readonly budget?: number;
}

const KB = 1000;

await using app = await serveApp();
const browser = await launchBrowser();
const rows: Row[] = [];

// A large page is packed its best a moment after it was first asked for; that is what readers get.
await Promise.all(PAGES.map(async (path) => await (await fetch(app.origin + path)).bytes()));
await new Promise((resolve) => setTimeout(resolve, 5000));

try {
  for (const path of PAGES) {
    const { atLoad, afterScroll, layoutShift } = await weigh(path);
    rows.push({
      what: `${path}: HTML and CSS`,
      measured: atLoad.html + atLoad.css,
      budget: 40 * KB,
    });
    rows.push({ what: `${path}: fonts`, measured: atLoad.fonts, budget: 80 * KB });
    const islands = atLoad.script > 0;
    // The home page opens on a chart; a lesson's first chart is further down.
    // Progress and review are made of the reader's records: the store is there from the start.
    const isOwn = path === "/progress" || path === "/review";
    const opening = path === "/" ? 45 * KB : isOwn ? 24 * KB : islands ? 16 * KB : 0;
    rows.push({ what: `${path}: JavaScript at load`, measured: atLoad.script, budget: opening });
    if (islands) {
      // On a lesson that is charts and exercises together; the home page has a chart alone.
      const what = `${path}: JavaScript after reading to the end`;
      rows.push({
        what,
        measured: afterScroll.script,
        ...(path === "/" ? { budget: 45 * KB } : {}),
      });
    }
    rows.push({ what: `${path}: layout shift × 1000`, measured: layoutShift * 1000, budget: 0 });
  }
} finally {
  await browser.close();
}

const width = Math.max(...rows.map(({ what }) => what.length));
let over = 0;
for (const { what, measured, budget } of rows) {
  const within = budget === undefined || measured <= budget;
  if (!within) over++;
  const limit = budget === undefined ? "" : `of ${String(budget).padStart(6)}`.padEnd(9);
  const verdict = budget === undefined ? "" : within ? "within" : "OVER";
  console.log(`${what.padEnd(width)}  ${measured.toFixed(0).padStart(7)} ${limit}  ${verdict}`);
}
console.log(over === 0 ? "\nAll within budget" : `\n${over} over budget`);
Deno.exit(over === 0 ? 0 : 1);

async function weigh(path: string) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  const weights: Weights = { html: 0, css: 0, fonts: 0, script: 0, other: 0 };
  const pending: Promise<void>[] = [];
  page.on("requestfinished", (request) => {
    pending.push(
      request.sizes().then(({ responseBodySize }) => {
        weights[kindOf(request.resourceType())] += responseBodySize;
      }),
    );
  });
  await page.addInitScript(() => {
    const shifts = { total: 0 };
    Object.assign(globalThis, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { value, hadRecentInput } = entry as PerformanceEntry & {
          value: number;
          hadRecentInput: boolean;
        };
        if (!hadRecentInput) shifts.total += value;
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.goto(app.origin + path, { waitUntil: "networkidle" });
  await Promise.all(pending);
  const atLoad = { ...weights };
  const height = await page.evaluate(() => document.body.scrollHeight);
  for (let y = 0; y < height; y += 500) {
    await page.mouse.wheel(0, 500);
    await page.waitForTimeout(60);
  }
  await page.waitForLoadState("networkidle");
  await Promise.all(pending);
  const layoutShift = await page.evaluate(() =>
    (globalThis as unknown as { shifts: { total: number } }).shifts.total
  );
  await context.close();
  return { atLoad, afterScroll: { ...weights }, layoutShift };
}

function kindOf(resource: string): keyof Weights {
  switch (resource) {
    case "document":
      return "html";
    case "stylesheet":
      return "css";
    case "font":
      return "fonts";
    case "script":
      return "script";
    default:
      return "other";
  }
}
