import { after, before, describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import type { Locator, Page } from "playwright-core";
import { answer, type Progress, STORAGE_KEY, writeProgress } from "@/lib/course/progress/mod.ts";
import { DAY, nextReview } from "@/lib/course/review/mod.ts";
import { overflow } from "./access.ts";
import { CourseBrowser, PHONE, ROOFLINE } from "./course.ts";
import { soon } from "./soon.ts";

const RIDGE = "roofline/ridge";
const START = new Date(2026, 10, 23, 12);

/** Answers the question for the ridge point from what its prompt says. */
async function ridgeOf(page: Page): Promise<number> {
  const prompt = (await page.locator(`[data-exercise="${RIDGE}"] .ex-prompt`).innerText())
    .replaceAll(/[\u00a0\u202f]/g, " ");
  const [, peak, prefix] = /does ([\d.]+) ([TP])FLOP\/s/.exec(prompt) ?? [];
  const [, bandwidth] = /delivers ([\d.]+) TB\/s/.exec(prompt) ?? [];
  if (!peak || !bandwidth) throw new Error(`The prompt reads: ${prompt}`);
  return (prefix === "P" ? 1000 : 1) * Number(peak) / Number(bandwidth);
}

const heading = (page: Page): Locator => page.locator(".rv-title");

/** Progress with an exercise that was solved at the start, as stored. */
function solvedAtStart(...ids: string[]): string {
  const now = START.getTime();
  const record = answer(
    undefined,
    { seed: 1, answer: "1", outcome: "correct" },
    { now, lesson: "the-roofline" },
  );
  const progress: Progress = Object.fromEntries(
    ids.map((id) => [`${id}@1`, { ...record, review: nextReview(undefined, "good", now) }]),
  );
  return writeProgress(progress);
}

describe("The review", () => {
  let course: CourseBrowser;
  before(async () => {
    course = await CourseBrowser.start();
  });
  after(() => course.stop());

  const open = async (page: Page, days: number, stored?: string) => {
    await page.clock.setFixedTime(new Date(START.getTime() + days * DAY));
    if (stored) {
      await page.evaluate(
        ([key, text]) => localStorage.setItem(key, text),
        [
          STORAGE_KEY,
          stored,
        ] as const,
      );
    }
    await page.goto(`${course.origin}/review`, { waitUntil: "networkidle" });
    await page.locator(".rv[data-ready=true]").waitFor();
  };

  it("is empty at first, then serves what was solved in a lesson, two days later", async () => {
    await course.visit("/review", async (page) => {
      await page.clock.install({ time: START });
      await soon(() => heading(page).innerText()).toBe("Nothing to review yet");
      await page.goto(course.origin + ROOFLINE, { waitUntil: "networkidle" });
      const block = page.locator(`[data-exercise="${RIDGE}"]`);
      await block.scrollIntoViewIfNeeded();
      await block.locator("[data-ready=true]").waitFor();
      await block.getByRole("textbox").fill(String(await ridgeOf(page)));
      await block.getByRole("button", { name: "Check" }).click();
      await open(page, 0);
      await soon(() => heading(page).innerText()).toBe("Nothing is due");
      await soon(() => page.locator("main").innerText()).toContain(
        "The next exercise comes on Wednesday, 25 November",
      );
      await open(page, 2);
      await soon(() => heading(page).innerText()).toBe("1 exercise is due");
      await soon(() => page.locator(".rv-lessons").innerText()).toMatch(
        /The roofline\s+1 exercise/,
      );
    });
  });

  it("gives fresh numbers, says when it comes back, and is done", async () => {
    await course.visit("/review", async (page) => {
      await open(page, 2, solvedAtStart(RIDGE));
      const asked: string[] = [];
      page.on("request", (request) => {
        if (request.url().endsWith(".json")) asked.push(new URL(request.url()).pathname);
      });
      await page.getByRole("button", { name: "Begin" }).click();
      const block = page.locator(`[data-exercise="${RIDGE}"]`);
      await block.locator("[data-ready=true]").waitFor();
      // Only the lesson that has something due
      expect(asked).toEqual(["/lessons/the-roofline/exercises.json"]);
      await soon(() => heading(page).innerText()).toBe("1 of 1");
      await soon(() => block.getByRole("textbox").inputValue()).toBe("");
      await block.getByRole("textbox").fill(String(await ridgeOf(page)));
      await block.getByRole("button", { name: "Check" }).click();
      await soon(() => page.locator(".rv-said").innerText()).toMatch(
        /^It comes back on \d+ December 2026\.$|^It comes back on /,
      );
      await page.getByRole("button", { name: "Finish" }).click();
      await soon(() => page.locator(".rv").innerText()).toContain(
        "1 exercise reviewed, 1 right at the first try.",
      );
      await page.getByRole("button", { name: "See what comes when" }).click();
      await soon(() => heading(page).innerText()).toBe("Nothing is due");
      await page.reload({ waitUntil: "networkidle" });
      await soon(() => heading(page).innerText()).toBe("Nothing is due");
    });
  });

  it("is complete by keyboard, and brings back tomorrow what went wrong", async () => {
    await course.visit("/review", async (page) => {
      await open(page, 2, solvedAtStart(RIDGE, "roofline/remedies"));
      await page.getByRole("button", { name: "Begin" }).focus();
      await page.keyboard.press("Enter");
      const block = page.locator(`[data-exercise="${RIDGE}"]`);
      await block.locator("[data-ready=true]").waitFor();
      const focused = () => page.evaluate(() => document.activeElement?.textContent ?? "");
      await soon(() => focused()).toBe("1 of 2");
      await block.getByRole("textbox").focus();
      await page.keyboard.type("1");
      await page.keyboard.press("Enter");
      await soon(() => page.locator(".rv-said").innerText()).toBe(
        "You will see it again tomorrow.",
      );
      // Right at the second try changes nothing of that
      await block.getByRole("textbox").fill(String(await ridgeOf(page)));
      await page.keyboard.press("Enter");
      expect(await page.locator(".rv-said").innerText()).toBe("You will see it again tomorrow.");
      await page.getByRole("button", { name: "Next" }).focus();
      await page.keyboard.press("Enter");
      await soon(() => focused()).toBe("2 of 2");
      await page.locator("[data-exercise='roofline/remedies'] [data-ready=true]").waitFor();
      await page.getByRole("button", { name: "Pass over" }).focus();
      await page.keyboard.press("Enter");
      await soon(() => page.locator(".rv").innerText()).toContain("0 right at the first try");
      await soon(() => page.locator(".rv").innerText()).toContain("1 passed over");
      await page.getByRole("button", { name: "See what comes when" }).focus();
      await page.keyboard.press("Enter");
      await page.getByText("1 exercise is due").waitFor();
      await soon(() => focused()).toBe("1 exercise is due");
      const rows = await page.locator(".rv-outlook tr").allInnerTexts();
      expect(rows.map((row) => row.replace(/\s+/g, " "))).toEqual([
        "Today 1",
        "Tomorrow 1",
        "In 2 to 7 days 0",
        "Later 0",
      ]);
    });
  });

  it("counts giving up as not known, and an answer after a hint as hard", async () => {
    await course.visit("/review", async (page) => {
      await open(page, 2, solvedAtStart(RIDGE));
      await page.getByRole("button", { name: "Begin" }).click();
      const block = page.locator(`[data-exercise="${RIDGE}"]`);
      await block.locator("[data-ready=true]").waitFor();
      await block.getByRole("button", { name: /show solution/ }).click();
      await soon(() => page.locator(".rv-said").innerText()).toBe(
        "You will see it again tomorrow.",
      );
      await open(page, 3);
      await page.getByRole("button", { name: "Begin" }).click();
      await block.locator("[data-ready=true]").waitFor();
      await block.getByRole("button", { name: /^Hint 1/ }).click();
      await block.getByRole("textbox").fill(String(await ridgeOf(page)));
      await block.getByRole("textbox").press("Enter");
      await soon(() => page.locator(".rv-said").innerText()).toMatch(/^It comes back/);
      // The hint is folded away when the exercise comes back
      await open(page, 40);
      await page.getByRole("button", { name: "Begin" }).click();
      await block.locator("[data-ready=true]").waitFor();
      await soon(() => block.getByRole("button", { name: /^Hint 1/ }).count()).toBe(1);
    });
  });

  it("lets a reader practise ahead, by touch on a phone", async () => {
    await course.visit("/review", async (page) => {
      await open(page, 1, solvedAtStart(RIDGE));
      await soon(() => page.locator(".rv").innerText()).toContain(
        "The next exercise comes tomorrow.",
      );
      await page.getByRole("button", { name: "Practise ahead" }).tap();
      const block = page.locator(`[data-exercise="${RIDGE}"]`);
      await block.locator("[data-ready=true]").waitFor();
      expect(await overflow(page)).toBe(0);
      await block.getByRole("textbox").fill(String(await ridgeOf(page)));
      await block.getByRole("button", { name: "Check" }).tap();
      await page.getByRole("button", { name: "End the review" }).tap();
      await soon(() => heading(page).innerText()).toBe("Nothing is due");
    }, { viewport: PHONE, hasTouch: true });
  });

  it("does not stay away for ever where the clock was ahead, nor come for ever", async () => {
    await course.visit("/review", async (page) => {
      await open(page, -3650, solvedAtStart(RIDGE));
      await soon(() => heading(page).innerText()).toBe("1 exercise is due");
      await page.getByRole("button", { name: "Begin" }).click();
      const block = page.locator(`[data-exercise="${RIDGE}"]`);
      await block.locator("[data-ready=true]").waitFor();
      await block.getByRole("textbox").fill(String(await ridgeOf(page)));
      await block.getByRole("textbox").press("Enter");
      await page.reload({ waitUntil: "networkidle" });
      await soon(() => heading(page).innerText()).toBe("Nothing is due");
    });
  });

  it("says so where a lesson does not arrive, and tries again", async () => {
    await course.visit("/review", async (page) => {
      await open(page, 2, solvedAtStart(RIDGE));
      let isDown = true;
      await page.route(
        "**/exercises.json",
        (route) =>
          isDown
            ? route.fulfill({ status: 200, contentType: "application/json", body: "{" })
            : route.continue(),
      );
      await page.getByRole("button", { name: "Begin" }).click();
      await page.getByText("could not be fetched").waitFor();
      isDown = false;
      await page.getByRole("button", { name: "Try again" }).click();
      await page.locator(`[data-exercise="${RIDGE}"] [data-ready=true]`).waitFor();
    });
  });

  it("is announced on the course map, on its lesson and on the progress page", async () => {
    await course.visit("/review", async (page) => {
      await open(page, 2, solvedAtStart(RIDGE));
      for (const path of ["/", ROOFLINE]) {
        await page.goto(course.origin + path, { waitUntil: "networkidle" });
        await soon(() => page.locator("[data-review-mark]").innerText()).toBe("1 due");
      }
      await page.goto(`${course.origin}/progress`, { waitUntil: "networkidle" });
      await page.getByRole("link", { name: "Review" }).click();
      await page.getByRole("button", { name: "Begin" }).waitFor();
    });
  });

  it("without JavaScript says why it needs it, and leads to the lessons", async () => {
    await course.visit("/review", async (page) => {
      expect(await page.locator("main").innerText()).toContain("A review needs JavaScript");
      expect(await page.locator("main a[href='/lessons/the-roofline']").isVisible()).toBe(true);
    }, { javaScriptEnabled: false });
  });
});
