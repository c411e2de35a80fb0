/**
 * Brings the worker into the build as one text.
 *
 * @module
 */
import { resolve } from "node:path";
import type { Plugin } from "vite";

/**
 * Makes the Vite plugin that puts the text of `worker.ts`, with all it imports,
 * into `worker_source.ts`. The sandbox has an origin of its own, from which it
 * could load no file of the site.
 *
 * @returns The plugin
 */
export function codeWorkerPlugin(): Plugin {
  let folder = "";
  let text: Promise<string> | undefined;
  return {
    name: "course-code-worker",
    enforce: "pre",
    sharedDuringBuild: true,
    configResolved({ root }) {
      folder = resolve(root, "lib/course/code");
    },
    watchChange(file) {
      if (file.startsWith(folder)) text = undefined;
    },
    async load(id) {
      if (id.split("?", 1)[0] !== resolve(folder, "worker_source.ts")) return null;
      text ??= bundle(resolve(folder, "worker.ts"));
      return `export const workerSource = ${JSON.stringify(await text)};\n`;
    },
  };
}

async function bundle(entry: string): Promise<string> {
  const { build } = await import("vite");
  const built = await build({
    configFile: false,
    logLevel: "error",
    build: {
      write: false,
      copyPublicDir: false,
      target: "es2022",
      // What stands in a blob has no neighbours to load
      rollupOptions: { input: entry, output: { format: "iife", inlineDynamicImports: true } },
    },
  });
  const [output] = Array.isArray(built) ? built : [built];
  const chunk = output && "output" in output ? output.output[0] : undefined;
  if (chunk?.type !== "chunk") throw new Error("The worker of code exercises was not bundled");
  return chunk.code;
}
