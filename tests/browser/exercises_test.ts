import { after, before, describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import type { Locator, Page } from "playwright-core";
import { openExercise } from "./alive.ts";
import { CourseBrowser, PHONE, ROOFLINE } from "./course.ts";
import { soon } from "./soon.ts";

/** Answers the question for the ridge point from what its prompt says, as a reader would. */
async function ridgeOf(block: Locator): Promise<number> {
  const prompt = (await block.locator(".ex-prompt").innerText()).replaceAll(/[\u00a0\u202f]/g, " ");
  const [, peak, prefix] = /does ([\d.]+) ([TP])FLOP\/s/.exec(prompt) ?? [];
  const [, bandwidth] = /delivers ([\d.]+) TB\/s/.exec(prompt) ?? [];
  if (!peak || !bandwidth) throw new Error(`The prompt reads: ${prompt}`);
  return (prefix === "P" ? 1000 : 1) * Number(peak) / Number(bandwidth);
}

const hints = (block: Locator) =>
  block.getByRole("list", { name: "Hints" }).getByRole("listitem").count();

describe("Exercises", () => {
  let course: CourseBrowser;
  before(async () => {
    course = await CourseBrowser.start();
  });
  after(() => course.stop());

  const RIDGE = "roofline/ridge";

  it("mark a number, name the slip, and say when it is right", async () => {
    await course.visit(ROOFLINE, async (page) => {
      const block = await openExercise(page, RIDGE);
      const answer = block.getByRole("textbox");
      const ridge = await ridgeOf(block);
      await answer.fill(String(1 / ridge));
      await block.getByRole("button", { name: "Check" }).click();
      await soon(() => block.getByRole("status").first().innerText()).toContain("inverted");
      await answer.fill(`${ridge.toFixed(1)} FLOP/byte`);
      await answer.press("Enter");
      await soon(() => block.getByRole("status").first().innerText()).toContain("Right");
    });
  });

  it("understand an answer in another spelling of the unit, and refuse a wrong unit", async () => {
    await course.visit(ROOFLINE, async (page) => {
      const block = await openExercise(page, RIDGE);
      const answer = block.getByRole("textbox");
      const ridge = await ridgeOf(block);
      await answer.fill(`${(ridge / 1000).toFixed(4)} kFLOPs per byte`);
      await answer.press("Enter");
      await soon(() => block.getByRole("status").first().innerText()).toContain("Right");
      await answer.fill(`${ridge} TB/s`);
      await answer.press("Enter");
      await soon(() => block.getByRole("status").first().innerText()).toContain("FLOP/byte");
      await answer.fill("<img src=x onerror=alert(1)>");
      await answer.press("Enter");
      expect(await block.locator("img").count()).toBe(0);
    });
  });

  it("give new numbers on demand and keep the hints", async () => {
    await course.visit(ROOFLINE, async (page) => {
      const block = await openExercise(page, RIDGE);
      await block.getByRole("button", { name: /^Hint 1/ }).click();
      await soon(() => hints(block)).toBe(1);
      const seen = new Set<string>();
      for (let i = 0; i < 12; i++) {
        seen.add(await block.locator(".ex-prompt").innerText());
        await block.getByRole("button", { name: /^New numbers/ }).click();
      }
      expect(seen.size).toBeGreaterThan(2);
      expect(await hints(block)).toBe(1);
    });
  });

  it("work the solution out for the variant at hand, and count it as given up", async () => {
    await course.visit(ROOFLINE, async (page) => {
      const block = await openExercise(page, RIDGE);
      const ridge = await ridgeOf(block);
      await block.getByRole("button", { name: /show solution/i }).click();
      const solution = await block.locator(".ex-solution strong").last().innerText();
      expect(Math.abs(Number.parseFloat(solution) / ridge - 1)).toBeLessThan(0.01);
      await block.getByRole("textbox").fill(String(ridge));
      await block.getByRole("textbox").press("Enter");
      await soon(() => block.locator(".ex-mark").innerText()).toBe(
        "solved once the answer was shown",
      );
    });
  });

  it("are complete by keyboard alone", async () => {
    await course.visit(ROOFLINE, async (page) => {
      const block = await openExercise(page, RIDGE);
      const ridge = await ridgeOf(block);
      await block.getByRole("button", { name: /^New numbers/ }).focus();
      await page.keyboard.press("Tab");
      await page.keyboard.type(ridge.toFixed(2));
      await page.keyboard.press("Enter");
      await soon(() => block.getByRole("status").first().innerText()).toContain("Right");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await soon(() => hints(block)).toBe(1);
    });
  });

  it("say of every choice why it is right or wrong, by touch", async () => {
    await course.visit(ROOFLINE, async (page) => {
      const block = await openExercise(page, "roofline/remedies");
      const choices = block.getByRole("checkbox");
      const count = await choices.count();
      await choices.first().tap();
      await block.getByRole("button", { name: "Check" }).tap();
      await soon(() => block.locator(".ex-why").count()).toBe(count);
    }, { viewport: PHONE, hasTouch: true });
  });

  it("lock a prediction once it is committed, then reveal", async () => {
    await course.visit(ROOFLINE, async (page) => {
      const id = await page.locator("[data-kind=prediction]").first().getAttribute("data-exercise");
      const block = await openExercise(page, id ?? "");
      await block.getByRole("radio").first().check();
      await block.getByRole("button", { name: "Commit", exact: true }).click();
      await soon(() => block.getByRole("radio").first().isDisabled()).toBe(true);
      await soon(() => block.innerText()).toContain("stood still");
      await page.reload({ waitUntil: "networkidle" });
      const again = await openExercise(page, id ?? "");
      await soon(() => again.getByRole("radio").first().isChecked()).toBe(true);
    });
  });
});

describe("Progress", () => {
  let course: CourseBrowser;
  before(async () => {
    course = await CourseBrowser.start();
  });
  after(() => course.stop());

  async function solve(page: Page): Promise<void> {
    const block = await openExercise(page, "roofline/ridge");
    await block.getByRole("textbox").fill(String(await ridgeOf(block)));
    await block.getByRole("textbox").press("Enter");
    await soon(() => block.getByRole("status").first().innerText()).toContain("Right");
  }

  it("is there after a reload: the mark, the numbers, the answer", async () => {
    await course.visit(ROOFLINE, async (page) => {
      const before = await openExercise(page, "roofline/ridge");
      await before.getByRole("button", { name: /^New numbers/ }).click();
      await solve(page);
      const prompt = await before.locator(".ex-prompt").innerText();
      await page.reload({ waitUntil: "networkidle" });
      const after = await openExercise(page, "roofline/ridge");
      await soon(() => after.locator(".ex-prompt").innerText()).toBe(prompt);
      await soon(() => after.locator(".ex-mark").innerText()).toMatch(/solved/i);
    });
  });

  it("marks the lesson's brick on the course map", async () => {
    await course.visit(ROOFLINE, async (page) => {
      await solve(page);
      await page.goto(`${course.origin}/`, { waitUntil: "networkidle" });
      const brick = page.locator("[data-lesson-mark=the-roofline]");
      await page.locator("[data-lesson-mark=the-roofline][data-state=started]").waitFor();
      await soon(() => brick.innerText()).toMatch(/1 of \d+|started/i);
    });
  });

  it("is shown, exported, reset, undone and imported on its page", async () => {
    await course.visit(ROOFLINE, async (page) => {
      await solve(page);
      await page.goto(`${course.origin}/progress`, { waitUntil: "networkidle" });
      await soon(() => page.locator("main").innerText()).toContain("The roofline");
      const download = page.waitForEvent("download");
      await page.getByRole("button", { name: /export/i }).click();
      const file = await (await download).path();
      expect(await Deno.readTextFile(file)).toContain("roofline/ridge");
      await page.getByRole("button", { name: /reset everything/i }).click();
      await soon(() => stored(page)).not.toContain("roofline/ridge");
      await page.getByRole("button", { name: /undo/i }).click();
      await page.getByRole("button", { name: /reset everything/i }).click();
      await page.reload({ waitUntil: "networkidle" });
      await page.locator("input[type=file]").setInputFiles(file);
      await page.waitForFunction(() =>
        Object.values(localStorage).some((v) => v.includes("roofline/ridge"))
      );
      await page.goto(course.origin + ROOFLINE, { waitUntil: "networkidle" });
      const block = await openExercise(page, "roofline/ridge");
      await soon(() => block.locator(".ex-mark").innerText()).toMatch(/solved/i);
    });
  });

  it("goes on without storage, and says so", async () => {
    await course.visit("/about", async (page) => {
      await page.addInitScript(() => {
        Object.defineProperty(globalThis, "localStorage", {
          get() {
            throw new DOMException("Access is denied", "SecurityError");
          },
        });
      });
      await page.goto(course.origin + ROOFLINE, { waitUntil: "networkidle" });
      await solve(page);
      await soon(() => page.locator("[data-exercise='roofline/ridge']").innerText()).toContain(
        "this browser stores nothing here",
      );
    });
  });

  it("sets a damaged record aside instead of dropping it", async () => {
    await course.visit(ROOFLINE, async (page) => {
      await solve(page);
      await page.evaluate(() => {
        for (const key of Object.keys(localStorage)) {
          if (key.includes("progress")) localStorage.setItem(key, "{not json");
        }
      });
      await page.goto(`${course.origin}/progress`, { waitUntil: "networkidle" });
      await soon(() => page.locator("main").innerText()).toMatch(/set aside/i);
      expect(await stored(page)).toContain("{not json");
    });
  });

  it("is the same in two tabs", async () => {
    await course.visit(ROOFLINE, async (page) => {
      const other = await page.context().newPage();
      await other.goto(`${course.origin}/progress`, { waitUntil: "networkidle" });
      await solve(page);
      await other.waitForFunction(() =>
        /1 (of|solved)/i.test(document.querySelector("main")?.innerText ?? "")
      );
    });
  });

  function stored(page: Page): Promise<string> {
    return page.evaluate(() => JSON.stringify(Object.values(localStorage)).replaceAll('\\"', '"'));
  }
});
