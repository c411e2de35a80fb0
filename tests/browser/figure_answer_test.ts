import { after, before, describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import type { Locator, Page } from "playwright-core";
import { CourseBrowser, PHONE, readToTheEnd } from "./course.ts";
import { doubledIds, growth, openExercise, violationsIn } from "./alive.ts";
import { soon } from "./soon.ts";

const ID = "gallery/reach-the-ridge";
const GALLERY = "/gallery";

const handle = (block: Locator) => block.getByRole("slider").first();
const check = (block: Locator) => block.getByRole("button", { name: "Check" });
const reset = (block: Locator) => block.getByRole("button", { name: "Reset figure" });
const newNumbers = (block: Locator) => block.getByRole("button", { name: /^New numbers/ }).click();

/** What is said of the answer, with plain spaces. */
async function verdict(block: Locator): Promise<string> {
  return (await block.locator(".ex-feedback").innerText()).replaceAll(/[\u00a0\u202f]/g, " ");
}

/** Drags the point to a share of the chart's width. */
async function drag(page: Page, block: Locator, share: number): Promise<void> {
  await block.locator(".fig-chart").scrollIntoViewIfNeeded();
  const from = await handle(block).boundingBox();
  const chart = await block.locator(".fig-chart").boundingBox();
  if (!from || !chart) throw new Error("There is no chart");
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(chart.x + chart.width * share, from.y, { steps: 8 });
  await page.mouse.up();
}

describe("A figure as an answer", () => {
  let course: CourseBrowser;
  before(async () => {
    course = await CourseBrowser.start();
  });
  after(() => course.stop());

  it("is dragged by mouse, judged, and says in numbers where it stands", async () => {
    await course.visit(GALLERY, async (page) => {
      const block = await openExercise(page, ID);
      await drag(page, block, 0.95);
      expect(await verdict(block)).toBe("");
      await check(block).click();
      await soon(() => verdict(block)).toMatch(
        /compute-bound\. Arithmetic is the limit, but a batch of/,
      );
      await drag(page, block, 0.2);
      await check(block).click();
      await soon(() => verdict(block)).toMatch(
        /Not yet\..* FLOP\/byte on the .*, ridge point .*: memory-bound/,
      );
    });
  });

  it("is no answer until it is moved, and one when it is moved back", async () => {
    await course.visit(GALLERY, async (page) => {
      const block = await openExercise(page, ID);
      for (const begin of [async () => {}, () => newNumbers(block)]) {
        await begin();
        await check(block).click();
        await soon(() => verdict(block)).toMatch(
          /^Not marked\. Move something in the figure first/,
        );
        expect(await block.locator(".ex-mark").count()).toBe(0);
      }
      await handle(block).focus();
      await page.keyboard.press("End");
      await reset(block).click();
      await check(block).click();
      await soon(() => verdict(block)).toMatch(/^Not yet\./);
      await soon(() => block.locator(".ex-mark").innerText()).toBe("tried");
      // Other numbers begin again, and what was answered is still so after a reload
      await page.reload({ waitUntil: "networkidle" });
      const again = await openExercise(page, ID);
      await check(again).click();
      await soon(() => verdict(again)).toMatch(/^Not yet\./);
    });
  });

  it("has a reset of its own, beside that of the exercise, and each is called what it is", async () => {
    await course.visit(GALLERY, async (page) => {
      const block = await openExercise(page, ID);
      await block.getByRole("button", { name: /^Hint/ }).click();
      const names = await block.getByRole("button", { name: /reset/i }).evaluateAll((buttons) =>
        buttons.map((button) => button.textContent ?? "")
      );
      expect(names).toEqual(["Reset figure", expect.stringMatching(/^Reset Exercise \d+$/)]);
    });
  });

  it("is set by keyboard alone, and still so when the page is loaded again", async () => {
    await course.visit(GALLERY, async (page) => {
      const block = await openExercise(page, ID);
      await handle(block).focus();
      await page.keyboard.press("Home");
      for (let tries = 0; tries < 12 && !(await verdict(block)).includes("Right"); tries++) {
        await handle(block).focus();
        await page.keyboard.press("ArrowRight");
        await check(block).focus();
        await page.keyboard.press("Enter");
      }
      await soon(() => verdict(block)).toContain("Right");
      await page.locator(`[data-exercise="${ID}"][data-state=solved]`).waitFor();
      const found = await block.locator(".fig-title").innerText();
      await page.reload({ waitUntil: "networkidle" });
      const again = await openExercise(page, ID);
      await soon(() => again.locator(".fig-title").innerText()).toBe(found);
      await soon(() => verdict(again)).toContain("Right");
      expect(page.url()).not.toContain("?");
    });
  });

  it("is dragged by a finger, and the page still scrolls beside it", async () => {
    await course.visit(GALLERY, async (page) => {
      const block = await openExercise(page, ID);
      await handle(block).scrollIntoViewIfNeeded();
      const before = await block.locator(".fig-title").innerText();
      const box = await handle(block).boundingBox();
      if (!box) throw new Error("There is no handle");
      const client = await page.context().newCDPSession(page);
      const touch = (type: "touchStart" | "touchMove" | "touchEnd", x: number) =>
        client.send("Input.dispatchTouchEvent", {
          type,
          touchPoints: type === "touchEnd" ? [] : [{ x, y: box.y + 22 }],
        });
      await touch("touchStart", box.x + 22);
      for (let step = 1; step <= 8; step++) await touch("touchMove", box.x + 22 + 12 * step);
      await touch("touchEnd", 0);
      await page.waitForTimeout(200);
      await soon(() => block.locator(".fig-title").innerText()).not.toBe(before);
      expect(
        await block.locator(".fig-chart").evaluate((element) =>
          getComputedStyle(element).touchAction
        ),
      ).toBe("auto");
      expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(44);
    }, { viewport: PHONE, hasTouch: true });
  });

  it("is shown solved with the solution, which counts as given up", async () => {
    await course.visit(GALLERY, async (page) => {
      const block = await openExercise(page, ID);
      await block.getByRole("button", { name: /give up/i }).click();
      await block.getByRole("button", { name: "Show it in the figure" }).click();
      await check(block).click();
      await soon(() => verdict(block)).toContain("Right");
      await soon(() => block.locator(".ex-mark").innerText()).toBe(
        "solved once the answer was shown",
      );
    });
  });

  it("starts anew with new numbers, and returns to its start by its own reset", async () => {
    await course.visit(GALLERY, async (page) => {
      const block = await openExercise(page, ID);
      const seen = new Set<string>();
      for (let i = 0; i < 10; i++) {
        seen.add(await block.locator(".fig-title").innerText());
        await newNumbers(block);
      }
      expect(seen.size).toBeGreaterThan(2);
      const start = await block.locator(".fig-title").innerText();
      await handle(block).focus();
      await page.keyboard.press("End");
      await soon(() => block.locator(".fig-title").innerText()).not.toBe(start);
      await reset(block).click();
      await soon(() => block.locator(".fig-title").innerText()).toBe(start);
    });
  });

  it("refuses a kept state that its schema does not know", async () => {
    await course.visit(GALLERY, async (page) => {
      const block = await openExercise(page, ID);
      await handle(block).focus();
      await page.keyboard.press("End");
      await check(block).click();
      await page.evaluate(() => {
        for (const [key, value] of Object.entries(localStorage)) {
          localStorage.setItem(key, String(value).replaceAll("operator=", "florp="));
        }
      });
      await page.reload({ waitUntil: "networkidle" });
      const again = await openExercise(page, ID);
      expect(await verdict(again)).toBe("");
      expect(await again.locator(".fig-title").innerText()).toContain("memory holds");
    });
  });

  for (const viewport of [{ width: 1440, height: 900 }, PHONE]) {
    it(`takes the room it was given, without an id twice, at ${viewport.width} px`, async () => {
      await course.visit(GALLERY, async (page) => {
        expect(Math.abs(await growth(page, ID))).toBeLessThan(12);
        await readToTheEnd(page);
        expect(await doubledIds(page)).toEqual([]);
      }, { viewport });
    });
  }

  it("has nothing that axe objects to, in both themes", async () => {
    for (const colorScheme of ["light", "dark"] as const) {
      await course.visit(GALLERY, async (page) => {
        const block = await openExercise(page, ID);
        await check(block).click();
        expect(await violationsIn(block)).toEqual([]);
      }, { colorScheme, bypassCSP: true });
    }
  });

  it("is there without JavaScript, with a solved state in the fold", async () => {
    await course.visit(GALLERY, async (page) => {
      const block = page.locator(`[data-exercise="${ID}"]`);
      expect(await block.locator(".ex-figure svg:visible").count()).toBe(1);
      await block.getByText("Solution", { exact: true }).click();
      expect(await block.locator(".ex-fold .fig-title").innerText()).toContain(
        "arithmetic is the limit",
      );
    }, { javaScriptEnabled: false });
  });
});
