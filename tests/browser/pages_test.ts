import { after, before, describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import type { Page } from "playwright-core";
import { HANDOUTS, LESSONS, lessonSource, PAGES } from "@/tests/support/course_pages.ts";
import { overflow, violations } from "./access.ts";
import { CourseBrowser, PHONE, readToTheEnd, wakeAll } from "./course.ts";
import { soon } from "./soon.ts";

describe("Every page", () => {
  let course: CourseBrowser;
  before(async () => {
    course = await CourseBrowser.start();
  });
  after(() => course.stop());

  for (const path of PAGES) {
    for (const colorScheme of ["light", "dark"] as const) {
      it(`${path} breaks no rule of accessibility, ${colorScheme}`, async () => {
        // axe is put into the page as text, which the page's own policy would rightly refuse.
        await course.visit(path, async (page) => {
          await readToTheEnd(page);
          expect(await violations(page)).toEqual([]);
        }, { colorScheme, bypassCSP: true });
      });
    }

    for (const width of [320, 390]) {
      it(`${path} fits a screen ${width} px wide, and nothing shifts while it is read`, async () => {
        await course.visit(path, async (page) => {
          // On a busy machine the faces may come too late for a first visit, which then keeps the
          // fallback face; what is measured is the page in its own
          await page.reload({ waitUntil: "networkidle" });
          await page.evaluate(() => {
            const shifts = { total: 0 };
            Object.assign(globalThis, { shifts });
            new PerformanceObserver((list) => {
              for (const entry of list.getEntries()) {
                const shift = entry as PerformanceEntry & { value: number };
                shifts.total += shift.value;
              }
            }).observe({ type: "layout-shift", buffered: true });
          });
          await readToTheEnd(page);
          expect(await overflow(page)).toBeLessThanOrEqual(0);
          const shifted = await page.evaluate(() =>
            (globalThis as unknown as { shifts: { total: number } }).shifts.total
          );
          expect(shifted).toBe(0);
        }, { viewport: { width, height: PHONE.height } });
      });
    }
  }
});

/** What readers do to the text of a page, and the width in which it has to fit then. */
const TEXTS = [
  { name: "letters of twice the size", width: PHONE.width, css: "html { font-size: 200% }" },
  {
    name: "the spacing of WCAG 1.4.12",
    width: 320,
    css: `* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
      word-spacing: 0.16em !important } p { margin-block-end: 2em !important }`,
  },
];

describe("Every page, in the reader's own text", () => {
  let course: CourseBrowser;
  before(async () => {
    course = await CourseBrowser.start();
  });
  after(() => course.stop());

  for (const { name, width, css } of TEXTS) {
    it(`is not scrolled sideways with ${name}`, async () => {
      const wide: string[] = [];
      for (const path of [...PAGES, ...HANDOUTS]) {
        await course.visit(path, async (page) => {
          await page.addStyleTag({ content: css });
          // A reader who is there has charts come alive, too
          await page.mouse.move(9, 9);
          await wakeAll(page);
          if (await overflow(page) > 0) wide.push(`${path}: ${await overflow(page)} px`);
        }, { viewport: { width, height: PHONE.height }, bypassCSP: true });
      }
      expect(wide).toEqual([]);
    });
  }
});

/** Of each formula on a line of its own: whether it is wider than its place, and can be focused. */
function formulas(page: Page): Promise<{ isCut: boolean; takesFocus: boolean }[]> {
  return page.evaluate(async () => {
    // Two frames: the timeline of what scrolls is known after the first
    for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
    return [...document.querySelectorAll<HTMLElement>(".formula")]
      .filter((formula) => formula.checkVisibility())
      .map((formula) => {
        formula.focus();
        const isCut = formula.scrollWidth > formula.clientWidth;
        return { isCut, takesFocus: document.activeElement === formula };
      });
  });
}

describe("A formula on a line of its own", () => {
  let course: CourseBrowser;
  before(async () => {
    course = await CourseBrowser.start();
  });
  after(() => course.stop());

  it("is a tab stop where it has to be scrolled, and only there", async () => {
    const narrow = { width: 320, height: PHONE.height };
    let cut = 0;
    for (const path of LESSONS) {
      await course.visit(path, async (page) => {
        const wide = await formulas(page);
        expect(wide.filter(({ isCut, takesFocus }) => isCut !== takesFocus)).toEqual([]);
        await page.setViewportSize(narrow);
        const all = await formulas(page);
        expect(all.length).toBe(wide.length);
        expect(all.filter(({ isCut, takesFocus }) => isCut !== takesFocus)).toEqual([]);
        cut += all.filter(({ isCut }) => isCut).length;
        expect((await violations(page)).filter((v) => v.startsWith("scrollable"))).toEqual([]);
        for (const math of await page.locator(".formula > math").all()) {
          expect(await math.evaluate((m) => getComputedStyle(m).visibility)).toBe("visible");
        }
      }, { bypassCSP: true });
    }
    expect(cut).toBeGreaterThan(0);
  });

  it("is a tab stop everywhere for who wants no motion, as no timeline runs then", async () => {
    await course.visit("/lessons/reuse-caches-and-tiles", async (page) => {
      const all = await formulas(page);
      expect(all.length).toBeGreaterThan(0);
      expect(all.filter(({ takesFocus }) => !takesFocus)).toEqual([]);
    }, { reducedMotion: "reduce" });
  });
});

describe("A root in a formula", () => {
  let course: CourseBrowser;
  before(async () => {
    course = await CourseBrowser.start();
  });
  after(() => course.stop());

  it("has its sign, though the maths font is too late for a first visit", async () => {
    await course.visit("/lessons/reuse-caches-and-tiles", async (page) => {
      const late = Promise.withResolvers<void>();
      await page.route("**/math-*.woff2", async (route) => {
        await late.promise;
        await route.continue();
      });
      await page.reload({ waitUntil: "domcontentloaded" });
      await page.waitForFunction(() => {
        const width = (element: Element) => element.getBoundingClientRect().width;
        const roots = [...document.querySelectorAll("msqrt")];
        const bare = roots.filter((root) =>
          width(root) < 1.2 * [...root.children].reduce((sum, child) => sum + width(child), 0)
        );
        return roots.length > 0 && bare.length === 0;
      });
      late.resolve();
      await page.waitForLoadState("networkidle");
    }, { bypassCSP: true });
  });
});

describe("Without JavaScript", () => {
  let course: CourseBrowser;
  before(async () => {
    course = await CourseBrowser.start();
  });
  after(() => course.stop());

  for (const path of LESSONS) {
    it(`${path} can be read to its end: figures, questions, hints and solutions`, async () => {
      const written = (await lessonSource(path)).match(/^:{2,}figure\{/gm) ?? [];
      await course.visit(path, async (page) => {
        const figures = page.locator("figure[id^='figure-']:not(.ex-figure)");
        expect(await figures.count()).toBe(written.length);
        expect(written.length).toBeGreaterThan(0);
        for (const figure of await figures.all()) {
          expect(await figure.locator("svg[role=img]").first().isVisible()).toBe(true);
        }
        const exercises = page.locator("[data-exercise]:not([data-kind=prediction])");
        expect(await exercises.count()).toBeGreaterThanOrEqual(5);
        for (const exercise of await exercises.all()) {
          expect(await exercise.locator("details").count()).toBeGreaterThanOrEqual(2);
        }
        const first = exercises.first().locator("details").last();
        await first.locator("summary").click();
        expect(await first.evaluate((details: HTMLDetailsElement) => details.open)).toBe(true);
      }, { javaScriptEnabled: false });
    });
  }

  it("a term opens its definition and a number its computation", async () => {
    await course.visit("/lessons/the-roofline", async (page) => {
      const term = page.locator("button.term").first();
      await term.click();
      expect(await page.locator(".card:popover-open").textContent()).toContain("In the glossary");
      await page.keyboard.press("Escape");
      expect(await page.locator(".card:popover-open").count()).toBe(0);
      await page.locator("button.calc").first().click();
      expect(await page.locator(".card:popover-open code").count()).toBe(1);
    }, { javaScriptEnabled: false });
  });
});

describe("Themes", () => {
  let course: CourseBrowser;
  before(async () => {
    course = await CourseBrowser.start();
  });
  after(() => course.stop());

  const paper = (page: Page) =>
    page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);

  it("follow the system until the reader chooses, and remember the choice", async () => {
    await course.visit("/", async (page) => {
      const dark = await paper(page);
      await page.getByLabel("Theme").selectOption("light");
      const light = await paper(page);
      expect(light).not.toBe(dark);
      await page.goto(`${course.origin}/about`);
      expect(await paper(page)).toBe(light);
      await page.getByLabel("Theme").selectOption("auto");
      await soon(() => paper(page)).toBe(dark);
    }, { colorScheme: "dark" });
  });
});

describe("Print", () => {
  let course: CourseBrowser;
  before(async () => {
    course = await CourseBrowser.start();
  });
  after(() => course.stop());

  it("a lesson becomes a PDF without navigation, with its figures", async () => {
    await course.visit("/lessons/the-roofline", async (page) => {
      await readToTheEnd(page);
      await page.emulateMedia({ media: "print" });
      expect(await page.locator(".site-nav").isVisible()).toBe(false);
      expect(await page.locator("figure svg[role=img]").first().isVisible()).toBe(true);
      const pdf = await page.pdf({ format: "A4" });
      expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
      expect(pdf.length).toBeGreaterThan(50_000);
    });
  });
});
