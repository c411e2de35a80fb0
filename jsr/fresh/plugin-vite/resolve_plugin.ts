import { join } from "node:path";
import type { Plugin } from "vite";
import type { DenoConfig } from "./deno_config.ts";

/** Resolves imports as Deno does: import map, `npm:`, and linked `jsr:` packages. */
export function resolvePlugin(config: () => DenoConfig): Plugin {
  return {
    name: "fresh:resolve",
    enforce: "pre",
    async resolveId(source, importer, options) {
      if (/^[./\0]/.test(source) || importer?.includes("/node_modules/")) return null;
      const target = config().resolve(source);
      if (target === null) return null;
      if (target.kind === "file") {
        return await this.resolve(target.path, importer, { ...options, skipSelf: true });
      }
      // From the project itself, whoever imports it: one copy of each package.
      const project = join(config().directory, "deno.json");
      return await this.resolve(target.specifier, project, { ...options, skipSelf: true });
    },
  };
}
