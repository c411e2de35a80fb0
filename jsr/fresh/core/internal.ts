/**
 * What the bundler's server entry needs of this package.
 *
 * @module
 */
import type { ComponentType } from "preact";
import type { StaticFile } from "./build.ts";
import type { Island } from "./types.ts";

export { setBuild } from "./app.ts";
export type { Build, RouteFile, StaticFile } from "./build.ts";

/** A file of islands, as the bundler knows it. */
export interface IslandFile {
  /** The file's name without extension. */
  readonly name: string;
  readonly module: Readonly<Record<string, unknown>>;
  readonly url: string;
  readonly css: readonly string[];
  readonly preload: readonly string[];
}

/** Makes an island of every function that the files export, each with a name of its own. */
export function toIslands(files: readonly IslandFile[]): Island[] {
  const names = new Set<string>();
  return files.flatMap(({ name: file, module, ...addresses }) =>
    Object.entries(module)
      .filter(([, value]) => typeof value === "function")
      .map(([exportName, component]) => {
        const wanted = (exportName === "default" ? file : exportName).replace(/\W/g, "_");
        let name = wanted;
        for (let count = 2; names.has(name); count++) name = `${wanted}_${count}`;
        names.add(name);
        // deno-lint-ignore no-explicit-any -- any props
        return { ...addresses, name, exportName, component: component as ComponentType<any> };
      })
  );
}

const KEPT_IN_MEMORY = 1 << 20;

/** Makes the map of static files from the bundler's list; they stand in `client/` beside it. */
export function toFiles(
  list: readonly (readonly [string, string, boolean, string, number])[],
  server: string,
): Map<string, StaticFile> {
  return new Map(
    list.map(([path, hash, immutable, type, size]) => {
      const read = () => Deno.readFile(new URL(`./client${path}`, server));
      let kept: ReturnType<typeof read> | undefined;
      const keep = () =>
        read().catch((error) => {
          // A read that failed once may succeed the next time.
          kept = undefined;
          throw error;
        });
      const open = () => (size > KEPT_IN_MEMORY ? read() : (kept ??= keep()));
      return [decodeURIComponent(path), { hash, immutable, type, size, open }];
    }),
  );
}
