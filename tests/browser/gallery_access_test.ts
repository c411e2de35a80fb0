import { after, before, describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import type { Locator } from "playwright-core";
import { overflow } from "./access.ts";
import { openExercise, violationsIn } from "./alive.ts";
import { CourseBrowser, PHONE, readToTheEnd, WIDE } from "./course.ts";
import { check, drivers, GALLERY, Hand } from "./gallery.ts";

describe("The gallery", () => {
  let course: CourseBrowser;
  before(async () => {
    course = await CourseBrowser.start();
  });
  after(() => course.stop());

  /** What axe finds in an exercise as it stands, in either theme. */
  async function violations(block: Locator): Promise<string[]> {
    const found: string[] = [];
    for (const colorScheme of ["light", "dark"] as const) {
      await block.page().emulateMedia({ colorScheme });
      found.push(...(await violationsIn(block)).map((one) => `${colorScheme}: ${one}`));
    }
    return found;
  }

  for (const viewport of [WIDE, PHONE]) {
    it(`has nothing that axe finds, fresh or answered, in both themes at ${viewport.width}`, async () => {
      await course.visit(GALLERY, async (page) => {
        const hand = new Hand(page, "mouse");
        for (const { id, wrong } of drivers) {
          const block = await openExercise(page, id);
          expect([id, await violations(block)]).toEqual([id, []]);
          await wrong(hand, block);
          await block.getByRole("button", { name: /^Hint 1 of/ }).click();
          await hand.press(check(block));
          await block.locator("[data-tone]").waitFor();
          expect([id, await violations(block)]).toEqual([id, []]);
        }
      }, { viewport, bypassCSP: true });
    });
  }

  it("moves nothing while what is live arrives, and answered fits a narrow phone", async () => {
    await course.visit("/about", async (page) => {
      await page.addInitScript(() => {
        const shifts = Object.assign(globalThis, {
          shifts: [] as string[],
          refused: [] as string[],
        });
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) {
            const { value, sources = [] } = entry as PerformanceEntry & {
              value: number;
              sources?: { node?: Element }[];
            };
            const places = sources.map(({ node }) =>
              `${
                node?.closest?.("[data-exercise]")?.getAttribute("data-exercise")
              } ${node?.className}`
            );
            if (value > 0) shifts.shifts.push(`${value.toFixed(4)} ${places.join(", ")}`);
          }
        }).observe({ type: "layout-shift", buffered: true });
        addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
          shifts.refused.push(`${violatedDirective} ${blockedURI}`);
        });
      });
      await page.goto(course.origin + GALLERY, { waitUntil: "networkidle" });
      await readToTheEnd(page);
      const seen = () =>
        page.evaluate(() => {
          const { shifts, refused } = globalThis as unknown as Record<string, string[]>;
          return { shifts, refused };
        });
      expect(await seen()).toEqual({ shifts: [], refused: [] });
      const hand = new Hand(page, "mouse");
      for (const { id, wrong } of drivers) {
        const block = await openExercise(page, id);
        await wrong(hand, block);
        await hand.press(check(block));
      }
      expect((await seen()).refused).toEqual([]);
      expect(await overflow(page)).toBe(0);
    }, { viewport: { width: 320, height: 640 } });
  });

  it("reads without JavaScript: prompt, one variant, hints and solution", async () => {
    await course.visit(GALLERY, async (page) => {
      const blocks = await page.locator("[data-exercise]").all();
      expect(blocks.length).toBeGreaterThan(14);
      for (const block of blocks) {
        const id = await block.getAttribute("data-exercise");
        const prompt = await block.locator(".ex-prompt").innerText();
        expect([id, prompt.length > 40, /[{}]|undefined|NaN/.test(prompt)]).toEqual([
          id,
          true,
          false,
        ]);
        const folds = block.locator("details.ex-fold");
        const isPrediction = await block.getAttribute("data-kind") === "prediction";
        expect([id, await folds.count()]).toEqual([id, isPrediction ? 1 : 2]);
        for (const fold of await folds.all()) {
          await fold.locator("summary").click();
          expect((await fold.innerText()).length).toBeGreaterThan(30);
        }
      }
    }, { javaScriptEnabled: false });
  });
});
