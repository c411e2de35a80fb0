import { parse } from "node:path";
import type { Addresses } from "./output.ts";
import type { Project } from "./project.ts";

/** What holds for all pages. */
export interface PageParts {
  readonly dev: boolean;
  readonly styles: readonly string[];
  readonly scripts: readonly string[];
}

/**
 * Writes the module whose default export is `{ fetch }`, for `deno serve`.
 *
 * @param project Where routes and islands are
 * @param addresses Finds what the browser loads for a module
 * @param parts What holds for all pages
 * @param output Code of a text of JSON: the build's id, and its static files
 */
export function writeServerEntry(
  project: Project,
  addresses: (file: string) => Addresses,
  parts: PageParts,
  output: string,
): string {
  const json = (value: unknown) => JSON.stringify(value);
  const routes = project.routes();
  const islands = project.islands();
  return `
import { setBuild, toFiles, toIslands } from "jsr:@fresh/core/internal";
import { app } from ${json(project.main)};
${routes.map(({ file }, i) => `import * as route${i} from ${json(file)};`).join("\n")}
${islands.map((file, i) => `import * as island${i} from ${json(file)};`).join("\n")}

const { id, files } = JSON.parse(${output});
const routes = [${routes.map(({ path }, i) => `{ path: ${json(path)}, module: route${i} }`)}];
const islands = toIslands([${
    islands.map(
      (file, i) =>
        `{ name: ${json(parse(file).name)}, module: island${i}, ...${json(addresses(file))} }`,
    )
  }]);
setBuild(app, {
  ...${json({ ...parts, runtime: addresses(project.runtime) })},
  id, routes, islands, files: toFiles(files, import.meta.url),
});
const handler = app.handler();
export default { fetch: (request, info) => handler(request, info) };
`;
}
