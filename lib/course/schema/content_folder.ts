/**
 * Reads a content folder: which files there are, and their texts.
 *
 * @module
 */
import { readdir, readFile } from "node:fs/promises";
import { isAbsolute, join, relative, resolve } from "node:path";
import { withinLimits } from "./limits.ts";
import type { Report } from "./problem.ts";
import { SourceFile } from "./source.ts";

/** A lesson's folder. */
export interface LessonFolder {
  readonly slug: string;
  readonly lesson: SourceFile;
  readonly exercises: SourceFile | undefined;
}

/** The files of a content folder. */
export interface ContentFolder {
  readonly course: SourceFile | undefined;
  readonly glossary: SourceFile | undefined;
  readonly references: SourceFile | undefined;
  readonly machines: SourceFile | undefined;
  readonly memoryLevels: SourceFile | undefined;
  /** By slug. */
  readonly lessons: ReadonlyMap<string, LessonFolder>;
  readonly pages: readonly SourceFile[];
  /** Paths of images within the content folder. */
  readonly images: readonly string[];
  /** Every text that was read. */
  readonly files: readonly SourceFile[];
}

const IMAGE = /\.(png|jpe?g|webp|avif|gif)$/i;

/**
 * Reads a content folder.
 *
 * @param root Its path
 * @param report Receives what is missing
 * @returns Its files
 */
export async function readContentFolder(root: string, report: Report): Promise<ContentFolder> {
  const shown = shownPath(root);
  const paths = (await listFiles(root, "")).sort();
  const texts = paths.filter((path) => /\.(md|ya?ml|bib|csv)$/.test(path) && isUsed(path));
  const files = new Map(
    await Promise.all(texts.map(async (path) => {
      const text = await readFile(join(root, path), "utf8");
      const file = new SourceFile(`${shown}/${path}`, text, path);
      return [path, path.startsWith("data/") ? file : withinLimits(file, report)] as const;
    })),
  );
  const needed = (path: string) => {
    const file = files.get(path);
    if (!file) {
      const missing = new SourceFile(`${shown}/${path}`, "", path);
      report("missing-file", missing.span(0), "there is no such file", {
        fix: paths.length === 0 ? "is this the content folder?" : "see docs/authoring.md",
      });
    }
    return file;
  };
  return {
    course: needed("course.yaml"),
    glossary: files.get("glossary.yaml"),
    references: files.get("references.bib"),
    machines: needed("data/machines.csv"),
    memoryLevels: files.get("data/memory_levels.csv"),
    lessons: lessonFolders(files, report),
    pages: [...files].filter(([path]) => /^pages\/[^/]+\.md$/.test(path)).map(([, file]) => file),
    images: paths.filter((path) => IMAGE.test(path)),
    files: [...files.values()],
  };
}

/** Files the course is made of; an author may keep others beside them. */
function isUsed(path: string): boolean {
  return /^(course\.yaml|glossary\.yaml|references\.bib|data\/(machines|memory_levels)\.csv)$/
    .test(path) ||
    /^pages\/[^/]+\.md$/.test(path) || /^lessons\/[^/]+\/(lesson\.md|exercises\.yaml)$/.test(path);
}

function lessonFolders(
  files: ReadonlyMap<string, SourceFile>,
  report: Report,
): ReadonlyMap<string, LessonFolder> {
  const folders = new Map<string, LessonFolder>();
  for (const [path, lesson] of files) {
    const [, name = ""] = /^lessons\/([^/]+)\/lesson\.md$/.exec(path) ?? [];
    if (!name) continue;
    const slug = name.replace(/^\d+-/, "");
    const other = folders.get(slug);
    if (other) {
      report("duplicate-id", lesson.span(0), `the lesson "${slug}" has two folders`, {
        fix: `the other is ${other.lesson.path}`,
      });
      continue;
    }
    folders.set(slug, { slug, lesson, exercises: files.get(`lessons/${name}/exercises.yaml`) });
  }
  return folders;
}

async function listFiles(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch((error) => {
    if (folder === "" && error instanceof Error && "code" in error && error.code === "ENOENT") {
      return [];
    }
    throw error;
  });
  const lists = await Promise.all(entries.map((entry) => {
    const path = folder ? `${folder}/${entry.name}` : entry.name;
    if (entry.name.startsWith(".")) return [];
    if (entry.isDirectory()) return listFiles(root, path);
    return entry.isFile() ? [path] : [];
  }));
  return lists.flat();
}

/** The folder as its author would write it. */
function shownPath(root: string): string {
  const path = relative("", resolve(root));
  return path === "" ? "." : path.startsWith("..") || isAbsolute(path) ? resolve(root) : path;
}
