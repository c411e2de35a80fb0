import type { Report } from "../schema/problem.ts";
import type { PendingLink } from "./context.ts";

/** Pages by path, each with the anchors it has. */
export type SiteMap = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Reports links inward that lead nowhere.
 *
 * @param links The links
 * @param site Every page there is
 * @param planned Paths of lessons that are listed and not written
 * @param report Receives every problem
 */
export function checkLinks(
  links: readonly PendingLink[],
  site: SiteMap,
  planned: ReadonlySet<string>,
  report: Report,
): void {
  for (const { path, anchor, span } of links) {
    const anchors = site.get(path);
    if (!anchors) {
      const message = planned.has(path)
        ? `dead link: the lesson at ${path} is not written yet`
        : `dead link: there is no page ${path}`;
      report("link", span, message, { known: [...site.keys()] });
    } else if (anchor && !anchors.has(anchor)) {
      report("link", span, `dead link: ${path} has no anchor "#${anchor}"`, {
        known: [...anchors].map((name) => `#${name}`),
      });
    }
  }
}
