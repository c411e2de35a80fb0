import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Plugin } from "vite";
import { SERVER_ENTRY } from "./configure.ts";
import { crawlIslands, crawlRoutes } from "./crawl.ts";
import type { Project } from "./mod.ts";
import { ClientOutput, listFiles } from "./output.ts";
import { writeServerEntry } from "./server_entry.ts";

const OUTPUT = "__FRESH_OUTPUT__";

/** Writes the server's entry, and tells it what the client build made. */
export function bundlePlugin(get: () => Project): Plugin {
  let base = "/";
  return {
    name: "fresh:bundle",
    apply: "build",
    configResolved(config) {
      base = config.base;
    },
    resolveId(id) {
      return id === SERVER_ENTRY ? `\0${SERVER_ENTRY}` : null;
    },
    load(id) {
      if (id !== `\0${SERVER_ENTRY}`) return null;
      const project = get();
      const client = new ClientOutput(join(project.output, "client"), project.root, base);
      return writeServerEntry({
        dev: false,
        main: project.main,
        routes: crawlRoutes(project),
        islands: crawlIslands(project)
          .map((file) => ({ file, addresses: client.addresses(file) })),
        runtime: client.addresses(project.runtime),
        styles: existsSync(project.client) ? client.addresses(project.client).css : [],
        scripts: [],
        output: JSON.stringify(OUTPUT),
      });
    },
    generateBundle: {
      order: "post",
      handler(_, bundle) {
        if (this.environment.name !== "ssr") return;
        const project = get();
        const directory = join(project.output, "client");
        // Files that only the server's code imports are for browsers all the same.
        for (const [name, asset] of Object.entries(bundle)) {
          if (asset.type !== "asset") continue;
          delete bundle[name];
          if (name.endsWith(".css") || name.startsWith(".vite/")) continue;
          const path = join(directory, name);
          mkdirSync(dirname(path), { recursive: true });
          writeFileSync(path, asset.source);
        }
        const output = JSON.stringify(JSON.stringify(listFiles(directory, project.static, base)));
        for (const chunk of Object.values(bundle)) {
          if (chunk.type === "chunk") {
            chunk.code = chunk.code.replace(JSON.stringify(OUTPUT), () => output);
          }
        }
      },
    },
  };
}
