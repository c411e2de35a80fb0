import type { Build } from "./build.ts";
import type { Chain } from "./chain.ts";
import type { Layout, Surroundings } from "./context.ts";
import { errorLayer, isNotFound } from "./errors.ts";
import { routeHandlers } from "./page_route.ts";
import { Router } from "./router.ts";
import type { MaybeLazy, Method, Middleware, Route, RouteComponent } from "./types.ts";

/** A call on an app, or a file of `routes/`; `scope` is the folder it is for. */
export type Command<State> =
  | {
    readonly kind: "middleware";
    readonly scope: readonly string[];
    readonly middlewares: readonly MaybeLazy<Middleware<State>>[];
  }
  | { readonly kind: "layout"; readonly scope: readonly string[]; readonly layout: Layout<State> }
  | { readonly kind: "error"; readonly scope: readonly string[]; readonly route: Route<State> }
  | { readonly kind: "notFound"; readonly route: Route<State> }
  // deno-lint-ignore no-explicit-any -- app wrappers have no data
  | { readonly kind: "app"; readonly component: RouteComponent<any, State> }
  | {
    readonly kind: "handlers";
    readonly methods: readonly Method[];
    readonly pattern: string;
    readonly scope: readonly string[];
    readonly handlers: readonly MaybeLazy<Middleware<State>>[];
  }
  | {
    readonly kind: "route";
    readonly pattern: string;
    readonly scope: readonly string[];
    readonly route: MaybeLazy<Route<State>>;
  };

/** Where a request ends: what runs for it, and what surrounds its pages. */
export interface Target<State> {
  readonly chain: Chain<State>;
  readonly surroundings: Surroundings<State>;
}

/** An app, ready to answer. */
export interface Compiled<State> {
  readonly router: Router<Target<State>>;
  readonly build: Build;
  /** What runs around a request that no route answers; `last` answers or throws. */
  outside(last: Middleware<State>): Target<State>;
}

/** Puts the commands together, each route with what was added before it. */
export function compile<State>(
  commands: readonly Command<State>[],
  build: Build,
): Compiled<State> {
  const router = new Router<Target<State>>();
  const app = commands.findLast((command) => command.kind === "app")?.component ?? null;
  const notFound = commands.findLast((command) => command.kind === "notFound")?.route;
  const seen: Command<State>[] = [];

  function surround(scope: readonly string[]): Surroundings<State> {
    const layouts = seen.filter((command) => command.kind === "layout")
      .filter((command) => isWithin(scope, command.scope))
      .sort((a, b) => a.scope.length - b.scope.length)
      .map((command) => command.layout);
    return { build, app, layouts };
  }

  function target(scope: readonly string[], handlers: Chain<State>): Target<State> {
    const chain: Chain<State> = [];
    for (let depth = 0; depth <= scope.length; depth++) {
      const here = scope.slice(0, depth);
      const own = seen.filter((command) =>
        (command.kind === "error" || command.kind === "middleware") &&
        command.scope.length === depth && isWithin(here, command.scope)
      );
      for (const command of own) {
        if (command.kind !== "error") continue;
        const catches = (error: unknown) => !notFound || !isNotFound(error);
        chain.push(errorLayer(command.route, surround(here), catches));
      }
      if (depth === 0 && notFound) chain.push(errorLayer(notFound, surround([]), isNotFound));
      for (const command of own) {
        if (command.kind === "middleware") chain.push(...command.middlewares);
      }
    }
    return { chain: [...chain, ...handlers], surroundings: surround(scope) };
  }

  for (const command of commands) {
    if (command.kind === "handlers") {
      for (const method of command.methods) {
        router.add(method, command.pattern, target(command.scope, [...command.handlers]));
      }
    } else if (command.kind === "route") {
      for (const [method, handler] of routeHandlers(command.route)) {
        router.add(method, command.pattern, target(command.scope, [handler]));
      }
    } else seen.push(command);
  }
  return { router, build, outside: (last) => target([], [last]) };
}

function isWithin(scope: readonly string[], outer: readonly string[]): boolean {
  return outer.every((part, index) => scope[index] === part);
}
