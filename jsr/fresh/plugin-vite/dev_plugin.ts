import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, relative, sep } from "node:path";
import { Readable } from "node:stream";
import {
  type EnvironmentModuleNode,
  isRunnableDevEnvironment,
  type Plugin,
  type ViteDevServer,
} from "vite";
import { SERVER_ENTRY } from "./configure.ts";
import type { Project } from "./project.ts";
import { writeServerEntry } from "./server_entry.ts";

const ENTRY_ID = `\0${SERVER_ENTRY}`;
const EMPTY = JSON.stringify(JSON.stringify({ id: "", files: [] }));

/** Serves the app from its sources. */
export function devPlugin(get: () => Project): Plugin {
  let server: ViteDevServer;
  const reload = () => server.environments.client.hot.send({ type: "full-reload" });
  return {
    name: "fresh:dev",
    apply: "serve",
    resolveId: (id) => (id === SERVER_ENTRY ? ENTRY_ID : null),
    async load(id) {
      if (id !== ENTRY_ID) return null;
      const project = get();
      const address = (file: string) => ({ url: toUrl(file, project), css: [], preload: [] });
      const clients = project.client.map((file) => toUrl(file, project));
      const styles = (await Promise.all(clients.map((url) => findStyles(server, url)))).flat();
      const scripts = ["/@vite/client", ...clients];
      return writeServerEntry(project, address, { dev: true, styles, scripts }, EMPTY);
    },
    /** Lets an island take a new version of itself, and of what only islands import. */
    transform(code, id) {
      if (this.environment.name !== "client" || !get().islands().includes(id)) return null;
      const url = JSON.stringify(toUrl(id, get()));
      return (
        `${code}\nimport.meta.hot?.accept((module) => module && dispatchEvent(` +
        `new CustomEvent("fresh:update", { detail: { url: ${url}, module } })));`
      );
    },
    hotUpdate({ modules }) {
      if (this.environment.name !== "ssr") return;
      const islands = new Set(get().islands());
      if (modules.some((module) => reachesPage(module, islands, new Set()))) reload();
    },
    configureServer(created) {
      server = created;
      server.watcher.on("all", (event, file) => {
        if (event === "change" || !get().includes(file)) return;
        const graph = server.environments.ssr.moduleGraph;
        const entry = graph.getModuleById(ENTRY_ID);
        if (entry) graph.invalidateModule(entry);
        reload();
      });
      // A page comes before a module of the same name; all else after Vite's own files.
      server.middlewares.use((req, res, next) => {
        const isPage = req.headers.accept?.includes("text/html");
        if (isPage && !extname(new URL(req.url ?? "", "http://x").pathname)) {
          answer(server, req, res);
        } else next();
      });
      return () => server.middlewares.use((req, res) => answer(server, req, res));
    },
  };
}

async function answer(
  server: ViteDevServer,
  req: IncomingMessage & { originalUrl?: string | undefined },
  res: ServerResponse,
): Promise<void> {
  try {
    const environment = server.environments.ssr;
    if (!isRunnableDevEnvironment(environment)) throw new Error("Vite cannot run server code");
    const entry = await environment.runner.import(SERVER_ENTRY);
    const url = new URL(req.originalUrl ?? "/", `http://${req.headers.host ?? "localhost"}`);
    const headers = new Headers();
    for (const [name, value] of Object.entries(req.headers)) headers.set(name, String(value));
    const method = req.method ?? "GET";
    const body = method === "GET" || method === "HEAD" ? null : Readable.toWeb(req);
    const response: Response = await entry.default.fetch(
      new Request(url, { method, headers, body: body as BodyInit | null }),
    );
    res.writeHead(response.status, Object.fromEntries(response.headers));
    if (response.body) { for await (const chunk of response.body) res.write(chunk); }
    res.end();
  } catch (error) {
    console.error(error);
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const html = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
    res.writeHead(500, { "content-type": "text/html; charset=utf-8" });
    // Vite's client reloads the page once the error is mended.
    res.end(`<script type="module" src="/@vite/client"></script><pre>${html}</pre>`);
  }
}

/** Whether a page of the server depends on a module, other than by its islands. */
function reachesPage(
  module: EnvironmentModuleNode,
  islands: ReadonlySet<string>,
  seen: Set<EnvironmentModuleNode>,
): boolean {
  if (module.id === ENTRY_ID) return true;
  if (seen.has(module) || islands.has(module.file ?? "")) return false;
  seen.add(module);
  return [...module.importers].some((importer) => reachesPage(importer, islands, seen));
}

/** Finds the style sheets of a module, so that pages have them before scripts run. */
async function findStyles(server: ViteDevServer, url: string): Promise<string[]> {
  const { client } = server.environments;
  await client.transformRequest(url);
  const module = await client.moduleGraph.getModuleByUrl(url);
  return [...(module?.importedModules ?? [])]
    .map(({ url }) => url)
    .filter((url) => /\.css(\?|$)/.test(url));
}

function toUrl(file: string, { root }: Project): string {
  const path = relative(root, file);
  return path.startsWith("..") ? `/@fs${file}` : `/${path.split(sep).join("/")}`;
}
