import { readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import type { ViteDevServer } from "vite";
import { countProblems, formatProblem, formatProblems } from "../compile.ts";
import { type ContentStore, errorsOf } from "./content_store.ts";
import type { ContentModules } from "./modules.ts";

/** An editor saves several files at once, and some write a file twice. */
const PAUSE = 60;

/**
 * Recompiles when content changes: a sound course reloads the page, an unsound
 * one shows its problems over the page, which keeps the last sound course.
 *
 * @param server Vite's server
 * @param store The content
 * @param modules The modules to replace
 */
export function watchContent(
  server: ViteDevServer,
  store: ContentStore,
  modules: ContentModules,
): void {
  const { folder } = store;
  const { logger } = server.config;
  let timer: ReturnType<typeof setTimeout> | undefined;
  server.watcher.add(folder);
  server.watcher.on("all", (_, file) => {
    const path = relative(folder, file);
    if (path === "" || path.startsWith("..")) return;
    clearTimeout(timer);
    timer = setTimeout(() => void refresh().catch((error) => logger.error(String(error))), PAUSE);
  });
  server.httpServer?.once("close", () => clearTimeout(timer));
  // A page that is loaded while there are problems should say so too
  server.ws.on("connection", () => void store.compile().then(showErrors, () => {}));
  serveImages(server, store);

  async function refresh(): Promise<void> {
    store.invalidate();
    const { problems } = await store.compile();
    logger.info(`content: ${countProblems(problems)}`, { timestamp: true });
    for (const problem of problems) logger.warn(formatProblem(problem));
    if (errorsOf(problems).length > 0) return showErrors({ problems });
    for (const environment of Object.values(server.environments)) {
      for (const path of [modules.course, modules.machines]) {
        for (const module of environment.moduleGraph.getModulesByFile(path) ?? []) {
          environment.moduleGraph.invalidateModule(module);
        }
      }
      environment.hot.send({ type: "full-reload" });
    }
  }

  function showErrors(
    { problems }: Pick<Awaited<ReturnType<ContentStore["compile"]>>, "problems">,
  ) {
    const errors = errorsOf(problems);
    const [first] = errors;
    if (!first) return;
    server.environments.client?.hot.send({
      type: "error",
      err: {
        message: formatProblems(errors),
        stack: "",
        plugin: "course-content",
        id: first.file,
        loc: { file: first.file, line: first.line, column: first.column },
      },
    });
  }
}

/** In development, images come from the content folder. */
function serveImages(server: ViteDevServer, store: ContentStore): void {
  server.middlewares.use((request, response, next) => {
    const path = request.url?.split("?", 1)[0];
    if (!path?.startsWith("/assets/")) return next();
    store.sound().then(async (result) => {
      const image = result?.images.find(({ url }) => url === path);
      if (!image) return next();
      const bytes = await readFile(join(store.folder, image.path));
      const type = image.url.split(".").at(-1)?.replace("jpg", "jpeg");
      response.writeHead(200, { "content-type": `image/${type}` }).end(bytes);
    }).catch(next);
  });
}
