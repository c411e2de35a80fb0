import type { RouteModule } from "./build.ts";
import type { Compiler, Scope } from "./compiler.ts";
import type { Middleware, Route, RouteComponent } from "./types.ts";

/**
 * Adds the files of `routes/`: first what surrounds routes, then the routes,
 * the more specific ones first.
 *
 * @param compiler What they are added to; its build knows the files
 * @param mount The parts of the path they are mounted at
 * @throws {Error} If a file exports nothing that a route needs
 */
export function addFiles<State>(compiler: Compiler<State>, mount: Scope): void {
  const routes: [path: string, add: () => void][] = [];
  for (const { path, module } of compiler.build.routes) {
    const parts = path.split("/").filter(Boolean);
    const name = parts.pop() ?? "";
    const scope = [...mount, ...parts.map(toPattern)];
    const route = toRoute<State>(path, module);
    const { config = {} } = route;
    // deno-lint-ignore no-explicit-any -- layouts have no data
    const component = module.default as RouteComponent<any, State>;
    if (name === "_middleware") compiler.use(scope, toMiddlewares(path, module));
    else if (name === "_app") compiler.wrapper = component;
    else if (name === "_404") compiler.notFound = route;
    else if (name === "_error" || name === "_500") compiler.error(scope, route);
    else if (name === "_layout") {
      if (route.handler) console.warn(`Layouts have no handlers: remove it from routes${path}`);
      compiler.layout(scope, { component, config });
    } else {
      const mounted = mount.map((part) => `/${part}`).join("") + pathToPattern(path);
      const pattern = config.routeOverride ?? mounted.replace(/(.)\/$/, "$1");
      routes.push([path, () => compiler.route(scope, pattern, route)]);
    }
  }
  for (const [, add] of routes.sort(([a], [b]) => compare(a, b))) add();
}

/**
 * Turns the path of a route file into a URL pattern.
 *
 * @param path The path without extension, such as `/books/[id]`
 * @returns The pattern, such as `/books/:id`
 * @throws {SyntaxError} If brackets do not match, or an optional part is not alone
 */
export function pathToPattern(path: string): string {
  const parts = path.split("/").filter((part) => part !== "" && !/^\(.*\)$/.test(part));
  if (parts.at(-1) === "index") parts.pop();
  return (
    parts.reduce((before, part) => {
      const optional = /^\[\[(\w+)\]\]$/.exec(part)?.[1];
      if (optional === undefined) return `${before}/${toPattern(part)}`;
      return before === "" ? `/{:${optional}}?` : `${before}{/:${optional}}?`;
    }, "") || "/"
  );
}

function toPattern(part: string): string {
  if (/^\(.*\)$/.test(part) || /^\[\[\w+\]\]$/.test(part)) return part;
  const pattern = part.replace(/^\[\.\.\.(\w+)\]$/, ":$1*").replace(/\[(\w+)\](?!\[)/g, ":$1");
  if (!/[[\]]/.test(pattern)) return pattern;
  throw new SyntaxError(`Cannot read the route part "${part}": check its brackets`);
}

/** Static parts come before parameters, optional ones and the rest. */
function compare(a: string, b: string): number {
  const ranks = (path: string) =>
    path.split("/").map((part) =>
      part.startsWith("[...") ? 3 : part.startsWith("[[") ? 2 : part.includes("[") ? 1 : 0
    ).join("");
  return ranks(a).localeCompare(ranks(b)) || (a < b ? -1 : 1);
}

function toRoute<State>(path: string, module: RouteModule): Route<State> {
  const component = module.default as Route<State>["component"];
  const handler = (module.handler ?? module.handlers) as Route<State>["handler"];
  const { config } = module;
  if (!component && !handler && !config) {
    throw new Error(`Found no relevant exports in routes${path}: add a handler or a component`);
  }
  return {
    ...(component && { component }),
    ...(handler && { handler }),
    ...(config && { config }),
  };
}

function toMiddlewares<State>(path: string, module: RouteModule): Middleware<State>[] {
  return [module.handler ?? module.handlers ?? module.default].flat().filter((item) => {
    if (typeof item === "function") return true;
    console.warn(`Middlewares are functions: change the export of routes${path}`);
  }) as Middleware<State>[];
}
