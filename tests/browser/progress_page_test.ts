import { after, before, describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import { Buffer } from "node:buffer";
import type { Page } from "playwright-core";
import { SCHEMA } from "@/lib/course/progress/migrations.ts";
import { answer, type Progress, STORAGE_KEY, writeProgress } from "@/lib/course/progress/mod.ts";
import { nextReview } from "@/lib/course/review/mod.ts";
import { overflow, violations } from "./access.ts";
import { CourseBrowser, PHONE, ROOFLINE, WIDE } from "./course.ts";
import { soon } from "./soon.ts";

interface Entry {
  readonly id: string;
  readonly version: number;
  readonly kind: string;
}

describe("The progress page", () => {
  let course: CourseBrowser;
  let everything: Progress;
  before(async () => {
    course = await CourseBrowser.start();
    const response = await fetch(`${course.origin}${ROOFLINE}/exercises.json`);
    const { exercises } = await response.json() as { exercises: Entry[] };
    const outcomes = ["correct", "wrong", "correct"] as const;
    everything = Object.fromEntries(
      exercises.filter(({ kind }) => kind !== "prediction").map(({ id, version }, i) => {
        const now = Date.now() - (9 - i) * 86_400_000;
        const outcome = outcomes[i % 3] ?? "correct";
        const record = answer(
          undefined,
          { seed: 1, answer: "1", outcome },
          { now, lesson: "the-roofline" },
        );
        return [`${id}@${version}`, { ...record, review: nextReview(undefined, "good", now) }];
      }),
    );
  });
  after(() => course.stop());

  const open = async (page: Page, path: string, progress: Progress | string) => {
    const text = typeof progress === "string" ? progress : writeProgress(progress);
    await page.evaluate(
      ([key, text]) => localStorage.setItem(key, text),
      [
        STORAGE_KEY,
        text,
      ] as const,
    );
    await page.goto(course.origin + path, { waitUntil: "networkidle" });
    const isOwn = path === "/progress" || path === "/review";
    if (isOwn) await page.locator(":is(.ex-overview, .rv)[data-ready=true]").waitFor();
    else {await page.locator("[data-lesson-mark=the-roofline][data-state=started]").first()
        .waitFor();}
  };

  it("says of each objective how far the reader has come", async () => {
    await course.visit("/progress", async (page) => {
      await open(page, "/progress", everything);
      const unit = page.locator(".ex-overview > section", {
        has: page.locator("[data-lesson='the-roofline']"),
      });
      await soon(() => unit.locator(".ex-unit-met").innerText()).toMatch(
        /[1-9]\d* of \d+ objectives met/,
      );
      const lesson = page.locator("[data-lesson='the-roofline']");
      await lesson.locator("summary").click();
      const levels = await lesson.locator(".ex-level").allInnerTexts();
      expect(levels.length).toBeGreaterThanOrEqual(4);
      expect(levels.some((words) => words.startsWith("met, "))).toBe(true);
      await soon(() =>
        page.locator("[data-lesson='counting-flops-and-bytes'] .ex-count").first()
          .innerText()
      ).toMatch(/^0 of \d+ solved$/);
    });
  });

  it("says that a question has changed since it was solved", async () => {
    await course.visit("/progress", async (page) => {
      const [[key, record] = []] = Object.entries(everything);
      if (!key || !record) throw new Error("There is no exercise");
      await open(page, "/progress", { [key.replace(/@\d+$/, "@0")]: record });
      const lesson = page.locator("[data-lesson='the-roofline']");
      await lesson.locator("summary").click();
      await soon(() => lesson.innerText()).toContain(
        "the question has changed since you solved it",
      );
      await soon(() => lesson.locator(".ex-count").first().innerText()).toMatch(/^0 of/);
    });
  });

  it("resets an exercise, a lesson and everything, schedules too, and takes it back", async () => {
    await course.visit("/progress", async (page) => {
      await open(page, "/progress", everything);
      const stored = () =>
        page.evaluate((key) => JSON.parse(localStorage.getItem(key) ?? "").records, STORAGE_KEY);
      const before = await stored();
      await page.locator("[data-lesson='the-roofline'] summary").click();
      const all = Object.keys(before).length;
      for (
        const [name, left] of [
          [/^Reset exercise 2\.2\.1$/, all - 1],
          [/^Reset lesson 2\.2$/, 0],
          [/^Reset everything$/, 0],
        ] as const
      ) {
        await page.getByRole("button", { name }).click();
        await soon(async () => Object.keys(await stored()).length).toBe(left);
        await page.getByRole("button", { name: /^Undo reset/ }).click();
        await soon(() => stored()).toEqual(before);
      }
    });
  });

  it("exports schedules and brings them back, and refuses what a newer edition wrote", async () => {
    await course.visit("/progress", async (page) => {
      await open(page, "/progress", everything);
      const download = page.waitForEvent("download");
      await page.getByRole("button", { name: "Export to a file" }).click();
      const text = await Deno.readTextFile(await (await download).path());
      expect(text).toContain('"stability"');
      await page.getByRole("button", { name: /reset everything/i }).click();
      const bring = (name: string, text: string) =>
        page.locator("input[type=file]").setInputFiles({
          name,
          mimeType: "application/json",
          buffer: Buffer.from(text),
        });
      await bring("progress.json", text);
      const said = page.locator(".ex-said[role=status]");
      await page.getByText("Imported").waitFor();
      await soon(() =>
        page.evaluate(
          (key) => JSON.parse(localStorage.getItem(key) ?? "").records,
          STORAGE_KEY,
        )
      ).toEqual(JSON.parse(text).records);
      await bring("newer.json", text.replace(`"schema": ${SCHEMA}`, `"schema": ${SCHEMA + 1}`));
      await page.getByText("newer edition").waitFor();
      await soon(() => said.innerText()).toContain("newer.json was not imported");
    });
  });

  it("leaves what a newer edition has stored alone, and says so", async () => {
    await course.visit("/progress", async (page) => {
      const newer = writeProgress(everything).replace(
        `"schema":${SCHEMA}`,
        `"schema":${SCHEMA + 1}`,
      );
      await open(page, "/progress", newer);
      await soon(() => page.locator("main").innerText()).toContain(
        "a newer edition of this course",
      );
      expect(await page.evaluate((key) => localStorage.getItem(key), STORAGE_KEY)).toBe(newer);
    });
  });

  it("prints a summary on one sheet of A4, with a name that is not stored", async () => {
    await course.visit("/progress", async (page) => {
      await open(page, "/progress", everything);
      const name = page.getByLabel("Name on the sheet");
      await name.fill("Ada Lovelace");
      await page.emulateMedia({ media: "print" });
      expect(await page.locator(".ex-sheets").isVisible()).toBe(true);
      const sheet = await page.locator(".ex-sheets").innerText();
      expect(sheet).toContain("Ada Lovelace");
      expect(sheet).toMatch(/Objectives\s+\d+ of \d+ met/);
      for (const hidden of [".ex-lessons", ".ex-files", ".site-header", ".site-footer", "h1"]) {
        expect(await page.locator(hidden).first().isVisible()).toBe(false);
      }
      const pdf = (await page.pdf({ format: "A4" })).toString("latin1");
      expect(pdf.match(/\/Type ?\/Page\b/g)).toHaveLength(1);
      expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage })))
        .not.toContain("Lovelace");
    });
  });

  for (const viewport of [WIDE, PHONE]) {
    it(`and the review do not shift as records are read, ${viewport.width} px`, async () => {
      await course.visit("/about", async (page) => {
        await page.addInitScript(() => {
          const shifts = { total: 0 };
          Object.assign(globalThis, { shifts });
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) {
              shifts.total += (entry as PerformanceEntry & { value: number }).value;
            }
          }).observe({ type: "layout-shift", buffered: true });
        });
        for (const path of ["/", ROOFLINE, "/progress", "/review"]) {
          await open(page, path, everything);
          await page.waitForTimeout(200);
          const shifted = await page.evaluate(() =>
            (globalThis as unknown as { shifts: { total: number } }).shifts.total
          );
          expect(`${path} ${shifted}`).toBe(`${path} 0`);
        }
      }, { viewport });
    });
  }

  for (const colorScheme of ["light", "dark"] as const) {
    it(`and the review break no rule of accessibility with data, ${colorScheme}`, async () => {
      await course.visit("/about", async (page) => {
        for (const path of ["/progress", "/review"]) {
          await open(page, path, everything);
          await page.evaluate(() =>
            document.querySelectorAll("details").forEach((d) => d.open = true)
          );
          const begin = page.getByRole("button", { name: "Begin" });
          if (await begin.count() > 0) {
            expect(await violations(page)).toEqual([]);
            await begin.click();
            await page.locator(".ex-live[data-ready=true]").waitFor();
          }
          expect(await violations(page)).toEqual([]);
          expect(await overflow(page)).toBeLessThanOrEqual(0);
        }
      }, { colorScheme, viewport: PHONE, bypassCSP: true });
    });
  }
});
