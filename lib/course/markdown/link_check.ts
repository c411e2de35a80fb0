import type { Report } from "../schema/problem.ts";
import type { PendingLink } from "./context.ts";

/** What links may lead to. */
export interface SiteMap {
  /** Pages by path, each with the anchors it has. */
  readonly pages: ReadonlyMap<string, ReadonlySet<string>>;
  /** Paths of lessons that are listed and not written. */
  readonly planned: ReadonlySet<string>;
  /** Paths of lessons that are written and could not be compiled. */
  readonly unknown: ReadonlySet<string>;
}

/**
 * Reports links inward that lead nowhere.
 *
 * @param links The links
 * @param site What they may lead to
 * @param report Receives every problem
 */
export function checkLinks(
  links: readonly PendingLink[],
  { pages, planned, unknown }: SiteMap,
  report: Report,
): void {
  for (const { path, anchor, span } of links) {
    const anchors = pages.get(path);
    if (unknown.has(path)) continue;
    if (!anchors) {
      const message = planned.has(path)
        ? `dead link: the lesson at ${path} is not written yet`
        : `dead link: there is no page ${path}`;
      report("link", span, message, { known: [...pages.keys()] });
    } else if (anchor && !anchors.has(anchor)) {
      report("link", span, `dead link: ${path} has no anchor "#${anchor}"`, {
        known: [...anchors].map((name) => `#${name}`),
      });
    }
  }
}
