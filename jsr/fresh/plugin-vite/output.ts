import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { lookup } from "mrmime";
import type { Manifest } from "vite";
import type { Addresses } from "./server_entry.ts";

/** A static file: path in the URL, content hash, whether the name holds a hash, type, size. */
export type OutputFile = readonly [string, string, boolean, string, number];

/** What the client build made. */
export class ClientOutput {
  readonly #manifest: Manifest;

  /**
   * @param directory The folder the client was built into
   * @param root The project's folder
   * @param base What all addresses begin with
   */
  constructor(directory: string, readonly root: string, readonly base: string) {
    const path = join(directory, ".vite", "manifest.json");
    this.#manifest = JSON.parse(readFileSync(path, "utf8"));
  }

  /** The addresses of an entry, with all that it imports at once. */
  addresses(file: string): Addresses {
    const key = relative(this.root, file).split(sep).join("/");
    const entry = this.#manifest[key];
    if (!entry) throw new Error(`The client build has no entry for ${file}`);
    const css = new Set<string>();
    const modules = new Set<string>();
    const visit = (name: string) => {
      const chunk = this.#manifest[name];
      if (!chunk || modules.has(this.base + chunk.file)) return;
      modules.add(this.base + chunk.file);
      for (const style of chunk.css ?? []) css.add(this.base + style);
      chunk.imports?.forEach(visit);
    };
    visit(key);
    const url = this.base + entry.file;
    modules.delete(url);
    return { url, css: [...css], preload: [...modules] };
  }
}

/** Lists the files of a client build, with an id that changes when one of them does. */
export function listFiles(
  directory: string,
  staticFolder: string,
  base: string,
): { id: string; files: OutputFile[] } {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((path) => !path.startsWith(".vite/"))
    .sort()
    .map((path): OutputFile => {
      const content = readFileSync(join(directory, path));
      const hash = createHash("sha256").update(content).digest("hex").slice(0, 16);
      const immutable = path.startsWith("assets/") && !existsSync(join(staticFolder, path));
      return [
        new URL(base + path, "http://x").pathname,
        hash,
        immutable,
        type(path),
        content.length,
      ];
    });
  const id = createHash("sha256").update(JSON.stringify(files)).digest("hex").slice(0, 12);
  return { id, files };
}

function type(path: string): string {
  const found = lookup(path) ?? "application/octet-stream";
  const isText = /^text\/|[/+](javascript|json|xml)$/.test(found);
  return isText ? `${found}; charset=UTF-8` : found;
}
