import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { lookup } from "mrmime";
import type { Manifest } from "vite";

/** Addresses of a module for the browser, with what it needs at once. */
export interface Addresses {
  readonly url: string;
  readonly css: readonly string[];
  readonly preload: readonly string[];
}

/** Makes the function that finds the addresses of an entry in what the client build made. */
export function readManifest(directory: string, root: string): (file: string) => Addresses {
  const manifest: Manifest = JSON.parse(
    readFileSync(join(directory, ".vite", "manifest.json"), "utf8"),
  );
  return (file) => {
    const css = new Set<string>();
    const modules = new Set<string>();
    const visit = (name: string) => {
      const chunk = manifest[name];
      if (!chunk) throw new Error(`The client build has no chunk for ${name}`);
      if (modules.has(`/${chunk.file}`)) return;
      modules.add(`/${chunk.file}`);
      for (const style of chunk.css ?? []) css.add(`/${style}`);
      chunk.imports?.forEach(visit);
    };
    visit(relative(root, file).split(sep).join("/"));
    const [url = "", ...preload] = modules;
    return { url, css: [...css], preload };
  };
}

/** A static file: path in the URL, content hash, whether the name holds a hash, type, size. */
export type OutputFile = readonly [string, string, boolean, string, number];

/** Lists the files for browsers, with an id that changes when one of them does. */
export function listFiles(
  directory: string,
  staticFolder: string,
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
      const url = `/${path.split("/").map(encodeURIComponent).join("/")}`;
      return [url, hash, immutable, toType(path), content.length];
    });
  const id = createHash("sha256").update(JSON.stringify(files)).digest("hex").slice(0, 12);
  return { id, files };
}

function toType(path: string): string {
  const type = lookup(path) ?? "application/octet-stream";
  return /^text\/|[/+](javascript|json|xml)$/.test(type) ? `${type}; charset=UTF-8` : type;
}
