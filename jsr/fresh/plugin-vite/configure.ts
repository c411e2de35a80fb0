import { existsSync, rmSync } from "node:fs";
import { dirname, join, parse } from "node:path";
import type { UserConfig } from "vite";
import { crawlIslands } from "./crawl.ts";
import type { Project } from "./mod.ts";

/** The name under which the server's entry is imported. */
export const SERVER_ENTRY = "fresh:server";

// What every page with islands needs, in one file.
const RUNTIME = /\/node_modules\/(preact|@preact\/[^/]+|devalue)\/|^\0vite\/preload-helper/;
const SHARED = ["preact", "@preact/signals", "devalue"];

/** Vite's configuration for a project: two environments, built one after the other. */
export function configure(project: Project, isBuild: boolean): UserConfig {
  const { root, deno, output } = project;
  const core = dirname(project.runtime);
  const islands = crawlIslands(project);
  const client = existsSync(project.client) ? [project.client] : [];
  // Vite takes the names of the files from the keys, which must differ.
  const inputs = Object.fromEntries([
    ["fresh-runtime", project.runtime],
    ...client.map((file) => ["client", file]),
    ...islands.map((file, i) => [`islands/${i}/${parse(file).name}`, file]),
  ]);
  return {
    appType: "custom",
    publicDir: project.static,
    cacheDir: join(deno.directory, "node_modules", ".vite"),
    esbuild: { jsx: "automatic", jsxImportSource: "preact" },
    resolve: { dedupe: SHARED },
    server: {
      fs: { allow: [root, deno.directory, ...deno.links] },
      watch: { ignored: [join(output, "**")] },
    },
    environments: {
      client: {
        build: {
          outDir: join(output, "client"),
          emptyOutDir: false,
          manifest: true,
          modulePreload: { polyfill: false },
          rollupOptions: {
            input: inputs,
            preserveEntrySignatures: "allow-extension",
            output: {
              entryFileNames: ({ name }) => `assets/${parse(name).name}-[hash].js`,
              manualChunks: (id) =>
                RUNTIME.test(id) || id.startsWith(core) ? "fresh-runtime" : undefined,
            },
          },
        },
        optimizeDeps: {
          entries: [project.runtime, ...client, ...islands],
          include: [
            "preact",
            "preact/hooks",
            "preact/jsx-runtime",
            "preact/jsx-dev-runtime",
            "@preact/signals",
            "devalue",
          ],
        },
      },
      ssr: {
        // A bundle that needs no `node_modules` beside it.
        ...(isBuild && { resolve: { noExternal: true } }),
        build: {
          ssr: true,
          outDir: output,
          emptyOutDir: false,
          copyPublicDir: false,
          emitAssets: true,
          target: "esnext",
          rollupOptions: {
            input: { server: SERVER_ENTRY },
            output: { entryFileNames: "server.js", chunkFileNames: "server/[name]-[hash].js" },
          },
        },
      },
    },
    builder: {
      sharedConfigBuild: true,
      async buildApp(builder) {
        const { client, ssr } = builder.environments;
        if (!client || !ssr) throw new Error("Vite has no client or no server environment");
        rmSync(output, { recursive: true, force: true });
        await builder.build(client);
        await builder.build(ssr);
        rmSync(join(output, "client", ".vite"), { recursive: true, force: true });
      },
    },
  };
}
