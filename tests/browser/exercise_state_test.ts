import { after, before, describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import type { Locator, Page } from "playwright-core";
import { openExercise } from "./alive.ts";
import { CourseBrowser, ROOFLINE } from "./course.ts";
import { soon } from "./soon.ts";

const RIDGE = "roofline/ridge";
const QUIZ = "/quizzes/the-roofline";
const HELPED = "solved once the answer was shown";

/** The ridge point of the numbers at hand, as a reader computes it. */
async function ridgeOf(block: Locator): Promise<string> {
  const prompt = (await block.locator(".ex-prompt").innerText()).replaceAll(/[\u00a0\u202f]/g, " ");
  const [, peak, prefix] = /does ([\d.]+) ([TP])FLOP\/s/.exec(prompt) ?? [];
  const [, bandwidth] = /delivers ([\d.]+) TB\/s/.exec(prompt) ?? [];
  if (!peak || !bandwidth) throw new Error(`The prompt reads: ${prompt}`);
  return String((prefix === "P" ? 1000 : 1) * Number(peak) / Number(bandwidth));
}

async function answer(block: Locator, text: string): Promise<void> {
  await block.getByRole("textbox").fill(text);
  await block.getByRole("button", { name: "Check" }).click();
}

const press = (block: Locator, name: RegExp) => block.getByRole("button", { name }).click();
const mark = (block: Locator) => block.locator(".ex-mark").innerText();

/** Opens an address anew in the same browser. */
async function reopen(page: Page, path: string, id: string): Promise<Locator> {
  await page.goto(new URL(path, page.url()).href, { waitUntil: "networkidle" });
  return await openExercise(page, id);
}

/** Questions of a quiz, once all are alive. */
async function questions(page: Page): Promise<Locator[]> {
  await page.locator("[data-exercise]").first().waitFor();
  const blocks = await page.locator("[data-exercise]").all();
  for (const block of blocks) await block.locator("[data-ready=true]").waitFor();
  return blocks;
}

/** The name of a draw of the quiz in which the ridge point is asked for. */
async function drawWithRidge(page: Page): Promise<string> {
  for (let i = 1; i <= 30; i++) {
    await page.goto(new URL(`${QUIZ}?seed=draw-${i}`, page.url()).href);
    await questions(page);
    if (await page.locator(`[data-exercise="${RIDGE}"]`).count() > 0) return `draw-${i}`;
  }
  throw new Error("None of 30 draws asks for the ridge point");
}

describe("An answer that was shown", () => {
  let course: CourseBrowser;
  before(async () => {
    course = await CourseBrowser.start();
  });
  after(() => course.stop());

  it("is not one's own after other numbers and the same class seed again", async () => {
    const address = `${ROOFLINE}?seed=monday`;
    await course.visit(address, async (page) => {
      let block = await openExercise(page, RIDGE);
      await press(block, /show solution/i);
      await press(block, /^New numbers/);
      block = await reopen(page, address, RIDGE);
      await answer(block, await ridgeOf(block));
      await soon(() => mark(block)).toBe(HELPED);
      // Other numbers count in full
      await press(block, /^New numbers/);
      await answer(block, await ridgeOf(block));
      await soon(() => mark(block)).toBe("solved");
    });
  });

  it("is given up, as the button says before, until these numbers are solved", async () => {
    await course.visit(ROOFLINE, async (page) => {
      const block = await openExercise(page, RIDGE);
      const button = block.getByRole("button", { name: /solution/i });
      const label = () => button.innerText();
      expect(await label()).toBe("Give up, show solution");
      await answer(block, "7");
      await soon(() => label()).toBe("Give up, show solution");
      await answer(block, await ridgeOf(block));
      await soon(() => label()).toBe("Show solution");
      // A slip after that takes nothing back, and other numbers are another question
      await answer(block, "7");
      await soon(() => label()).toBe("Show solution");
      await press(block, /^New numbers/);
      await soon(() => label()).toBe("Give up, show solution");
      await answer(block, "7");
      await button.click();
      await soon(() => label()).toBe("Hide solution");
      await button.click();
      await soon(() => label()).toBe("Show solution");
    });
  });

  it("is not one's own in another tab", async () => {
    await course.visit(ROOFLINE, async (page) => {
      const block = await openExercise(page, RIDGE);
      const other = await page.context().newPage();
      await other.goto(page.url(), { waitUntil: "networkidle" });
      const there = await openExercise(other, RIDGE);
      await press(there, /show solution/i);
      await press(there, /^New numbers/);
      await answer(block, await ridgeOf(block));
      await soon(() => mark(block)).toBe(HELPED);
    });
  });

  it("is not one's own in another order", async () => {
    const id = "roofline/remedies";
    let right: string[] = [];
    await course.visit(ROOFLINE, async (page) => {
      const block = await openExercise(page, id);
      await block.locator("input").first().check();
      await press(block, /^Check/);
      right = await block.locator("[data-correct=true] input").evaluateAll((inputs) =>
        inputs.map(({ id }) => id)
      );
    });
    expect(right.length).toBeGreaterThan(0);
    await course.visit(ROOFLINE, async (page) => {
      const block = await openExercise(page, id);
      await press(block, /show solution/i);
      await press(block, /^Try again/);
      for (const input of right) await block.locator(`input[id="${input}"]`).check();
      await press(block, /^Check/);
      await soon(() => mark(block)).toBe(HELPED);
    });
  });

  it("is not one's own if it was read before the exercise was alive", async () => {
    await course.visit("/about", async (page) => {
      await page.route("**/assets/*.js", async (route) => {
        await new Promise((resolve) => setTimeout(resolve, 1500));
        await route.continue();
      });
      await page.goto(new URL(ROOFLINE, page.url()).href, { waitUntil: "commit" });
      const block = page.locator(`[data-exercise="${RIDGE}"]`);
      await block.locator("summary").last().click();
      await block.locator("[data-ready=true]").waitFor();
      // What was unfolded stays in view
      await block.getByRole("button", { name: "Hide solution" }).waitFor();
      await answer(block, await ridgeOf(block));
      await soon(() => mark(block)).toBe(HELPED);
    });
  });
});

describe("First answers of a quiz", () => {
  let course: CourseBrowser;
  before(async () => {
    course = await CourseBrowser.start();
  });
  after(() => course.stop());

  const score = (page: Page) => page.locator(".ex-score [role=status]").innerText();

  it("of two tabs are kept together, and the first of both stays first", async () => {
    await course.visit(QUIZ, async (page) => {
      await drawWithRidge(page);
      const other = await page.context().newPage();
      await other.goto(page.url(), { waitUntil: "networkidle" });
      await questions(other);
      const here = page.locator(`[data-exercise="${RIDGE}"]`);
      const there = other.locator(`[data-exercise="${RIDGE}"]`);
      await answer(here, "0.000001");
      await answer(there, await ridgeOf(there));
      const next = other.locator(`[data-exercise]:not([data-exercise="${RIDGE}"])`).first();
      await press(next, /show solution/i);
      for (const tab of [page, other]) {
        await tab.reload({ waitUntil: "networkidle" });
        await questions(tab);
        await soon(() => score(tab)).toContain("2 of 5 answered");
        expect(await tab.locator('.ex-score-list > li[data-outcome="correct"]').count()).toBe(0);
        await soon(() => tab.locator('.ex-score-list > li[data-outcome="none"]').count()).toBe(1);
      }
    });
  });

  it("stay when others are drawn and the draw is opened again", async () => {
    await course.visit(QUIZ, async (page) => {
      const name = await drawWithRidge(page);
      let block = page.locator(`[data-exercise="${RIDGE}"]`);
      await press(block, /show solution/i);
      await page.getByRole("button", { name: "Draw other questions" }).click();
      const other = (await questions(page))[0];
      if (other) await press(other, /show solution/i);
      block = await reopen(page, ROOFLINE, RIDGE);
      await press(block, /^New numbers/);
      block = await reopen(page, `${QUIZ}?seed=${name}`, RIDGE);
      await answer(block, await ridgeOf(block));
      await soon(() => page.locator('.ex-score-list > li[data-outcome="none"]').count()).toBe(1);
      expect(await page.locator('.ex-score-list > li[data-outcome="correct"]').count()).toBe(0);
    });
  });

  it("can all be given up, which completes it, and the numbers are the class's", async () => {
    await course.visit(`${QUIZ}?seed=monday`, async (page) => {
      for (const block of await questions(page)) {
        await press(block, /show solution/i);
        // Neither other numbers nor a reset, which would be the lesson's too
        expect(await block.locator(".ex-again button, .ex-tools-end button").count()).toBe(0);
      }
      await soon(() => score(page)).toContain("0 of 5 points");
    });
  });

  it("leave the lesson's work in hand as it is", async () => {
    await course.visit(ROOFLINE, async (page) => {
      let block = await openExercise(page, RIDGE);
      const prompt = await block.locator(".ex-prompt").innerText();
      await answer(block, "123456");
      await drawWithRidge(page);
      block = page.locator(`[data-exercise="${RIDGE}"]`);
      expect(await block.getByRole("textbox").inputValue()).toBe("");
      await answer(block, "7");
      await page.reload({ waitUntil: "networkidle" });
      block = await openExercise(page, RIDGE);
      await soon(() => block.getByRole("textbox").inputValue()).toBe("7");
      block = await reopen(page, ROOFLINE, RIDGE);
      await soon(() => block.getByRole("textbox").inputValue()).toBe("123456");
      expect(await block.locator(".ex-prompt").innerText()).toBe(prompt);
    });
  });

  it("are not asked for where the course has changed since", async () => {
    await course.visit("/about", async (page) => {
      await page.route("**/exercises.json", async (route) => {
        const response = await route.fetch();
        const data = await response.json();
        await route.fulfill({ response, json: { ...data, exercises: data.exercises.slice(0, 1) } });
      });
      await page.goto(new URL(`${QUIZ}?seed=monday`, page.url()).href);
      await page.getByRole("alert").filter({ hasText: "The course has changed" }).waitFor();
      expect(await page.locator("[data-exercise]").count()).toBe(0);
    });
  });
});

describe("What a reader has", () => {
  let course: CourseBrowser;
  before(async () => {
    course = await CourseBrowser.start();
  });
  after(() => course.stop());

  it("is not lost with other numbers: the text of an open answer", async () => {
    await course.visit(ROOFLINE, async (page) => {
      let block = await openExercise(page, "roofline/two-percent");
      const text = "Each weight is used once, so the chip waits for memory.";
      await block.getByRole("textbox").fill(text);
      await press(block, /^(New numbers|Try again)/);
      await page.waitForTimeout(300);
      expect(await block.getByRole("textbox").inputValue()).toBe(text);
      await page.reload({ waitUntil: "networkidle" });
      block = await openExercise(page, "roofline/two-percent");
      await soon(() => block.getByRole("textbox").inputValue()).toBe(text);
      // A reset deletes it, and undoing that brings it back, after a reload too
      await press(block, /^Reset/);
      await soon(() => block.getByRole("textbox").inputValue()).toBe("");
      await page.reload({ waitUntil: "networkidle" });
      block = await openExercise(page, "roofline/two-percent");
      await press(block, /^Undo the reset/);
      await soon(() => block.getByRole("textbox").inputValue()).toBe(text);
    });
  });

  it("stays solved under another answer, which the header tells from what was before", async () => {
    await course.visit("/gallery", async (page) => {
      const block = await openExercise(page, "gallery/better-machine");
      const take = async (id: string) => {
        await block.locator(`input[id$="-${id}"]`).check();
        await press(block, /^Check$/);
      };
      await take("bandwidth");
      await soon(() => mark(block)).toBe("solved");
      await soon(() => block.locator(".ex-verdict").innerText())
        .toMatch(/^Right\.\s+Each choice says why/);
      const reasons = await block.locator(".ex-choice .ex-why").allInnerTexts();
      expect(reasons).toHaveLength(await block.locator(".ex-choice").count());
      for (const reason of reasons) expect(reason).toMatch(/^(Right|Wrong)\.\s+\S{2}/);
      await take("peak");
      await soon(() => block.locator(".ex-verdict").innerText()).toContain("Not yet.");
      await soon(() => mark(block)).toBe("solved before");
      await take("bandwidth");
      await soon(() => mark(block)).toBe("solved");
    });
  });

  it("is brought back by undoing each of several resets, over a reload too", async () => {
    await course.visit(ROOFLINE, async (page) => {
      await answer(await openExercise(page, RIDGE), "1");
      const id = await reopen(page, "/lessons/counting-flops-and-bytes", "counting/gemm-flops");
      await answer(id, "1");
      await page.goto(new URL("/progress", page.url()).href, { waitUntil: "networkidle" });
      const before = await page.evaluate(() => localStorage.getItem("memory-wall.progress"));
      for (const name of ["Reset lesson 2.1", "Reset lesson 2.2"]) {
        await page.getByRole("button", { name, exact: true }).click();
      }
      await page.reload({ waitUntil: "networkidle" });
      for (const name of ["Undo reset of lesson 2.1", "Undo reset of lesson 2.2"]) {
        await page.getByRole("button", { name, exact: true }).click();
      }
      const records = (text: string | null) => JSON.parse(text ?? "{}").records;
      await soon(async () =>
        records(await page.evaluate(() => localStorage.getItem("memory-wall.progress")))
      )
        .toEqual(records(before));
    });
  });

  it("says of a prediction that it was made after reading on", async () => {
    await course.visit(ROOFLINE, async (page) => {
      const id = await page.locator('[data-kind="prediction"]').first()
        .getAttribute("data-exercise") ?? "";
      let block = await openExercise(page, id);
      await press(block, /^Read on without/);
      await page.reload({ waitUntil: "networkidle" });
      block = await openExercise(page, id);
      await soon(() =>
        page.locator("[data-held]").and(page.locator(`[data-after="${id}"]`)).count()
      )
        .toBe(0);
      await block.locator("input").first().check();
      await press(block, /^Commit/);
      await soon(() => block.locator(".ex-kind").innerText()).toContain("after reading on");
    });
  });

  it("is still there as text where an exercise cannot be shown live", async () => {
    await course.visit("/about", async (page) => {
      await page.route(`**${ROOFLINE}`, async (route) => {
        const response = await route.fetch();
        const body = (await response.text()).replaceAll(/ridge\(machine[^)]*\)/g, "1/(1-1)");
        // The policy names the scripts by their hashes
        const { "content-security-policy": _, ...headers } = response.headers();
        await route.fulfill({ response, headers, body });
      });
      const errors: string[] = [];
      page.on("pageerror", ({ message }) => errors.push(message));
      await page.goto(new URL(ROOFLINE, page.url()).href, { waitUntil: "networkidle" });
      const block = page.locator(`[data-exercise="${RIDGE}"]`);
      await block.scrollIntoViewIfNeeded();
      await page.waitForTimeout(1500);
      expect(await block.locator(".ex-prompt").innerText()).toContain("FLOP/s");
      expect(await block.locator("summary").count()).toBe(2);
      expect(await block.locator("[data-ready]").count()).toBe(0);
      expect(errors).toEqual([]);
      // The others go on
      await openExercise(page, "roofline/remedies");
    });
  });
});
