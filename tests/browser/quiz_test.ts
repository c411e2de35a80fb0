import { after, before, describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import type { Locator, Page } from "playwright-core";
import { CourseBrowser, PHONE, ROOFLINE } from "./course.ts";
import { soon } from "./soon.ts";

const TEST = "/quizzes/unit-2";

/** The questions, once all are alive. */
async function questions(page: Page): Promise<Locator[]> {
  await page.locator("[data-exercise]").first().waitFor();
  const blocks = await page.locator("[data-exercise]").all();
  for (const block of blocks) await block.locator("[data-ready=true]").waitFor();
  return blocks;
}

async function titles(page: Page): Promise<string[]> {
  await questions(page);
  return await page.locator("[data-exercise] .ex-title").allInnerTexts();
}

/** How many questions the page says that it draws. */
async function announced(page: Page): Promise<number> {
  const [, number] = /^(\d+) questions from /.exec(
    await page.locator(".page-head .meta").innerText(),
  ) ?? [];
  return Number(number);
}

/** Opens the first of some draws that has a question of some kinds; which one depends on the lessons. */
async function openDrawWith(page: Page, ...kinds: string[]): Promise<Locator> {
  const wanted = page.locator(kinds.map((kind) => `[data-exercise][data-kind="${kind}"]`).join());
  for (let i = 1; i <= 20; i++) {
    await page.goto(new URL(`?seed=class-${i}`, page.url()).href);
    await questions(page);
    if (await wanted.count() > 0) return wanted.first();
  }
  throw new Error(`None of 20 draws has a question of kind ${kinds.join(" or ")}`);
}

const score = (page: Page) => page.locator(".ex-score [role=status]");

describe("A quiz", () => {
  let course: CourseBrowser;
  before(async () => {
    course = await CourseBrowser.start();
  });
  after(() => course.stop());

  it("draws the same questions with the same numbers for a class", async () => {
    const seen: string[][] = [];
    for (const seed of ["monday", "monday", "friday"]) {
      await course.visit(`${TEST}?seed=${seed}`, async (page) => {
        const drawn = await questions(page);
        expect(drawn).toHaveLength(await announced(page));
        seen.push(await page.locator("[data-exercise] .ex-prompt").allInnerTexts());
      });
    }
    const [first, second, other] = seen;
    expect(first?.length).toBeGreaterThanOrEqual(5);
    expect(second).toEqual(first);
    expect(other).not.toEqual(first);
  });

  it("counts first answers, keeps them over a reload, and draws anew", async () => {
    await course.visit(TEST, async (page) => {
      const numeric = await openDrawWith(page, "numeric");
      const all = await announced(page);
      await numeric.getByRole("textbox").fill("0.000001");
      await numeric.getByRole("textbox").press("Enter");
      await soon(() => score(page).innerText()).toContain(`1 of ${all} answered`);
      // A second answer is for learning: the solution says what is right
      await numeric.getByRole("button", { name: /solution/ }).click();
      await numeric.getByRole("textbox").press("Enter");
      expect(await score(page).innerText()).toContain(`1 of ${all} answered`);
      const result = page.locator(
        '.ex-score-list > li[data-outcome="wrong"], ' +
          '.ex-score-list > li[data-outcome="slip"]',
      );
      await soon(() => result.count()).toBe(1);

      await page.reload({ waitUntil: "networkidle" });
      await questions(page);
      await soon(() => score(page).innerText()).toContain(`1 of ${all} answered`);
      const before = page.url();
      await page.getByRole("button", { name: "Draw other questions" }).click();
      await questions(page);
      expect(page.url()).not.toBe(before);
      await soon(() => score(page).innerText()).toContain(`0 of ${all} answered`);
    }, { viewport: PHONE });
  });

  it("does not count an answer that the solution has told", async () => {
    await course.visit("/quizzes/the-roofline", async (page) => {
      const block = await openDrawWith(page, "single", "multiple");
      await block.getByRole("button", { name: "Give up, show solution" }).click();
      await block.locator("input").first().check();
      await block.getByRole("button", { name: "Check", exact: true }).click();
      await soon(() => page.locator('.ex-score-list > li[data-outcome="none"]').count()).toBe(1);
      expect(await page.locator('.ex-score-list > li[data-outcome="correct"]').count()).toBe(0);
    });
  });

  it("does not count a press on Check before anything was moved", async () => {
    for (const kind of ["ordering", "figure"]) {
      await course.visit("/quizzes/the-roofline", async (page) => {
        const block = await openDrawWith(page, kind);
        await block.getByRole("button", { name: "Check", exact: true }).click();
        await soon(() => block.locator(".ex-verdict").innerText()).toContain("Not marked.");
        expect(await score(page).innerText()).toMatch(/^0 of/);
      });
    }
  });

  it("says what it needs without JavaScript", async () => {
    await course.visit(TEST, async (page) => {
      expect(await page.locator("main").innerText()).toContain("needs JavaScript");
      expect(await page.locator("main a").count()).toBeGreaterThan(1);
    }, { javaScriptEnabled: false });
  });

  it("is offered at the end of its lesson", async () => {
    await course.visit(ROOFLINE, async (page) => {
      await page.getByRole("link", { name: "Take the quiz" }).click();
      await soon(() => page.locator("h1").innerText()).toBe("Quiz: 2.2 The roofline");
      await soon(() => titles(page)).toHaveLength(5);
      await soon(() => announced(page)).toBe(5);
    });
  });
});

describe("A class seed in a lesson's address", () => {
  it("gives everyone the same variants, others than without it", async () => {
    const course = await CourseBrowser.start();
    const prompts: string[] = [];
    try {
      for (const query of ["?seed=monday", "?seed=monday", ""]) {
        await course.visit(`${ROOFLINE}${query}`, async (page) => {
          const block = page.locator('[data-exercise="roofline/least-time"]');
          await block.scrollIntoViewIfNeeded();
          await block.locator("[data-ready=true]").waitFor();
          prompts.push(await block.locator(".ex-prompt").innerText());
        });
      }
    } finally {
      await course.stop();
    }
    const [first, second, without] = prompts;
    expect(second).toBe(first);
    expect(without).not.toBe(first);
  });
});
