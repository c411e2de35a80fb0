/**
 * The walk of the tiling figure, on the lesson that has one.
 *
 * @module
 */
import { after, before, describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import type { Locator, Page } from "playwright-core";
import { CourseBrowser, PHONE } from "./course.ts";
import { soon } from "./soon.ts";

const lesson = await lessonWith('name="tiling"');

/** The path of the first lesson whose text has some words; none while it is not written. */
async function lessonWith(words: string): Promise<string | undefined> {
  const root = new URL("../../content/lessons/", import.meta.url);
  for await (const { name } of Deno.readDir(root)) {
    const text = await Deno.readTextFile(new URL(`${name}/lesson.md`, root)).catch(() => "");
    if (text.includes(words)) return `/lessons/${name.replace(/^\d+-/, "")}`;
  }
  return undefined;
}

/** The first figure with a walk, alive. */
async function openFigure(page: Page): Promise<Locator> {
  const figure = page.locator("figure:has(.fig-playback)").first();
  await figure.scrollIntoViewIfNeeded();
  await figure.locator(".fig-body[data-live=true]").waitFor();
  return figure;
}

const button = (figure: Locator, name: string | RegExp) =>
  figure.getByRole("button", { name, exact: typeof name === "string" });

const step = async (figure: Locator) =>
  Number(await figure.getByLabel("Step", { exact: true }).inputValue());

const goTo = (figure: Locator, at: number) =>
  figure.getByLabel("Step", { exact: true }).evaluate((input, at) => {
    (input as HTMLInputElement).value = String(at);
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }, at);

describe("The walk of the tiling figure", { skip: lesson === undefined }, () => {
  let course: CourseBrowser;
  before(async () => {
    course = await CourseBrowser.start();
  });
  after(() => course.stop());
  const path = lesson ?? "/";

  it("plays, pauses, and stops by itself at the end", async () => {
    await course.visit(path, async (page) => {
      const figure = await openFigure(page);
      await button(figure, "Restart").click();
      await soon(() => step(figure)).toBe(0);
      await button(figure, "Play").click();
      await page.waitForFunction(
        (input) => Number((input as HTMLInputElement).value) > 0,
        await figure.getByLabel("Step", { exact: true }).elementHandle(),
      );
      await button(figure, "Pause").click();
      await button(figure, "Play").waitFor();
      const paused = await step(figure);
      await page.waitForTimeout(600);
      expect(await step(figure)).toBe(paused);
      const last = Number(await figure.getByLabel("Step", { exact: true }).getAttribute("max"));
      await goTo(figure, last - 2);
      await button(figure, "Play").click();
      await button(figure, "Play").waitFor();
      await soon(() => step(figure)).toBe(last);
      // From the end it begins anew
      await button(figure, "Play").click();
      await button(figure, "Pause").click();
      await soon(() => step(figure)).toBeLessThan(last);
    });
  });

  it("says where it came to rest, and nothing on the way", async () => {
    await course.visit(path, async (page) => {
      const figure = await openFigure(page);
      const said = figure.locator(".fig-playback [aria-live]");
      await button(figure, "Restart").click();
      await button(figure, "Play").click();
      await page.waitForTimeout(1800);
      expect(await said.textContent()).toBe("");
      await button(figure, "Pause").click();
      await soon(() => said.textContent()).toMatch(/^After \d+ of .* misses so far/s);
    });
  });

  it("goes in stages, and only when asked, for those who want no motion", async () => {
    await course.visit(path, async (page) => {
      const figure = await openFigure(page);
      expect(await button(figure, "Play").count()).toBe(0);
      await button(figure, "Restart").click();
      await button(figure, "Next tile").click();
      await soon(() => step(figure)).toBeGreaterThan(1);
      const first = await step(figure);
      await page.waitForTimeout(800);
      expect(await step(figure)).toBe(first);
    }, { reducedMotion: "reduce" });
  });

  it("has its drawing right above its buttons on a phone", async () => {
    await course.visit(path, async (page) => {
      const figure = await openFigure(page);
      const drawing = await figure.locator(".fig-drawing-walk").boundingBox();
      const buttons = await figure.locator(".fig-playback").boundingBox();
      const gap = (buttons?.y ?? 0) - ((drawing?.y ?? 0) + (drawing?.height ?? 0));
      expect(gap).toBeGreaterThanOrEqual(0);
      expect(gap).toBeLessThan(40);
    }, { viewport: PHONE });
  });

  it("moves its tile by keyboard, and leaves the walk where it is", async () => {
    await course.visit(path, async (page) => {
      const figure = await openFigure(page);
      const before = await step(figure);
      const handle = figure.locator("[data-handle=tile]");
      await handle.press("Home");
      const finding = figure.locator(".fig-title");
      await soon(() => finding.textContent()).toContain("Without tiles");
      await handle.press("ArrowRight");
      await soon(() => finding.textContent()).toMatch(/tiles of 2.×.2/);
      expect(await step(figure)).toBe(before);
    });
  });
});
