import { join } from "node:path";
import type { Plugin } from "vite";
import type { Project } from "./project.ts";

/** Resolves imports as Deno does: import map, `npm:`, and linked `jsr:` packages. */
export function resolvePlugin(get: () => Project): Plugin {
  return {
    name: "fresh:resolve",
    enforce: "pre",
    async resolveId(source, importer, options) {
      if (/^[./\0]/.test(source) || importer?.includes("/node_modules/")) return null;
      const { deno } = get();
      const target = deno.resolve(source);
      if (target === null) return null;
      // A package comes from the project itself, whoever imports it: one copy of each.
      const [id, from] = target.kind === "file"
        ? [target.path, importer]
        : [target.specifier, join(deno.directory, "deno.json")];
      return await this.resolve(id, from, { ...options, skipSelf: true });
    },
  };
}
