/**
 * Exercises of the gallery in a real browser.
 *
 * @module
 */
import type { Locator, Page } from "playwright-core";
import { violations } from "./access.ts";

/** An exercise, brought into view and alive. */
export async function openExercise(page: Page, id: string): Promise<Locator> {
  const block = page.locator(`[data-exercise="${id}"]`);
  await block.scrollIntoViewIfNeeded();
  await block.locator("[data-ready=true]").waitFor();
  return block;
}

/** What axe finds wrong within an exercise. The page must bypass its own policy for it. */
export async function violationsIn(block: Locator): Promise<string[]> {
  const id = await block.getAttribute("data-exercise");
  return await violations(block.page(), `[data-exercise="${id}"]`);
}

/** How far an exercise and its static form differ in height: what lies below would move by it. */
export async function growth(page: Page, id: string): Promise<number> {
  const block = page.locator(`[data-exercise="${id}"]`);
  const before = await block.evaluate((element) => (element as HTMLElement).offsetHeight);
  await openExercise(page, id);
  await page.waitForTimeout(300);
  return await block.evaluate((element) => (element as HTMLElement).offsetHeight) - before;
}

/** Ids that a page has more than once. */
export function doubledIds(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
    return ids.filter((id, i) => ids.indexOf(id) < i);
  });
}
