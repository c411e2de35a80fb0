/**
 * Brings a content folder into the build: compiles it, replaces the modules
 * that stand for the compiled course, and watches it in development.
 *
 * @module
 */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import process from "node:process";
import type { Plugin } from "vite";
import { type Edition, formatProblem, formatProblems } from "../compile.ts";
import { GALLERY_FILE } from "../gallery.ts";
import { ContentStore, errorsOf } from "./content_store.ts";
import { watchContent } from "./dev_server.ts";
import { clientMachinesModule, contentModules, courseModule, machinesModule } from "./modules.ts";

/** Options of {@linkcode contentPlugin}. */
export interface ContentPluginOptions {
  /** Path of the content folder. Default: `COURSE_CONTENT`, or `content`. */
  readonly contentDir?: string;
  /** Default: `COURSE_EDITION`, or `student`. */
  readonly edition?: Edition;
}

/**
 * Makes the Vite plugin.
 *
 * @param options Which folder, for whom
 * @returns The plugin; a build fails with every problem printed
 * @throws {RangeError} If `COURSE_EDITION` is neither `student` nor `instructor`
 *
 * @example
 * ```ts
 * import { contentPlugin } from "@/lib/course/plugin/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(contentPlugin({ contentDir: "content" }).name).toBe("course-content");
 * ```
 */
export function contentPlugin(options: ContentPluginOptions = {}): Plugin {
  const contentDir = options.contentDir ?? (process.env.COURSE_CONTENT || "content");
  const edition = options.edition ?? readEdition(process.env.COURSE_EDITION || "student");
  const store = new ContentStore({ contentDir, edition });
  let modules = contentModules(process.cwd());
  let isServing = false;
  let warned = false;
  return {
    name: "course-content",
    enforce: "pre",
    // Client and server are built from one compile
    sharedDuringBuild: true,
    configResolved(config) {
      modules = contentModules(config.root);
      isServing = config.command === "serve";
      // Authors see it as they write; readers of a build have no use for it
      const isWanted = process.env.COURSE_GALLERY ?? (isServing ? "1" : "0");
      const guide = resolve(config.root, GALLERY_FILE);
      if (isWanted === "1" && existsSync(guide)) store.addGallery(guide);
    },
    configureServer(server) {
      watchContent(server, store, modules);
    },
    async buildStart() {
      if (isServing) return;
      const { problems, files } = await store.compile();
      for (const file of files) this.addWatchFile(file);
      const errors = errorsOf(problems);
      // The problems say where they are: a stack would bury them
      if (errors.length > 0) this.error({ message: formatProblems(problems), stack: "" });
      if (!warned) { for (const problem of problems) this.warn(formatProblem(problem)); }
      warned = true;
    },
    watchChange(file) {
      // The development server waits for a pause first
      if (!isServing && file.startsWith(store.folder)) store.invalidate();
    },
    async load(id) {
      const path = id.split("?", 1)[0];
      if (path !== modules.course && path !== modules.machines) return null;
      const isClient = this.environment.config.consumer === "client";
      if (path === modules.course && isClient) {
        this.error(
          "lib/course/compiled.ts holds every lesson and must not reach the browser: " +
            "pass an island what it needs as props",
        );
      }
      const result = await store.sound();
      if (!result) {
        const { problems } = await store.compile();
        this.error(`The content has problems\n\n${formatProblems(errorsOf(problems))}`);
      }
      if (path === modules.course) return courseModule(result);
      return isClient ? clientMachinesModule(result) : machinesModule(result);
    },
    async generateBundle() {
      if (this.environment.config.consumer !== "client") return;
      const { images } = await store.compile();
      for (const { path, url } of images) {
        const source = await readFile(join(store.folder, path));
        this.emitFile({ type: "asset", fileName: url.slice(1), source });
      }
    },
  };
}

function readEdition(text: string): Edition {
  if (text === "student" || text === "instructor") return text;
  throw new RangeError(`COURSE_EDITION is "${text}": set it to student or instructor`);
}
