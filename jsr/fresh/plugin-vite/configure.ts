import { renameSync, rmSync } from "node:fs";
import { dirname, join, parse, relative } from "node:path";
import { createRunnableDevEnvironment, type UserConfig } from "vite";
import type { Project } from "./project.ts";

/** The name under which the server's entry is imported. */
export const SERVER_ENTRY = "fresh:server";

// What islands have in common, in one file; and what must not be there twice.
const RUNTIME = /\/node_modules\/(preact|@preact\/[^/]+)\/|^\0vite\/preload-helper/;
const SINGLE = ["preact", "@preact/signals"];

/** Vite's configuration for a project: two environments, built one after the other. */
export function configure(project: Project, isBuild: boolean): UserConfig {
  const { root, deno, output, target, runtime } = project;
  const core = dirname(runtime);
  const client = join(output, "client");
  const islands = project.islands();
  // Vite takes the names of the files from the keys, which must differ.
  const input = Object.fromEntries([
    ["fresh-runtime", runtime],
    ...project.client.map((file) => ["client", file]),
    ...islands.map((file, i) => [`islands/${i}/${parse(file).name}`, file]),
  ]);
  return {
    appType: "custom",
    publicDir: project.static,
    cacheDir: join(deno.directory, "node_modules", ".vite", relative(deno.directory, root)),
    esbuild: { jsx: "automatic", jsxImportSource: "preact" },
    resolve: { dedupe: SINGLE },
    server: {
      fs: { allow: [root, deno.directory, ...deno.links] },
      watch: { ignored: [join(output, "**"), join(target, "**")] },
    },
    environments: {
      client: {
        build: {
          outDir: client,
          emptyOutDir: false,
          manifest: true,
          modulePreload: { polyfill: false },
          rollupOptions: {
            input,
            preserveEntrySignatures: "allow-extension",
            output: {
              entryFileNames: ({ name }) => `assets/${parse(name).name}-[hash].js`,
              manualChunks: (id) =>
                RUNTIME.test(id) || id.startsWith(core) ? "fresh-runtime" : undefined,
            },
          },
        },
        optimizeDeps: {
          entries: Object.values(input),
          include: [...SINGLE, "preact/hooks", "preact/jsx-runtime", "preact/jsx-dev-runtime"],
        },
      },
      ssr: {
        // A bundle that needs no `node_modules` beside it.
        ...(isBuild && { resolve: { noExternal: true } }),
        dev: {
          // Deno does not read the source maps of code that was evaluated.
          createEnvironment: (name, config) =>
            createRunnableDevEnvironment(name, config, {
              runnerOptions: { sourcemapInterceptor: "prepareStackTrace" },
            }),
        },
        build: {
          ssr: true,
          outDir: output,
          emptyOutDir: false,
          copyPublicDir: false,
          emitAssets: true,
          target: "esnext",
          rollupOptions: {
            input: { server: SERVER_ENTRY },
            // The server imports every island; only browsers load some of them later.
            onLog: (level, log, handle) =>
              log.message.includes("dynamic import will not move") || handle(level, log),
            output: { entryFileNames: "server.js", chunkFileNames: "server/[name]-[hash].js" },
          },
        },
      },
    },
    builder: {
      sharedConfigBuild: true,
      async buildApp(builder) {
        rmSync(output, { recursive: true, force: true });
        // The client first: the server knows the names of its files.
        for (const name of ["client", "ssr"]) {
          const environment = builder.environments[name];
          if (environment) await builder.build(environment);
        }
        rmSync(join(client, ".vite"), { recursive: true, force: true });
        // A build that fails half-way leaves the last good one where it was.
        rmSync(target, { recursive: true, force: true });
        renameSync(output, target);
      },
    },
  };
}
