import type { RouteFile, RouteModule } from "./build.ts";
import type { Command } from "./compile.ts";
import type { Middleware, Route, RouteComponent } from "./types.ts";

/**
 * Turns the files of `routes/` into commands: first what surrounds routes,
 * then the routes, the more specific ones first.
 *
 * @param files The files, by paths without extension
 * @param base Where the routes are mounted, empty or with a slash in front
 * @returns The commands in order
 * @throws {Error} If a file exports nothing that a route needs
 */
export function fileCommands<State>(files: readonly RouteFile[], base: string): Command<State>[] {
  const special: Command<State>[] = [];
  const routes: { path: string; command: Command<State> }[] = [];
  for (const { path, module } of files) {
    const parts = path.split("/").filter(Boolean);
    const name = parts.at(-1) ?? "";
    const mount = base.split("/").filter(Boolean);
    const scope = [...mount, ...parts.slice(0, -1).map((part) => toPattern(part))];
    const route = toRoute<State>(path, module);
    // deno-lint-ignore no-explicit-any -- layouts have no data
    const component = module.default as RouteComponent<any, State>;
    const config = module.config ?? {};
    if (name === "_middleware") {
      special.push({ kind: "middleware", scope, middlewares: toMiddlewares(path, module) });
    } else if (name === "_layout") {
      if (route.handler) console.warn(`Layouts have no handlers: remove it from routes${path}`);
      special.push({ kind: "layout", scope, layout: { component, config } });
    } else if (name === "_app") {
      special.push({ kind: "app", component });
    } else if (name === "_404") {
      special.push({ kind: "notFound", route });
    } else if (name === "_error" || name === "_500") {
      special.push({ kind: "error", scope, route });
    } else {
      const pattern = config.routeOverride ?? (base + pathToPattern(path)).replace(/(.)\/$/, "$1");
      routes.push({ path, command: { kind: "route", pattern, scope, route } });
    }
  }
  routes.sort((a, b) => compare(a.path, b.path));
  return [...special, ...routes.map(({ command }) => command)];
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
  let pattern = "";
  for (const part of parts) {
    const optional = /^\[\[(\w+)\]\]$/.exec(part);
    if (optional) pattern += pattern === "" ? `/{:${optional[1]}}?` : `{/:${optional[1]}}?`;
    else pattern += `/${toPattern(part)}`;
  }
  return pattern || "/";
}

function toPattern(part: string): string {
  if (/^\(.*\)$/.test(part) || /^\[\[\w+\]\]$/.test(part)) return part;
  const rest = /^\[\.\.\.(\w+)\]$/.exec(part);
  if (rest) return `:${rest[1]}*`;
  const pattern = part.replace(/\[(\w+)\](?!\[)/g, ":$1");
  if (/[[\]]/.test(pattern)) {
    throw new SyntaxError(`Cannot read the route part "${part}": check its brackets`);
  }
  return pattern;
}

/** Static parts come before parameters, optional ones and the rest. */
function compare(a: string, b: string): number {
  const ranks = [a, b].map((path) =>
    path.split("/").map((part) =>
      part.startsWith("[...") ? 3 : part.startsWith("[[") ? 2 : part.includes("[") ? 1 : 0
    )
  );
  const [left = [], right = []] = ranks;
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a < b ? -1 : 1;
}

function toRoute<State>(path: string, module: RouteModule): Route<State> {
  const component = module.default as Route<State>["component"];
  const handler = (module.handler ?? module.handlers) as Route<State>["handler"];
  if (!component && !handler && !module.config) {
    throw new Error(`Found no relevant exports in routes${path}: add a handler or a component`);
  }
  return {
    ...(component && { component }),
    ...(handler && { handler }),
    ...(module.config && { config: module.config }),
  };
}

function toMiddlewares<State>(path: string, module: RouteModule): Middleware<State>[] {
  const found = [module.handler ?? module.handlers ?? module.default].flat();
  const middlewares = found.filter((item) => typeof item === "function");
  if (middlewares.length < found.length) {
    console.warn(`Middlewares are functions: change the export of routes${path}`);
  }
  return middlewares as Middleware<State>[];
}
