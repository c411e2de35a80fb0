/**
 * Bundles of the library, as a program that uses it would make them.
 *
 * @module
 */
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

/** The library's folder. */
export const library = new URL("../../../lib/compute/", import.meta.url);

/** The part of esbuild, which comes with Vite, that is used here. */
interface Bundler {
  build(options: Readonly<Record<string, unknown>>): Promise<{
    readonly outputFiles: readonly { readonly text: string }[];
    readonly metafile: {
      readonly outputs: Readonly<
        Record<string, { readonly inputs: Readonly<Record<string, { bytesInOutput: number }>> }>
      >;
    };
  }>;
  stop(): Promise<void>;
}

const require = createRequire(import.meta.url);
const esbuild = createRequire(require.resolve("vite"))("esbuild") as Bundler;

/** A bundle: its text, and which of the library's modules have a part in it. */
export interface Bundle {
  /** The code. */
  readonly text: string;
  /** Paths within the library, sorted. */
  readonly modules: readonly string[];
}

/**
 * Bundles a program that stands in the library's folder.
 *
 * @param program TypeScript; imports as `./mod.ts`
 * @param banner Code that runs before everything else
 * @returns The bundle
 */
export async function bundle(program: string, banner = ""): Promise<Bundle> {
  const { outputFiles, metafile } = await esbuild.build({
    stdin: { contents: program, resolveDir: fileURLToPath(library), loader: "ts" },
    bundle: true,
    format: "esm",
    treeShaking: true,
    write: false,
    metafile: true,
    logLevel: "silent",
    banner: { js: banner },
    // Paths in the metafile are relative to it
    absWorkingDir: fileURLToPath(library),
  });
  const parts = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.entries(inputs));
  return {
    text: outputFiles.map(({ text }) => text).join(""),
    modules: parts.filter(([path, { bytesInOutput }]) => bytesInOutput > 0 && path !== "<stdin>")
      .map(([path]) => path).sort(),
  };
}

/** Ends the bundler's process. */
export function stopBundler(): Promise<void> {
  return esbuild.stop();
}
