import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** The parts of a `deno.json` that say what an import means. */
interface DenoJson {
  readonly name?: string;
  readonly imports?: Readonly<Record<string, string>>;
  readonly links?: readonly string[];
  readonly exports?: string | Readonly<Record<string, string>>;
}

/** A package that stands in for a JSR one. */
interface LinkedPackage {
  readonly directory: string;
  readonly exports: Readonly<Record<string, string>>;
}

/** What an import means: a file, or a package of `node_modules`. */
export type Target =
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "npm"; readonly specifier: string };

/** The `deno.json` above a folder, with its import map and its linked packages. */
export class DenoConfig {
  /** The folder of the `deno.json`. */
  readonly directory: string;
  readonly #imports: Readonly<Record<string, string>>;
  readonly #packages = new Map<string, LinkedPackage>();

  constructor(root: string) {
    this.directory = findUp(root);
    const config = read(join(this.directory, "deno.json"));
    this.#imports = config.imports ?? {};
    for (const link of config.links ?? []) {
      const directory = resolve(this.directory, link);
      const { name, exports } = read(join(directory, "deno.json"));
      if (name === undefined || exports === undefined) continue;
      this.#packages.set(name, {
        directory,
        exports: typeof exports === "string" ? { ".": exports } : exports,
      });
    }
  }

  /** The folders of the linked packages. */
  get links(): string[] {
    return [...this.#packages.values()].map(({ directory }) => directory);
  }

  /**
   * Finds what a specifier means.
   *
   * @param specifier As written in an import, such as `@/lib/mod.ts` or `fresh/runtime`
   * @returns The target, or null if `deno.json` says nothing about it
   */
  resolve(specifier: string): Target | null {
    const url = /^(npm|jsr):/.test(specifier) ? specifier : this.#map(specifier);
    if (url === null) return null;
    if (/^\.{0,2}\//.test(url)) return { kind: "file", path: resolve(this.directory, url) };
    const [, registry, name = "", path = ""] =
      /^(npm|jsr):\/?((?:@[^/@]+\/)?[^/@]+)(?:@[^/]+)?(\/.*)?$/.exec(url) ?? [];
    if (registry === "npm") return { kind: "npm", specifier: name + path };
    const linked = registry === "jsr" ? this.#packages.get(name) : undefined;
    const file = linked?.exports[`.${path}`];
    return linked && file ? { kind: "file", path: resolve(linked.directory, file) } : null;
  }

  #map(specifier: string): string | null {
    const exact = this.#imports[specifier];
    if (exact !== undefined) return exact;
    // The longest key wins, as in any import map; packages match without a slash, too.
    const keys = Object.keys(this.#imports).sort((a, b) => b.length - a.length);
    for (const key of keys) {
      const value = this.#imports[key] ?? "";
      const isPackage = /^(npm|jsr):/.test(value);
      const prefix = key.endsWith("/") || !isPackage ? key : `${key}/`;
      if (!prefix.endsWith("/") || !specifier.startsWith(prefix)) continue;
      const rest = specifier.slice(prefix.length);
      return value.endsWith("/") ? value + rest : `${value}/${rest}`;
    }
    return null;
  }
}

function findUp(start: string): string {
  for (let directory = resolve(start);; directory = dirname(directory)) {
    if (existsSync(join(directory, "deno.json"))) return directory;
    if (directory === dirname(directory)) {
      throw new Error(`Found no deno.json in ${start} or above it`);
    }
  }
}

function read(path: string): DenoJson {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    throw new Error(`Cannot read ${path}: it must be JSON without comments`, { cause });
  }
}
