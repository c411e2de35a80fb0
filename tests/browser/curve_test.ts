import { after, before, describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import type { Locator, Page } from "playwright-core";
import { CourseBrowser, PHONE } from "./course.ts";
import { growth, openExercise, violationsIn } from "./alive.ts";
import { soon } from "./soon.ts";

const ID = "gallery/rate-against-batch";
const GALLERY = "/gallery";

const commit = (block: Locator) => block.getByRole("button", { name: "Commit", exact: true });
const handles = (block: Locator) => block.getByRole("slider");

async function values(block: Locator): Promise<string[]> {
  const texts = await handles(block).evaluateAll((all) =>
    all.map((one) => one.getAttribute("aria-valuetext") ?? "")
  );
  return texts.map((text) => text.replaceAll(/[\u00a0\u202f]/g, " "));
}

/** The middle of an element on the screen. */
async function middle(locator: Locator): Promise<{ x: number; y: number }> {
  const box = await locator.boundingBox();
  if (!box) throw new Error("It is not on the screen");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Sets every height by its field: those that are computed, or others. */
async function typeLine(block: Locator, heights: readonly string[]): Promise<void> {
  for (const [i, height] of heights.entries()) await block.getByRole("textbox").nth(i).fill(height);
}

const RIGHT = ["2", "8", "32 TFLOP/s", "0.12 PFLOP/s", "312", "300", "3e2"];

async function committed(page: Page, heights = RIGHT): Promise<Locator> {
  const block = await openExercise(page, ID);
  await typeLine(block, heights);
  await commit(block).click();
  await block.locator(".ex-curve-table").waitFor();
  return block;
}

describe("A drawn prediction", () => {
  let course: CourseBrowser;
  before(async () => {
    course = await CourseBrowser.start();
  });
  after(() => course.stop());

  it("begins in the middle, and is not committed before every height is set", async () => {
    await course.visit(GALLERY, async (page) => {
      const block = await openExercise(page, ID);
      expect(await values(block)).toEqual(Array(7).fill("10 TFLOP/s, not set yet"));
      await commit(block).click();
      await soon(() => block.locator(".ex-feedback").innerText()).toContain(
        "Set a height at batch 1, 4,",
      );
      await handles(block).first().focus();
      await page.keyboard.press("Enter");
      await soon(async () => (await values(block))[0]).toBe("10 TFLOP/s");
      await soon(() => block.locator(".ex-feedback").innerText()).toBe("");
    });
  });

  it("is drawn by keyboard alone: steps, large steps, ends", async () => {
    await course.visit(GALLERY, async (page) => {
      const block = await openExercise(page, ID);
      await handles(block).first().focus();
      for (
        const key of ["ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End", "ArrowLeft"]
      ) {
        await page.keyboard.press(key);
        await page.keyboard.press("Tab");
      }
      await soon(() => values(block)).toEqual(
        [
          "11 TFLOP/s",
          "8.9 TFLOP/s",
          "32 TFLOP/s",
          "3.2 TFLOP/s",
          "0.1 TFLOP/s",
          "1000 TFLOP/s",
          "8.9 TFLOP/s",
        ],
      );
      await commit(block).focus();
      await page.keyboard.press("Enter");
      await soon(() => block.locator(".ex-held").innerText()).toContain(
        "Your line held within a factor of 2 at batch",
      );
      await soon(() => page.evaluate(() => document.activeElement?.className)).toContain(
        "ex-reveal",
      );
      await soon(() => handles(block).count()).toBe(0);
    });
  });

  it("is drawn by mouse: a handle alone, or the whole line in one stroke", async () => {
    await course.visit(GALLERY, async (page) => {
      const block = await openExercise(page, ID);
      const plot = block.locator(".ex-curve-plot");
      await plot.scrollIntoViewIfNeeded();
      const third = await middle(handles(block).nth(2));
      await page.mouse.move(third.x, third.y);
      await page.mouse.down();
      await page.mouse.move(third.x + 60, third.y - 88, { steps: 4 });
      await page.mouse.up();
      await soon(async () => Number.parseFloat((await values(block))[2] ?? "")).toBeGreaterThan(50);
      expect((await values(block)).filter((text) => text.includes("not set"))).toHaveLength(6);
      const first = await middle(handles(block).first());
      const last = await middle(handles(block).last());
      await page.mouse.move(first.x + 5, first.y + 90);
      await page.mouse.down();
      await page.mouse.move(last.x - 5, last.y - 60, { steps: 40 });
      await page.mouse.up();
      await soon(async () => (await values(block)).some((text) => text.includes("not set"))).toBe(
        false,
      );
      const numbers = (await values(block)).map(Number.parseFloat);
      expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    });
  });

  it("is drawn by a finger on a handle, while the chart lets the page scroll", async () => {
    await course.visit(GALLERY, async (page) => {
      const block = await openExercise(page, ID);
      await block.locator(".ex-curve-plot").scrollIntoViewIfNeeded();
      const at = await middle(handles(block).nth(3));
      const client = await page.context().newCDPSession(page);
      const touch = (type: "touchStart" | "touchMove" | "touchEnd", y: number) =>
        client.send("Input.dispatchTouchEvent", {
          type,
          touchPoints: type === "touchEnd" ? [] : [{ x: at.x, y }],
        });
      const scrolled = await page.evaluate(() => scrollY);
      await touch("touchStart", at.y);
      for (let step = 1; step <= 8; step++) await touch("touchMove", at.y - 9 * step);
      await touch("touchEnd", 0);
      await page.waitForTimeout(200);
      await soon(async () => Number.parseFloat((await values(block))[3] ?? "")).toBeGreaterThan(50);
      expect(await page.evaluate(() => scrollY)).toBe(scrolled);
      const action = (selector: string) =>
        block.locator(selector).first().evaluate((element) =>
          getComputedStyle(element).touchAction
        );
      expect(await action(".ex-curve-handle")).toBe("none");
      expect(await action(".ex-curve-plot")).toBe("auto");
    }, { viewport: PHONE, hasTouch: true });
  });

  it("is typed in any spelling of the unit; what is off the axis is said to be, and Enter commits nothing", async () => {
    await course.visit(GALLERY, async (page) => {
      const block = await openExercise(page, ID);
      await typeLine(block, RIGHT);
      await block.getByRole("textbox").first().press("Enter");
      expect(await commit(block).isVisible()).toBe(true);
      await soon(async () => (await values(block)).slice(2, 4)).toEqual([
        "32 TFLOP/s",
        "120 TFLOP/s",
      ]);
      await block.getByRole("textbox").first().fill("5000");
      await soon(() => block.getByRole("alert").innerText()).toContain("from 0.1 to 1000");
      await block.getByRole("textbox").first().blur();
      await soon(() => block.getByRole("textbox").first().inputValue()).toBe("2");
    });
  });

  it("stays, dashed, under the computed curve, also when the page is loaded again, until a reset", async () => {
    await course.visit(GALLERY, async (page) => {
      const block = await committed(page, ["2", "8", "32", "127", "1000", "1000", "20"]);
      const sentence = async (block: Locator) =>
        (await block.locator(".ex-held").innerText()).replaceAll(/[\u00a0\u202f]/g, " ");
      const expected = "Your line held within a factor of 2 at batch 1, 4, 16 and 64. " +
        "It was 16 times too low at 4096 and 3.2 times too high at 256 and 1024.";
      await soon(() => sentence(block)).toBe(expected);
      const lines = (block: Locator) =>
        block.locator("svg path, svg polyline").evaluateAll((all) =>
          all.map((one) =>
            `${one.getAttribute("class")} ${one.getAttribute("stroke-dasharray") ?? ""}`
          )
        );
      const drawn = await lines(block);
      expect(drawn.some((line) => /ink.* \d/.test(line))).toBe(true);
      expect(drawn.some((line) => /accent/.test(line))).toBe(true);
      await page.reload({ waitUntil: "networkidle" });
      const again = await openExercise(page, ID);
      await soon(() => sentence(again)).toBe(expected);
      await soon(() => again.locator(".ex-curve-table tbody tr").count()).toBe(7);
      await soon(() => again.getAttribute("data-state")).toBe("committed");
      await again.getByRole("button", { name: /^Reset/ }).click();
      await soon(() => values(again)).toEqual(Array(7).fill("10 TFLOP/s, not set yet"));
      await again.getByRole("button", { name: /^Undo/ }).click();
      await soon(() => sentence(again)).toBe(expected);
    });
  });

  for (const viewport of [{ width: 1440, height: 900 }, PHONE]) {
    it(`takes the room it was given, at ${viewport.width} px`, async () => {
      await course.visit(GALLERY, async (page) => {
        expect(Math.abs(await growth(page, ID))).toBeLessThan(12);
      }, { viewport });
    });
  }

  it("has nothing that axe objects to, before and after, in both themes", async () => {
    for (const colorScheme of ["light", "dark"] as const) {
      await course.visit(GALLERY, async (page) => {
        const block = await openExercise(page, ID);
        expect(await violationsIn(block)).toEqual([]);
        await committed(page);
        expect(await violationsIn(block)).toEqual([]);
      }, { colorScheme, bypassCSP: true });
    }
  });

  it("is axes to draw on without JavaScript, with the computed curve in the fold", async () => {
    await course.visit(GALLERY, async (page) => {
      const block = page.locator(`[data-exercise="${ID}"]`);
      expect(await block.locator("svg:visible").count()).toBe(1);
      const blanks = block.locator(".ex-curve-blanks");
      expect((await blanks.innerText()).split(/\s+/)).toEqual(
        expect.arrayContaining(["1", "4", "16", "4096"]),
      );
      expect(await blanks.locator(".ex-input:visible").count()).toBe(7);
      await block.getByText("What is the case").click();
      expect(await block.locator("svg:visible").count()).toBe(2);
      expect(await block.locator(".ex-fold table").innerText()).toContain("312");
    }, { javaScriptEnabled: false });
  });
});
