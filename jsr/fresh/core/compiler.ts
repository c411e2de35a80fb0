import type { Build } from "./build.ts";
import { errorLayer, isNotFound } from "./errors.ts";
import type { Layout, Surroundings } from "./page.ts";
import { routeHandlers } from "./route_handlers.ts";
import { Router } from "./router.ts";
import type { MaybeLazy, Method, Middleware, Route, RouteComponent } from "./types.ts";

/** The methods that `all()` and a single handler function answer. */
export const ALL_METHODS: readonly Method[] = ["GET", "POST", "PATCH", "PUT", "DELETE", "HEAD"];

/** Middlewares in the order in which they run; the last one answers. */
export type Handlers<State> = MaybeLazy<Middleware<State>>[];

/** The parts of a path that something is for; none for the whole app. */
export type Scope = readonly string[];

/** Where a request ends: what runs for it, and what surrounds its pages. */
export interface Target<State> {
  readonly handlers: Handlers<State>;
  readonly surroundings: () => Surroundings<State>;
}

/** Puts an app together, each route with what was added before it. */
export class Compiler<State> {
  readonly router: Router<Target<State>> = new Router<Target<State>>();
  // deno-lint-ignore no-explicit-any -- app wrappers have no data
  wrapper: RouteComponent<any, State> | null = null;
  notFound: Route<State> | null = null;
  readonly #middlewares: { readonly scope: Scope; readonly handlers: Handlers<State> }[] = [];
  readonly #errors: { readonly scope: Scope; readonly route: Route<State> }[] = [];
  readonly #layouts: { readonly scope: Scope; readonly layout: Layout<State> }[] = [];

  constructor(readonly build: Build) {}

  use(scope: Scope, handlers: Handlers<State>): void {
    this.#middlewares.push({ scope, handlers });
  }

  error(scope: Scope, route: Route<State>): void {
    this.#errors.push({ scope, route });
  }

  layout(scope: Scope, layout: Layout<State>): void {
    this.#layouts.push({ scope, layout });
  }

  handle(scope: Scope, methods: readonly Method[], pattern: string, own: Handlers<State>): void {
    for (const method of methods) {
      this.router.add(method, pattern, this.target(scope, own));
    }
  }

  route(scope: Scope, pattern: string, route: Route<State>): void {
    for (const [method, handler] of routeHandlers(route)) {
      this.handle(scope, [method], pattern, [handler]);
    }
  }

  /** Surrounds handlers with what was added so far for their scope, folder by folder. */
  target(scope: Scope, own: Handlers<State>): Target<State> {
    const handlers: Handlers<State> = [];
    for (let depth = 0; depth <= scope.length; depth++) {
      const folder = scope.slice(0, depth);
      const here = <T extends { readonly scope: Scope }>(items: readonly T[]) =>
        items.filter((item) => item.scope.length === depth && isWithin(folder, item.scope));
      const surroundings = this.#surround(folder);
      for (const { route } of here(this.#errors)) {
        // What was not found goes to the 404 page, if there is one.
        const catches = (error: unknown) => !this.notFound || !isNotFound(error);
        handlers.push(errorLayer(() => route, surroundings, catches));
      }
      if (depth === 0) {
        const catches = (error: unknown) => this.notFound !== null && isNotFound(error);
        handlers.push(errorLayer(() => this.notFound ?? {}, surroundings, catches));
      }
      handlers.push(...here(this.#middlewares).flatMap((item) => item.handlers));
    }
    return { handlers: [...handlers, ...own], surroundings: this.#surround(scope) };
  }

  #surround(scope: Scope): () => Surroundings<State> {
    const layouts = this.#layouts
      .filter((item) => isWithin(scope, item.scope))
      .sort((a, b) => a.scope.length - b.scope.length)
      .map((item) => item.layout);
    // The app wrapper may be set after a route.
    return () => ({ build: this.build, wrapper: this.wrapper, layouts });
  }
}

function isWithin(scope: Scope, outer: Scope): boolean {
  return outer.every((part, index) => scope[index] === part);
}
