import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

interface DenoJson {
  readonly name?: string;
  readonly imports?: Readonly<Record<string, string>>;
  readonly links?: readonly string[];
  readonly exports?: Readonly<Record<string, string>>;
}

/** What an import means: a file, or a package of `node_modules`. */
export type Target =
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "npm"; readonly specifier: string };

/** The `deno.json` above a folder, with its import map and its linked packages. */
export class DenoConfig {
  /** The folder of the `deno.json`. */
  readonly directory: string;
  /** The folders of the linked packages. */
  readonly links: readonly string[];
  readonly #imports: Readonly<Record<string, string>>;
  readonly #exports = new Map<string, string>();

  constructor(root: string) {
    this.directory = findUp(root);
    const { imports = {}, links = [] } = read(this.directory);
    this.#imports = imports;
    this.links = links.map((link) => resolve(this.directory, link));
    for (const directory of this.links) {
      const { name, exports = {} } = read(directory);
      for (const [path, file] of Object.entries(exports)) {
        this.#exports.set(name + path.slice(1), join(directory, file));
      }
    }
  }

  /**
   * Finds what a specifier means.
   *
   * @param specifier As written in an import, such as `@/lib/mod.ts` or `fresh/runtime`
   * @returns The target, or null if `deno.json` says nothing about it
   */
  resolve(specifier: string): Target | null {
    const url = this.#map(specifier);
    if (/^\.{0,2}\//.test(url)) return { kind: "file", path: resolve(this.directory, url) };
    const [, registry, name, path = ""] =
      /^(npm|jsr):\/?((?:@[^/@]+\/)?[^/@]+)(?:@[^/]+)?(\/.*)?$/.exec(url) ?? [];
    if (registry === "npm") return { kind: "npm", specifier: name + path };
    const file = this.#exports.get(name + path);
    return registry === "jsr" && file ? { kind: "file", path: file } : null;
  }

  /** Looks a specifier up in the import map; as in Deno, a package's key holds for its paths. */
  #map(specifier: string): string {
    const key = Object.keys(this.#imports)
      .sort((a, b) => b.length - a.length)
      .find(
        (key) => specifier === key || specifier.startsWith(key.endsWith("/") ? key : `${key}/`),
      );
    return key === undefined ? specifier : this.#imports[key] + specifier.slice(key.length);
  }
}

function findUp(start: string): string {
  if (existsSync(join(start, "deno.json"))) return start;
  if (start === dirname(start)) throw new Error("Found no deno.json in the project or above it");
  return findUp(dirname(start));
}

function read(directory: string): DenoJson {
  const path = join(directory, "deno.json");
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    throw new Error(`Cannot read ${path}: it must be JSON without comments`, { cause });
  }
}
