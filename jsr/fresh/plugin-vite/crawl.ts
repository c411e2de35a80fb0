import { existsSync, readdirSync } from "node:fs";
import { join, parse, relative, sep } from "node:path";

/** Where a project keeps its parts, as absolute paths. */
export interface Folders {
  readonly routes: string;
  readonly islands: string;
  readonly ignore: readonly RegExp[];
}

/** A file of `routes/`: its place in the URL, and its path. */
export interface CrawledRoute {
  /** Such as `/lessons/[slug]`. */
  readonly path: string;
  readonly file: string;
}

const SOURCE = /\.[jt]sx?$/;
const TEST = /[._]test\.[jt]sx?$/;

/** Finds the routes, without the folders in parentheses and underscore. */
export function crawlRoutes(folders: Folders): CrawledRoute[] {
  return sources(folders.routes, folders.ignore)
    .map((file) => {
      const { dir, name } = parse(relative(folders.routes, file));
      return { path: `/${[...dir.split(sep), name].filter(Boolean).join("/")}`, file };
    })
    .filter(({ path }) => !/\/\(_[^/]*\)\//.test(path));
}

/** Finds the files of islands: the islands folder, and `(_islands)` among the routes. */
export function crawlIslands(folders: Folders): string[] {
  const local = sources(folders.routes, folders.ignore)
    .filter((file) => relative(folders.routes, file).split(sep).includes("(_islands)"));
  return [...sources(folders.islands, folders.ignore), ...local];
}

/** Whether a file is part of what is crawled. */
export function isCrawled(file: string, { routes, islands }: Folders): boolean {
  return SOURCE.test(file) && (file.startsWith(routes + sep) || file.startsWith(islands + sep));
}

function sources(folder: string, ignore: readonly RegExp[]): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => SOURCE.test(file) && !TEST.test(file) && !file.endsWith(".d.ts"))
    .filter((file) => !ignore.some((pattern) => pattern.test(file)))
    .sort();
}
