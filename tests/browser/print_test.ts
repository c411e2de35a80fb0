import { after, before, describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import type { Page } from "playwright-core";
import { HANDOUTS, LESSONS } from "@/tests/support/course_pages.ts";
import { overflow, violations } from "./access.ts";
import { allAwake, CourseBrowser, PHONE, ROOFLINE, wakeAll } from "./course.ts";
import { soon } from "./soon.ts";

const HANDOUT = "/handouts/the-roofline";
const NO_SCRIPT = { javaScriptEnabled: false };

/** What every exercise of the page asks, by id. Live, it has no hints and solutions beside it. */
function prompts(page: Page): Promise<Record<string, string>> {
  return page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll<HTMLElement>("[data-exercise]")].map((block) => [
        block.dataset.exercise,
        block.querySelector(".ex-prompt")?.textContent,
      ]),
    )
  );
}

/** What the handout asks to which a lesson links, once all of it has come from the server. */
async function handoutQuestions(page: Page): Promise<Record<string, string>> {
  await page.locator("[data-handout]").click();
  await page.waitForURL(`**${HANDOUT}*`);
  return await prompts(page);
}

/** How many exercises the page has, and how many of them are alive. */
function alive(page: Page): Promise<number[]> {
  return page.evaluate(() =>
    [".ex-live", ".ex-live[data-ready]"].map((s) => document.querySelectorAll(s).length)
  );
}

describe("A lesson on paper", () => {
  let course: CourseBrowser;
  before(async () => {
    course = await CourseBrowser.start();
  });
  after(() => course.stop());

  it("has the numbers of the class throughout, wherever the reader has been", async () => {
    let printed: Record<string, string> = {};
    await course.visit(`${ROOFLINE}?seed=monday`, async (page) => {
      await allAwake(page);
      expect(await page.evaluate(() => scrollY)).toBe(0);
      await page.emulateMedia({ media: "print" });
      printed = await prompts(page);
      await page.emulateMedia({ media: "screen" });
      expect(await handoutQuestions(page)).toEqual(printed);
      expect(new URL(page.url()).search).toBe("?seed=monday");
    });
    expect(Object.keys(printed).length).toBeGreaterThan(5);
    // The same from the server alone, also of those that are asked without the lesson's text, and
    // other numbers without the seed
    await course.visit(`${HANDOUT}?seed=monday`, async (page) => {
      expect(await prompts(page)).toEqual(printed);
    }, NO_SCRIPT);
    await course.visit(`${HANDOUT}?seed=monday&questions`, async (page) => {
      const alone = await prompts(page);
      expect(Object.keys(alone).length).toBeGreaterThan(5);
      expect(printed).toMatchObject(alone);
    }, NO_SCRIPT);
    await course.visit(HANDOUT, async (page) => {
      expect(await prompts(page)).not.toEqual(printed);
    }, NO_SCRIPT);
  });

  it("shows charts in the width of a sheet, however wide the window is", async () => {
    await course.visit(ROOFLINE, async (page) => {
      await page.emulateMedia({ media: "print" });
      const shown = await page.evaluate(() =>
        [...document.querySelectorAll(".fig-svg")].filter((svg) => svg.checkVisibility())
          .map((svg) => svg.classList.contains("fig-svg-middle"))
      );
      expect(shown.length).toBeGreaterThan(1);
      expect(shown).not.toContain(false);
    }, NO_SCRIPT);
  });

  it("has every question once, and no solution that the reader has not unfolded", async () => {
    await course.visit(ROOFLINE, async (page) => {
      const [all = 0, ready = 0] = await alive(page);
      expect(ready).toBeLessThan(all);
      await page.emulateMedia({ media: "print" });
      const asked = await page.locator("[data-exercise]").evaluateAll((blocks) =>
        blocks.map((block) => {
          const shown = (selector: string) =>
            [...block.querySelectorAll(selector)].filter((part) => part.checkVisibility()).length;
          return [shown(".ex-prompt"), shown(".ex-fold, .ex-hints > li, .ex-solution > *")];
        })
      );
      expect(asked.length).toBeGreaterThan(5);
      expect(asked.filter(([prompts, told]) => prompts !== 1 || told !== 0)).toEqual([]);
    });
    await course.visit(ROOFLINE, async (page) => {
      const solution = page.locator(".ex-fold").last();
      await solution.locator("summary").click();
      await page.emulateMedia({ media: "print" });
      expect(await solution.isVisible()).toBe(true);
      expect(await page.locator(".ex-fold >> visible=true").count()).toBe(1);
    }, NO_SCRIPT);
  });

  it("has no buttons but in what is moved, which keeps its shape", async () => {
    for (const path of ["/", "/quizzes/unit-1", LESSONS[0] ?? ""]) {
      await course.visit(path, async (page) => {
        await wakeAll(page);
        await page.emulateMedia({ media: "print" });
        const buttons = page.locator("main button:not(.term, .calc, .note-ref), main a.button");
        const shown = await buttons.evaluateAll((all) =>
          all.filter((button) => button.checkVisibility({ visibilityProperty: true }))
            .map((button) => button.className)
        );
        expect(shown.filter((name) => !name.includes("ex-chip"))).toEqual([]);
        for (const text of await page.locator(".ex-chip-text >> visible=true").all()) {
          expect((await text.boundingBox())?.width).toBeGreaterThan(80);
        }
      });
    }
  });

  it("has figures that fit on a sheet, and no sheet for the foot of the page alone", async () => {
    // A4 without its margins
    const sheet = { width: 672, height: 1001 };
    for (const path of LESSONS) {
      await course.visit(path, async (page) => {
        await page.emulateMedia({ media: "print" });
        for (const figure of await page.locator("figure >> visible=true").all()) {
          expect((await figure.boundingBox())?.height).toBeLessThan(sheet.height);
        }
      }, { ...NO_SCRIPT, viewport: sheet });
    }
    await course.visit("/review", async (page) => {
      const pdf = (await page.pdf({ format: "A4" })).toString("latin1");
      expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
    });
  });

  it("keeps headings with the lines below them, also where break-after is not known", async () => {
    await course.visit(ROOFLINE, async (page) => {
      await page.emulateMedia({ media: "print" });
      const lines = await page.locator(":is(.prose, .sources) > h2").evaluateAll((headings) =>
        headings.map((heading) => {
          const { bottom } = heading.getBoundingClientRect();
          const next = heading.nextElementSibling;
          const line = next ? parseFloat(getComputedStyle(next).lineHeight) : NaN;
          const isWhole = getComputedStyle(heading).breakInside === "avoid";
          return isWhole ? (bottom - (next?.getBoundingClientRect().top ?? NaN)) / line : 0;
        })
      );
      expect(lines.length).toBeGreaterThan(3);
      for (const kept of lines) expect(kept).toBeGreaterThan(2);
    }, NO_SCRIPT);
  });

  it("is printed by its button once every exercise is alive", async () => {
    await course.visit(ROOFLINE, async (page) => {
      const [all = 0, before = 0] = await alive(page);
      expect(before).toBeLessThan(all);
      await page.evaluate(() => {
        globalThis.print = () => {
          document.body.dataset.printed = String(
            document.querySelectorAll(".ex-live[data-ready]").length,
          );
        };
        document.querySelector<HTMLElement>("[data-print]")?.click();
      });
      await page.locator("[data-printed]").waitFor();
      expect(await page.locator("body").getAttribute("data-printed")).toBe(String(all));
    });
  });

  it("comes alive when the browser prints it, for the next time at the latest", async () => {
    await course.visit(ROOFLINE, async (page) => {
      await page.pdf({ format: "A4" });
      await allAwake(page);
    });
  });

  it("without JavaScript is the server's throughout, and offers the handout only", async () => {
    await course.visit(`${ROOFLINE}?seed=monday`, async (page) => {
      const seeded = await prompts(page);
      expect(await page.locator("[data-print]").isVisible()).toBe(false);
      expect(await handoutQuestions(page)).toEqual(seeded);
    }, NO_SCRIPT);
  });
});

describe("A handout", () => {
  let course: CourseBrowser;
  before(async () => {
    course = await CourseBrowser.start();
  });
  after(() => course.stop());

  it("is asked for by a form that needs no script", async () => {
    await course.visit(HANDOUT, async (page) => {
      await page.getByLabel("Seed of the class").fill("friday & co");
      await page.getByLabel("Key on pages of its own").check();
      await page.getByRole("button", { name: "Show" }).click();
      await soon(() => page.getByRole("heading", { name: "Key" }).count()).toBe(1);
      await soon(() => page.locator("article .meta").first().innerText()).toContain("friday & co");
      await soon(() => page.getByLabel("Seed of the class").inputValue()).toBe("friday & co");
    }, NO_SCRIPT);
  });

  it("prints without what is for the screen, with room to write, the key on a new page", async () => {
    await course.visit(`${HANDOUT}?key`, async (page) => {
      await page.emulateMedia({ media: "print" });
      for (const hidden of [".site-header", ".site-footer", ".handout-form", ".fig-tools"]) {
        expect(await page.locator(hidden).first().isVisible()).toBe(false);
      }
      expect(await page.locator("figure svg[role=img] >> visible=true").count()).toBeGreaterThan(3);
      for (const room of await page.locator(".handout-room").all()) {
        expect((await room.boundingBox())?.height).toBeGreaterThan(60);
      }
      const broken = await page.locator(".handout-key, .ex-after").evaluateAll((parts) =>
        parts.map((part) => getComputedStyle(part).breakBefore)
      );
      expect(new Set(broken)).toEqual(new Set(["page"]));
      expect(await overflow(page)).toBeLessThanOrEqual(0);
    });
  });

  for (const path of HANDOUTS) {
    it(`${path} with its key fits a narrow screen and breaks no rule of accessibility`, async () => {
      await course.visit(`${path}?seed=monday&key`, async (page) => {
        const ids = await page.evaluate(() =>
          [...document.querySelectorAll("[id]")].map(({ id }) => id)
        );
        expect(ids.filter((id, i) => ids.indexOf(id) < i)).toEqual([]);
        expect(await violations(page)).toEqual([]);
        await page.emulateMedia({ colorScheme: "dark" });
        expect(await violations(page)).toEqual([]);
        await page.setViewportSize({ ...PHONE, width: 320 });
        expect(await overflow(page)).toBeLessThanOrEqual(0);
      }, { bypassCSP: true });
    });
  }
});

describe("Without JavaScript", () => {
  let course: CourseBrowser;
  before(async () => {
    course = await CourseBrowser.start();
  });
  after(() => course.stop());

  it("the page of progress says why it knows nothing, and lists the course", async () => {
    await course.visit("/progress", async (page) => {
      const said = await page.locator("main").innerText();
      expect(said).toContain("kept in this browser by JavaScript");
      expect(said).not.toMatch(/\d+ of \d+|solved\.|nothing is due|not begun|\bmet\b/);
      for (const control of await page.locator("main :is(button, input)").all()) {
        expect(await control.isVisible()).toBe(false);
      }
      expect(await page.locator("[data-lesson='the-roofline']").innerText())
        .toMatch(/The roofline\s+\d+ exercises/);
      await page.locator("[data-lesson='the-roofline'] summary").click();
      expect(await page.locator("[data-lesson='the-roofline'] .ex-list a").count())
        .toBeGreaterThan(4);
    }, NO_SCRIPT);
  });
});
