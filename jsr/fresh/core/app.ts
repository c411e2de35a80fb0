import { answer } from "./answer.ts";
import { setBuildId } from "./asset.ts";
import { type Build, NO_BUILD } from "./build.ts";
import { ALL_METHODS, Compiler, type Handlers } from "./compiler.ts";
import { addFiles } from "./fs_routes.ts";
import type {
  FreshConfig,
  LayoutConfig,
  ListenOptions,
  Method,
  Middleware,
  ResolvedFreshConfig,
  Route,
  RouteComponent,
} from "./types.ts";

const builds = new WeakMap<object, Build>();

/** Gives an app what its bundler knows; call it before `app.handler()`. */
export function setBuild(app: object, build: Build): void {
  builds.set(app, build);
  setBuildId(build.id);
}

/** A web application: middlewares, routes and pages, applied from top to bottom. */
// deno-lint-ignore no-explicit-any -- the default upstream declares
export class App<State = any> {
  /** The options with their defaults. */
  readonly config: ResolvedFreshConfig;
  readonly #steps: ((compiler: Compiler<State>) => void)[] = [];

  constructor(config: FreshConfig = {}) {
    if (config.basePath || config.trustProxy) {
      throw new Error("basePath and trustProxy work on Fresh from JSR only: leave them out");
    }
    this.config = { root: ".", basePath: "", trustProxy: false, ...config, mode: "production" };
  }

  /** Adds middlewares, for all that follows or for what follows under a path. */
  use(...middlewares: Handlers<State>): this;
  use(path: string, ...middlewares: Handlers<State>): this;
  use(first: string | Handlers<State>[number], ...rest: Handlers<State>): this {
    const [path, middlewares] = typeof first === "string" ? [first, rest] : ["*", [first, ...rest]];
    return this.#add((compiler) => compiler.use(toScope(path), middlewares));
  }

  /** Answers a method on a path. */
  get(path: string, ...handlers: Handlers<State>): this {
    return this.#handle(["GET"], path, handlers);
  }
  post(path: string, ...handlers: Handlers<State>): this {
    return this.#handle(["POST"], path, handlers);
  }
  put(path: string, ...handlers: Handlers<State>): this {
    return this.#handle(["PUT"], path, handlers);
  }
  patch(path: string, ...handlers: Handlers<State>): this {
    return this.#handle(["PATCH"], path, handlers);
  }
  delete(path: string, ...handlers: Handlers<State>): this {
    return this.#handle(["DELETE"], path, handlers);
  }
  head(path: string, ...handlers: Handlers<State>): this {
    return this.#handle(["HEAD"], path, handlers);
  }
  /** Answers every method on a path. */
  all(path: string, ...handlers: Handlers<State>): this {
    return this.#handle(ALL_METHODS, path, handlers);
  }

  /** Adds a page with its handler. */
  route(path: string, route: Route<State>): this {
    return this.#add((compiler) => compiler.route(toScope(path), path, route));
  }

  /** Adds what surrounds the pages under a path. */
  // deno-lint-ignore no-explicit-any -- layouts have no data
  layout(path: string, component: RouteComponent<any, State>, config: LayoutConfig = {}): this {
    return this.#add((compiler) => compiler.layout(toScope(path), { component, config }));
  }

  /** Sets what surrounds every page: `<html>`, `<head>` and `<body>`. */
  // deno-lint-ignore no-explicit-any -- app wrappers have no data
  appWrapper(component: RouteComponent<any, State>): this {
    return this.#add((compiler) => (compiler.wrapper = component));
  }

  /** Sets what answers when something under a path throws. */
  onError(path: string, page: Middleware<State> | Route<State>): this {
    return this.#add((compiler) => compiler.error(toScope(path), toRoute(page)));
  }

  /** Sets what answers when nothing was found. */
  notFound(page: Middleware<State> | Route<State>): this {
    return this.#add((compiler) => (compiler.notFound = toRoute(page)));
  }

  /** Adds the files of `routes/`, all at this place in the order. */
  fsRoutes(path = "*"): this {
    return this.#add((compiler) => addFiles(compiler, toScope(path)));
  }

  /** Makes the function that answers requests. */
  handler(): (request: Request, info?: Deno.ServeHandlerInfo) => Promise<Response> {
    const compiler = new Compiler<State>(builds.get(this) ?? NO_BUILD);
    for (const step of this.#steps) step(compiler);
    return (request, info) => answer(compiler, this.config, request, info);
  }

  /** Starts a server; a bundled app is served by `deno serve` instead. */
  async listen(options: ListenOptions = {}): Promise<void> {
    await Deno.serve(options, this.handler()).finished;
  }

  #add(step: (compiler: Compiler<State>) => void): this {
    this.#steps.push(step);
    return this;
  }

  #handle(methods: readonly Method[], path: string, handlers: Handlers<State>): this {
    return this.#add((compiler) => compiler.handle(toScope(path), methods, path, handlers));
  }
}

function toScope(path: string): string[] {
  if (path === "*" || path === "/*") return [];
  // A slash inside braces belongs to an optional part, not to a folder.
  return path.replace(/\{[^}]*\}\??/g, "").split("/").filter(Boolean);
}

function toRoute<State>(page: Middleware<State> | Route<State>): Route<State> {
  return typeof page === "function" ? { handler: page } : page;
}
