/**
 * What every page owes its readers, measured in a real browser.
 *
 * @module
 */
import axe from "axe-core";
import type { Page } from "playwright-core";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * What axe finds wrong. The page must bypass its own policy for it.
 *
 * @param page A page.
 * @param within A selector of the part that is looked at; the whole page without it.
 */
export async function violations(page: Page, within?: string): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate(async ({ within, rules }) => {
    const { axe } = globalThis as unknown as { axe: typeof import("axe-core") };
    const { violations } = await axe.run(within ?? document, { runOnly: rules });
    return violations.map(({ id, nodes }) => ({ id, where: nodes.map(({ html }) => html) }));
  }, { within, rules: RULES });
  return found.map(({ id, where }) => `${id}: ${where.slice(0, 3).join(" | ")}`);
}

/** How far the page can be scrolled sideways, in pixels. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
}
