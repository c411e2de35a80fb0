import { existsSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { relative, sep } from "node:path";
import { Readable } from "node:stream";
import { isRunnableDevEnvironment, type Plugin, type ViteDevServer } from "vite";
import { SERVER_ENTRY } from "./configure.ts";
import { crawlIslands, crawlRoutes, isCrawled } from "./crawl.ts";
import type { Project } from "./mod.ts";
import { writeServerEntry } from "./server_entry.ts";

const ENTRY_ID = `\0${SERVER_ENTRY}`;

interface ServerEntry {
  readonly default: { fetch(request: Request): Promise<Response> };
}

/** Serves the app from its sources. */
export function devPlugin(get: () => Project): Plugin {
  return {
    name: "fresh:dev",
    apply: "serve",
    resolveId(id) {
      return id === SERVER_ENTRY ? ENTRY_ID : null;
    },
    load(id) {
      if (id !== ENTRY_ID) return null;
      const project = get();
      const addresses = (file: string) => ({
        url: toUrl(file, project.root),
        css: [],
        preload: [],
      });
      const client = existsSync(project.client) ? [toUrl(project.client, project.root)] : [];
      return writeServerEntry({
        dev: true,
        main: project.main,
        routes: crawlRoutes(project),
        islands: crawlIslands(project).map((file) => ({ file, addresses: addresses(file) })),
        runtime: addresses(project.runtime),
        styles: [],
        scripts: ["/@vite/client", ...client],
        output: JSON.stringify(JSON.stringify({ id: "", files: [] })),
      });
    },
    configureServer(server) {
      const changed = (file: string) => {
        if (isCrawled(file, get())) restart(server);
      };
      server.watcher.on("add", changed).on("unlink", changed);
      const serve =
        (page: boolean) => (req: IncomingMessage, res: ServerResponse, next: () => void) => {
          // A page comes before a module of the same name; all else after Vite's own files.
          if (page && !req.headers.accept?.includes("text/html")) return next();
          answer(server, req, res).catch((error) => fail(error, res));
        };
      server.middlewares.use(serve(true));
      return () => void server.middlewares.use(serve(false));
    },
    hotUpdate({ file, modules, server }) {
      if (this.environment.name !== "ssr" || modules.length === 0) return;
      const shared = server.environments.client.moduleGraph.getModulesByFile(file);
      if (!shared?.size) server.environments.client.hot.send({ type: "full-reload" });
    },
  };
}

async function answer(
  server: ViteDevServer,
  req: IncomingMessage & { originalUrl?: string },
  res: ServerResponse,
) {
  const environment = server.environments.ssr;
  if (!isRunnableDevEnvironment(environment)) throw new Error("Vite cannot run the server's code");
  const entry = await environment.runner.import<ServerEntry>(SERVER_ENTRY);
  const url = new URL(
    req.originalUrl ?? req.url ?? "/",
    `http://${req.headers.host ?? "localhost"}`,
  );
  const hasBody = req.method !== "GET" && req.method !== "HEAD";
  const request = new Request(url, {
    method: req.method ?? "GET",
    headers: new Headers(
      Object.entries(req.headers).flatMap(([name, value]) =>
        [value ?? []].flat().map((item): [string, string] => [name, item])
      ),
    ),
    ...(hasBody && { body: Readable.toWeb(req) as ReadableStream<Uint8Array<ArrayBuffer>> }),
  });
  const response = await entry.default.fetch(request);
  res.writeHead(response.status, response.statusText, Object.fromEntries(response.headers));
  if (response.body) { for await (const chunk of response.body) res.write(chunk); }
  res.end();
}

/** Shows what is wrong, and reloads once it is mended. */
function fail(error: unknown, res: ServerResponse): void {
  console.error(error);
  const text = error instanceof Error ? error.stack ?? error.message : String(error);
  const html = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  res.writeHead(500, { "content-type": "text/html; charset=utf-8" });
  res.end(`<script type="module" src="/@vite/client"></script><pre>${html}</pre>`);
}

function restart(server: ViteDevServer): void {
  const { ssr, client } = server.environments;
  const module = ssr?.moduleGraph.getModuleById(ENTRY_ID);
  if (module) ssr?.moduleGraph.invalidateModule(module);
  client?.hot.send({ type: "full-reload" });
}

function toUrl(file: string, root: string): string {
  const path = relative(root, file);
  return path.startsWith("..") ? `/@fs${file}` : `/${path.split(sep).join("/")}`;
}
