import { basename, extname } from "node:path";
import type { CrawledRoute } from "./crawl.ts";

/** Addresses of a module for the browser, with what it needs. */
export interface Addresses {
  readonly url: string;
  readonly css: readonly string[];
  readonly preload: readonly string[];
}

/** What the server's entry is made of. */
export interface ServerParts {
  readonly dev: boolean;
  readonly main: string;
  readonly routes: readonly CrawledRoute[];
  readonly islands: readonly { readonly file: string; readonly addresses: Addresses }[];
  readonly runtime: Addresses;
  readonly styles: readonly string[];
  readonly scripts: readonly string[];
  /** A text of JSON with the build's id and its files, as code. */
  readonly output: string;
}

/** Writes the module whose default export is `{ fetch }`, for `deno serve`. */
export function writeServerEntry(parts: ServerParts): string {
  const json = (value: unknown) => JSON.stringify(value);
  const routes = parts.routes.map(({ path, file }, i) => ({
    code: `import * as route${i} from ${json(file)};`,
    entry: `{ path: ${json(path)}, module: route${i} }`,
  }));
  const islands = parts.islands.map(({ file, addresses }, i) => ({
    code: `import * as island${i} from ${json(file)};`,
    entry: `{ name: ${json(basename(file, extname(file)))}, module: island${i}, ` +
      `...${json(addresses)} }`,
  }));
  const list = (items: readonly { entry: string }[]) => items.map(({ entry }) => entry).join(",\n");
  return `
import { setBuild, toFiles, toIslands } from "jsr:@fresh/core/internal";
import { app } from ${json(parts.main)};
${[...routes, ...islands].map(({ code }) => code).join("\n")}

const { id, files } = JSON.parse(${parts.output});
setBuild(app, {
  dev: ${parts.dev},
  id,
  files: toFiles(files, import.meta.url),
  routes: [${list(routes)}],
  islands: toIslands([${list(islands)}]),
  runtime: ${json(parts.runtime)},
  styles: ${json(parts.styles)},
  scripts: ${json(parts.scripts)},
});
const handler = app.handler();
export default { fetch: (request, info) => handler(request, info) };
`;
}
