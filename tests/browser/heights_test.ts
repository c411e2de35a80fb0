import { after, before, describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import type { Page } from "playwright-core";
import { openExercise, violationsIn } from "./alive.ts";
import { CourseBrowser, PHONE, readToTheEnd, WIDE } from "./course.ts";
import { GALLERY } from "./gallery.ts";
import { soon } from "./soon.ts";

/** Pixels by which an exercise may grow or shrink when it comes alive: less than half a line. */
const MOST = 8;

/** Every kind is on one of these pages; things to be moved are on each. */
const PAGES = [
  "/lessons/what-is-the-memory-wall",
  "/lessons/counting-flops-and-bytes",
  "/lessons/the-roofline",
  GALLERY,
];

const TABLET = { width: 768, height: 1024 };

/**
 * Heights of all exercises, by id. An exercise that came alive is not held open at its old one.
 * Those with a figure are left out: without JavaScript they have no room for its tools either.
 */
function heights(page: Page): Promise<readonly (readonly [string, number])[]> {
  return page.locator(".ex-block:not([data-kind=figure])").evaluateAll((blocks) =>
    blocks.map((block) => {
      const live = block.querySelector<HTMLElement>(".ex-live");
      if (live) live.style.minBlockSize = "";
      return [block.id, Math.round(block.getBoundingClientRect().height)] as const;
    })
  );
}

/**
 * Loads the page again with the course's own fonts, however late they come. Readers keep the
 * fallback for as long as they stay on a page whose fonts came late; two pages can be compared only
 * in the same face.
 */
async function inOwnFonts(page: Page): Promise<void> {
  await page.route("**/*.css", async (route) => {
    const response = await route.fetch();
    const css = (await response.text()).replace(/font-display:\s*optional/g, "font-display:block");
    await route.fulfill({ response, body: css });
  });
  await page.reload({ waitUntil: "networkidle" });
  await page.evaluate(async () => {
    await document.fonts.ready;
  });
}

describe("An exercise that comes alive", () => {
  let course: CourseBrowser;
  before(async () => {
    course = await CourseBrowser.start();
  });
  after(() => course.stop());

  /** Exercises of a page whose height is another once they are alive, with both heights. */
  async function changed(path: string, viewport: typeof PHONE, head = "") {
    const open = async (page: Page) => {
      if (head) {
        await page.route(`${course.origin}${path}`, async (route) => {
          const response = await route.fetch();
          const body = (await response.text()).replace("</head>", `${head}</head>`);
          await route.fulfill({ response, body });
        });
      }
      await inOwnFonts(page);
    };
    let before: ReadonlyMap<string, number> = new Map();
    await course.visit(path, async (page) => {
      await open(page);
      before = new Map(await heights(page));
    }, { viewport, javaScriptEnabled: false });
    let live: Awaited<ReturnType<typeof heights>> = [];
    await course.visit(path, async (page) => {
      await open(page);
      await readToTheEnd(page);
      expect(await page.locator(".ex-block .ex-live:not([data-ready])").count()).toBe(0);
      const reports = await page.getByRole("link", { name: "Report a problem" }).count();
      if (head) expect(reports).toBeGreaterThan(0);
      live = await heights(page);
    }, { viewport });
    expect(live.length).toBeGreaterThan(7);
    expect(live.length).toBe(before.size);
    return live.map(([id, now]) => [id, before.get(id) ?? 0, now] as const)
      .filter(([, was, now]) => Math.abs(now - was) > MOST);
  }

  for (const viewport of [PHONE, TABLET, WIDE]) {
    for (const path of PAGES) {
      it(`keeps its height on ${path}, ${viewport.width} pixels wide`, async () => {
        expect(await changed(path, viewport)).toEqual([]);
      });
    }
  }

  it("keeps its height where there is an address for reports", async () => {
    const head = '<meta name="course-report" content="mailto:a@example.org?subject={title}">';
    for (const viewport of [PHONE, TABLET]) {
      for (const path of PAGES) expect(await changed(path, viewport, head)).toEqual([]);
    }
  });
});

describe("Things that are moved by keys", () => {
  let course: CourseBrowser;
  before(async () => {
    course = await CourseBrowser.start();
  });
  after(() => course.stop());

  /** The place whose button has the focus, or the thing that has it. */
  const focus = (page: Page) =>
    page.evaluate(() => {
      const active = document.activeElement;
      if (active?.matches(".ex-put")) {
        return `place ${active.closest("[data-place]")?.getAttribute("data-place")}`;
      }
      return `thing ${active?.closest("[data-item]")?.getAttribute("data-item")}`;
    });
  const places = (page: Page, id: string) =>
    page.locator(`[data-exercise="${id}"] .ex-place`).evaluateAll((all) =>
      all.map((place) => place.getAttribute("data-place"))
    );

  it("find the first free place at once, and come back with Escape", async () => {
    await course.visit(GALLERY, async (page) => {
      const id = "gallery/match-remedy";
      const block = await openExercise(page, id);
      const [first, second, third] = await places(page, id);
      const take = (item: string) => block.locator(`[data-item="${item}"] button`).press("Enter");

      await take("bits");
      await soon(() => focus(page)).toBe(`place ${first}`);
      await page.keyboard.press("Escape");
      await soon(() => focus(page)).toBe("thing bits");
      await soon(() => block.locator(".ex-put").count()).toBe(0);

      await take("bits");
      await page.keyboard.press("Enter");
      await soon(() => focus(page)).toBe("thing bits");
      // The first place is no longer free, and arrow keys lead on from the next
      await take("batch");
      await soon(() => focus(page)).toBe(`place ${second}`);
      await page.keyboard.press("ArrowDown");
      await soon(() => focus(page)).toBe(`place ${third}`);
      await page.keyboard.press("Enter");
      await soon(() => focus(page)).toBe("thing batch");
      await soon(() => block.locator(`[data-place="${third}"] [data-item="batch"]`).count()).toBe(
        1,
      );
    });
  });

  it("show the focus around the whole thing, and pass axe with a thing taken", async () => {
    await course.visit(GALLERY, async (page) => {
      const block = await openExercise(page, "gallery/match-remedy");
      const outline = (selector: string) =>
        block.locator(`[data-item="bits"]${selector}`).evaluate((element) =>
          getComputedStyle(element).outlineStyle
        );
      await soon(() => outline("")).toBe("none");
      await block.locator('[data-item="bits"] button').focus();
      await page.keyboard.press("Shift");
      await soon(async () => [await outline(""), await outline(" button")]).toEqual([
        "solid",
        "none",
      ]);
      await page.keyboard.press("Enter");
      expect(await violationsIn(block)).toEqual([]);
    }, { bypassCSP: true });
  });
});

describe("A quiz", () => {
  it("stands in the middle of a wide window, without a gap where nothing is said", async () => {
    const course = await CourseBrowser.start();
    try {
      await course.visit("/quizzes/unit-2", async (page) => {
        const block = page.locator(".ex-block").first();
        await block.waitFor();
        const box = await block.boundingBox();
        const [left, right] = [box?.x ?? 0, WIDE.width - (box?.x ?? 0) - (box?.width ?? 0)];
        expect(Math.abs(left - right)).toBeLessThan(60);
        const empty = await page.locator(".ex-feedback:empty").first().boundingBox();
        expect(empty?.height).toBe(0);
      });
    } finally {
      await course.stop();
    }
  });
});
