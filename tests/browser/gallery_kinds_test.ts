import { after, before, describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import type { BrowserContextOptions, Locator, Page } from "playwright-core";
import { openExercise } from "./alive.ts";
import { CourseBrowser, PHONE } from "./course.ts";
import { check, choosePlace, drivers, GALLERY, Hand, type Means, takeOne } from "./gallery.ts";
import { soon } from "./soon.ts";

const CONTEXTS: Readonly<Record<Means, BrowserContextOptions>> = {
  mouse: {},
  touch: { viewport: PHONE, hasTouch: true },
  keys: {},
};

/** The first place that speaks in a block; it must be the one below the answer. */
const feedback = (block: Locator) => block.getByRole("status").first();

/** The state of a block once it is one of those; it is shown after the view has been drawn. */
async function stateOf(block: Locator, ...awaited: readonly string[]): Promise<string> {
  const id = await block.getAttribute("data-exercise");
  const selector = awaited.map((state) => `[data-exercise="${id}"][data-state="${state}"]`).join();
  await block.page().locator(selector).waitFor({ state: "attached", timeout: 3000 });
  return await block.getAttribute("data-state") ?? "";
}

/** Waits until it has been said that the exercise begins again. */
async function begun(block: Locator): Promise<void> {
  const words = feedback(block).getByText("begins again");
  await words.waitFor({ state: "attached", timeout: 3000 });
}

/** The verdict, once there is one. */
async function said(block: Locator): Promise<string> {
  await block.locator(".ex-feedback[data-tone]").waitFor({ timeout: 3000 });
  return await feedback(block).innerText();
}

/** What is kept of an answer, wherever it shows. */
function answerIn(block: Locator): Promise<string> {
  return block.evaluate((element) =>
    JSON.stringify([
      [...element.querySelectorAll<HTMLInputElement>("input, textarea")].map((field) =>
        field.matches("[type=radio], [type=checkbox]") ? field.checked : field.value
      ),
      [...element.querySelectorAll("[data-item]")].map((item) => [
        item.getAttribute("data-item"),
        item.closest("[data-place]")?.getAttribute("data-place"),
      ]),
    ])
  );
}

/** Answers each kind wrong, then right, and sees what is said and how it is marked. */
async function answerAll(page: Page, means: Means): Promise<void> {
  const hand = new Hand(page, means);
  for (const { id, wrong, right } of drivers) {
    const block = await openExercise(page, id);
    const again = block.locator(".ex-again button");
    if (means === "keys") await again.focus();
    await wrong(hand, block);
    await hand.press(check(block));
    await said(block);
    await soon(async () => [id, await feedback(block).getAttribute("data-tone")]).toEqual([
      id,
      expect.stringMatching(/wrong|partly/),
    ]);
    await stateOf(block, "tried");
    await right(hand, block);
    // A verdict goes with the answer that it was passed on
    await soon(async () => [id, await feedback(block).innerText()]).toEqual([id, ""]);
    await hand.press(check(block));
    await soon(async () => [id, await said(block)]).toEqual([
      id,
      expect.stringContaining("Right."),
    ]);
    // Where the verdict on a wrong answer has told the right one, it is solved with other numbers,
    // and without numbers it is the same question again
    const hasNumbers = (await again.innerText()).startsWith("New numbers");
    const isHelped = await stateOf(block, "solved", "helped") === "helped";
    if (isHelped) {
      await hand.press(again);
      await begun(block);
      await right(hand, block);
      await hand.press(check(block));
      await soon(async () => [id, await said(block)]).toEqual([
        id,
        expect.stringContaining("Right."),
      ]);
    }
    await stateOf(block, isHelped && !hasNumbers ? "helped" : "solved");
  }
}

describe("Every kind of exercise", () => {
  let course: CourseBrowser;
  before(async () => {
    course = await CourseBrowser.start();
  });
  after(() => course.stop());

  for (const means of ["touch", "keys"] as const) {
    it(`is answered wrong, then right, by ${means}`, async () => {
      await course.visit(GALLERY, (page) => answerAll(page, means), CONTEXTS[means]);
    });
  }

  it("is answered by mouse, and found as it was after a reload", async () => {
    await course.visit(GALLERY, async (page) => {
      await answerAll(page, "mouse");
      const before: string[] = [];
      for (const { id } of drivers) before.push(await answerIn(await openExercise(page, id)));
      await page.reload({ waitUntil: "networkidle" });
      for (const [i, { id }] of drivers.entries()) {
        const block = await openExercise(page, id);
        await soon(async () => [id, await answerIn(block)]).toEqual([id, before[i]]);
        await stateOf(block, id === "gallery/match-remedy" ? "helped" : "solved");
        await soon(() => feedback(block).innerText()).toContain("Right.");
      }
    });
  });

  it("gives hints one by one, keeps them with new numbers, and shows a solution", async () => {
    await course.visit(GALLERY, async (page) => {
      for (const { id } of drivers) {
        const block = await openExercise(page, id);
        await block.getByRole("button", { name: /^Hint 1 of/ }).click();
        await soon(() => block.locator(".ex-hints > li").count()).toBe(1);
        const solution = block.getByRole("button", { name: "Give up, show solution" });
        if (await solution.count() > 0) {
          await solution.click();
          await soon(async () => (await block.locator(".ex-solution").innerText()).length)
            .toBeGreaterThan(40);
          await stateOf(block, "given-up");
        }
        await block.locator(".ex-again button").click();
        await soon(() => block.locator(".ex-hints > li").count()).toBe(1);
        await soon(() => block.locator(".ex-solution:visible").count()).toBe(0);
        await begun(block);
      }
    });
  });

  it("speaks of an answer in the first place that speaks", async () => {
    await course.visit(GALLERY, async (page) => {
      const ids = await page.locator("[data-exercise]").evaluateAll((blocks) =>
        blocks.map((block) => block.getAttribute("data-exercise") ?? "")
      );
      expect(ids.length).toBeGreaterThan(14);
      for (const id of ids) {
        const block = await openExercise(page, id);
        const speaks = block.locator("[role=status]").first();
        expect([id, await speaks.getAttribute("class")]).toEqual([
          id,
          "ex-feedback",
        ]);
      }
    });
  });
});

describe("Things that are moved", () => {
  let course: CourseBrowser;
  before(async () => {
    course = await CourseBrowser.start();
  });
  after(() => course.stop());

  const again = (block: Locator) => block.locator(".ex-again button").click();
  const announced = (block: Locator) => block.locator("p[aria-live=polite]").innerText();
  const focused = (page: Page) =>
    page.evaluate(() =>
      document.activeElement?.closest("[data-item]")?.getAttribute("data-item") ?? ""
    );

  it("are no answer in the order they begin in, until something is moved", async () => {
    await course.visit(GALLERY, async (page) => {
      const block = await openExercise(page, "gallery/order-intensity");
      const up = block.locator("[data-move=up]");
      // What cannot be moved any further is not moved
      for (const begin of [() => up.first().press("Enter"), () => again(block)]) {
        await begin();
        await check(block).click();
        await soon(() => feedback(block).innerText()).toMatch(
          /^Not marked\.\s+Move something first/,
        );
        expect(await block.locator(".ex-mark, .ex-why").count()).toBe(0);
      }
      await up.last().click();
      await up.last().click();
      await check(block).click();
      await soon(() => feedback(block).innerText()).toMatch(/^(Not yet|Partly right)\./);
      await soon(() => block.locator(".ex-mark").innerText()).toBe("tried");
    });
  });

  it("are put in order by buttons and arrow keys, keep the focus, and are announced", async () => {
    await course.visit(GALLERY, async (page) => {
      const block = await openExercise(page, "gallery/order-intensity");
      const row = (i: number) => block.locator("[data-item]").nth(i);
      const id = await row(2).getAttribute("data-item") ?? "";
      await row(2).getByRole("button", { name: /^Move up/ }).click();
      await soon(() => row(1).getAttribute("data-item")).toBe(id);
      await soon(() => announced(block)).toContain("place 2 of 4");
      await soon(() => focused(page)).toBe(id);
      for (const [key, place] of [["ArrowUp", 1], ["ArrowDown", 2], ["End", 4], ["Home", 1]]) {
        await page.keyboard.press(String(key));
        await soon(() => announced(block)).toContain(`place ${place} of 4`);
        await soon(() => focused(page)).toBe(id);
      }
      // At the end of the list nothing happens, and the focus stays
      await page.keyboard.press("Enter");
      await soon(() => row(0).getAttribute("data-item")).toBe(id);
      await soon(() => focused(page)).toBe(id);
      // Shortcuts of the browser stay its own
      await page.keyboard.press("Control+ArrowDown");
      await soon(() => row(0).getAttribute("data-item")).toBe(id);
    });
  });

  it("find their place by buttons and arrow keys, and let go with Escape", async () => {
    await course.visit(GALLERY, async (page) => {
      const block = await openExercise(page, "gallery/match-remedy");
      const hand = new Hand(page, "mouse");
      const placeOf = (id: string) =>
        block.locator(`[data-item="${id}"]`).evaluate((item) =>
          item.closest("[data-place]")?.getAttribute("data-place")
        );
      await choosePlace(hand, block, "bits", "batch");
      await soon(() => placeOf("bits")).toBe("batch");
      await soon(() => focused(page)).toBe("bits");
      await soon(() => announced(block)).toContain("now under Multiply 16 vectors");
      // Another takes its place, and it goes back
      await choosePlace(hand, block, "batch", "batch");
      await soon(async () => [await placeOf("batch"), await placeOf("bits")]).toEqual([
        "batch",
        "",
      ]);
      // On its way by arrow keys a thing throws nothing out
      await block.locator('[data-item="bits"] button').focus();
      await page.keyboard.press("ArrowDown");
      await soon(async () => [await placeOf("batch"), await placeOf("bits")]).toEqual([
        "batch",
        "bits",
      ]);
      await soon(() => focused(page)).toBe("bits");
      await page.keyboard.press("ArrowUp");
      await soon(() => announced(block)).toContain("taken back");
      await page.keyboard.press("Enter");
      await soon(() => block.locator(".ex-put").count()).toBe(4);
      await page.keyboard.press("Escape");
      await soon(() => block.locator(".ex-put").count()).toBe(0);
      // Grips are for the pointer: keys have no stop there
      expect(await block.locator("[data-grip][tabindex], [data-grip] button").count()).toBe(0);
    });
  });

  it("fall back where they were if a drag is broken off", async () => {
    await course.visit(GALLERY, async (page) => {
      const block = await openExercise(page, "gallery/sort-bounds");
      const thing = block.locator('[data-item="a"]');
      await thing.scrollIntoViewIfNeeded();
      const box = await thing.boundingBox();
      if (!box) throw new Error("It is not on the screen");
      await page.mouse.move(box.x + 20, box.y + 20);
      await page.mouse.down();
      await page.mouse.move(box.x + 60, box.y + 160, { steps: 3 });
      await soon(() => thing.getAttribute("data-dragged")).toBe("true");
      await page.keyboard.press("Escape");
      await page.mouse.up();
      await soon(() => block.locator('.ex-tray [data-item="a"]').count()).toBe(1);
      await soon(() => thing.getAttribute("data-dragged")).toBeNull();
      await soon(() => thing.evaluate((element) => (element as HTMLElement).style.translate)).toBe(
        "",
      );
    });
  });
});

describe("A prediction", () => {
  let course: CourseBrowser;
  before(async () => {
    course = await CourseBrowser.start();
  });
  after(() => course.stop());

  for (const means of ["mouse", "touch", "keys"] as const) {
    it(`is committed by ${means}, and shows what was held back`, async () => {
      await course.visit(GALLERY, async (page) => {
        const hand = new Hand(page, means);
        const commit = (block: Locator) =>
          block.getByRole("button", { name: "Commit", exact: true });
        const choice = await openExercise(page, "gallery/foresee-limit");
        const after = page.locator(".ex-after", { hasText: "this sentence cannot be read" });
        expect(await after.getAttribute("data-held")).not.toBeNull();
        if (means === "keys") await choice.getByRole("radio").first().focus();
        await takeOne(hand, choice, "a");
        await hand.press(commit(choice));
        await stateOf(choice, "committed");
        await soon(() => choice.locator(".ex-why").count()).toBe(3);
        await soon(() => after.getAttribute("data-held")).toBeNull();

        const number = await openExercise(page, "gallery/foresee-ridge");
        if (means === "keys") await number.getByRole("textbox").focus();
        await hand.press(commit(number));
        await soon(() => said(number)).toContain("Not marked.");
        await hand.write(number.getByRole("textbox"), "150");
        await hand.press(commit(number));
        await stateOf(number, "committed");
        await soon(() => number.locator(".ex-reveal").innerText()).toContain("153");
      }, CONTEXTS[means]);
    });
  }
});
