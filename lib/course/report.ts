/**
 * The address under which a reader reports what is wrong with an exercise.
 *
 * @module
 */
import type { Site } from "./types.ts";

/** What a report names. */
export interface ReportedExercise {
  readonly id: string;
  readonly version: number;
  /** The seed of the variant. */
  readonly seed: number;
  /** The address of the page. */
  readonly page: string;
}

/** What `{…}` in a template may name. */
export const reportPlaces = ["title", "body", "id", "version", "seed", "page"] as const;

/**
 * The template of a course: its own, or the issue form of its repository on GitHub or GitLab.
 *
 * @param site The site
 * @returns An address with places for {@linkcode reportAddress} to fill, or `undefined`
 *
 * @example
 * ```ts
 * import { reportTemplate } from "@/lib/course/report.ts";
 * import { expect } from "@std/expect";
 *
 * expect(reportTemplate({ report: "mailto:a@example.org?subject={title}" }))
 *   .toBe("mailto:a@example.org?subject={title}");
 * expect(reportTemplate({})).toBeUndefined();
 * ```
 */
export function reportTemplate(
  { report, repository }: Pick<Site, "report" | "repository">,
): string | undefined {
  if (report) return report;
  const base = repository?.replace(/\/+$/, "");
  if (!base) return undefined;
  const { hostname } = new URL(base);
  if (hostname === "github.com") return `${base}/issues/new?title={title}&body={body}`;
  if (hostname === "gitlab.com") {
    return `${base}/-/issues/new?issue[title]={title}&issue[description]={body}`;
  }
  return undefined;
}

/**
 * Fills a template in.
 *
 * @param template What {@linkcode reportTemplate} gave
 * @param exercise What the report is about
 * @returns The address, with every part escaped
 *
 * @example
 * ```ts
 * import { reportAddress } from "@/lib/course/report.ts";
 * import { expect } from "@std/expect";
 *
 * const exercise = { id: "roofline/ridge", version: 2, seed: 7, page: "https://example.org/x" };
 * expect(reportAddress("mailto:a@example.org?subject={title}", exercise))
 *   .toBe("mailto:a@example.org?subject=Problem%20with%20roofline%2Fridge");
 * ```
 */
export function reportAddress(template: string, exercise: ReportedExercise): string {
  const { id, version, seed, page } = exercise;
  const values: Readonly<Record<(typeof reportPlaces)[number], string>> = {
    id,
    version: String(version),
    seed: String(seed),
    page,
    title: `Problem with ${id}`,
    body: `\n\nExercise ${id}, version ${version}, seed ${seed}\n${page}\n`,
  };
  return template.replace(
    /\{(\w+)\}/g,
    (place, name: string) => {
      const known = reportPlaces.find((found) => found === name);
      return known ? encodeURIComponent(values[known]) : place;
    },
  );
}
