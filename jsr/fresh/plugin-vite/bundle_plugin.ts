import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Plugin } from "vite";
import { SERVER_ENTRY } from "./configure.ts";
import { listFiles, readManifest } from "./output.ts";
import type { Project } from "./project.ts";
import { writeServerEntry } from "./server_entry.ts";

const OUTPUT = JSON.stringify("__FRESH_OUTPUT__");

/** Writes the server's entry, and tells it what the client build made. */
export function bundlePlugin(get: () => Project): Plugin {
  return {
    name: "fresh:bundle",
    apply: "build",
    resolveId: (id) => (id === SERVER_ENTRY ? `\0${SERVER_ENTRY}` : null),
    load(id) {
      if (id !== `\0${SERVER_ENTRY}`) return null;
      const project = get();
      const addresses = readManifest(join(project.output, "client"), project.root);
      const styles = project.client.flatMap((file) => addresses(file).css);
      return writeServerEntry(project, addresses, { dev: false, styles, scripts: [] }, OUTPUT);
    },
    generateBundle: {
      order: "post",
      handler(_, bundle) {
        if (this.environment.name !== "ssr") return;
        const { output, static: staticFolder } = get();
        const client = join(output, "client");
        // Files that only the server's code imports are for browsers all the same.
        for (const [name, asset] of Object.entries(bundle)) {
          if (asset.type !== "asset") continue;
          delete bundle[name];
          if (name.endsWith(".css")) continue;
          mkdirSync(dirname(join(client, name)), { recursive: true });
          writeFileSync(join(client, name), asset.source);
        }
        const list = JSON.stringify(JSON.stringify(listFiles(client, staticFolder)));
        for (const chunk of Object.values(bundle)) {
          if (chunk.type === "chunk") chunk.code = chunk.code.replace(OUTPUT, () => list);
        }
      },
    },
  };
}
