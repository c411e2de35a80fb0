import type { UncitedReference } from "../bibliography/references.ts";
import type { ContentFolder } from "../schema/content_folder.ts";
import type { CoursePlan } from "../schema/course_file.ts";
import type { GlossaryEntry } from "../types.ts";
import type { CompiledLesson } from "./lesson.ts";
import type { SiteMap } from "./link_check.ts";
import type { CompiledPage } from "./page.ts";

/** Pages of the app that no Markdown file makes. */
const APP_PAGES = ["/", "/progress", "/review"];

/** The address of each file that makes a page, by its path in the content folder. */
export function siteAddresses({ lessons, pages }: ContentFolder): ReadonlyMap<string, string> {
  return new Map([
    ["glossary.yaml", "/glossary"],
    ["references.bib", "/references"],
    ...[...lessons.values()].map(({ lesson, slug }) => [lesson.name, `/lessons/${slug}`] as const),
    ...pages.map(({ name }) => [name, `/${name.replace(/^.*\/|\.md$/g, "")}`] as const),
  ]);
}

/** Every page with its anchors. */
export function siteMap(
  plan: CoursePlan,
  folder: ContentFolder,
  lessons: readonly CompiledLesson[],
  pages: readonly CompiledPage[],
  glossary: readonly GlossaryEntry[],
  references: readonly UncitedReference[],
): SiteMap {
  const pagesByPath = new Map<string, ReadonlySet<string>>([
    ...APP_PAGES.map((path) => [path, new Set<string>()] as const),
    ["/glossary", new Set(glossary.map(({ slug }) => slug))],
    ["/references", new Set(references.map(({ key }) => key))],
    ...pages.map(({ page, anchors }) => [`/${page.slug}`, anchors] as const),
    ...lessons.map(({ lesson, anchors }) => [`/lessons/${lesson.slug}`, anchors] as const),
  ]);
  const unknown = [...folder.lessons.keys()].map((slug) => `/lessons/${slug}`)
    .filter((path) => !pagesByPath.has(path));
  const listed = plan.units.flatMap((unit) => unit.lessons.map(({ slug }) => `/lessons/${slug}`));
  return {
    pages: pagesByPath,
    planned: new Set(listed.filter((path) => !pagesByPath.has(path))),
    unknown: new Set(unknown),
  };
}
