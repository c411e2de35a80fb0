import { setBuildId } from "./asset.ts";
import { type Build, NO_BUILD } from "./build.ts";
import { type Command, compile } from "./compile.ts";
import { answer } from "./answer.ts";
import { fileCommands } from "./fs_routes.ts";
import { ALL_METHODS } from "./router.ts";
import type {
  FreshConfig,
  LayoutConfig,
  ListenOptions,
  MaybeLazy,
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

type Handlers<State> = MaybeLazy<Middleware<State>>[];

/** A web application: middlewares, routes and pages, applied from top to bottom. */
// deno-lint-ignore no-explicit-any -- the default upstream declares
export class App<State = any> {
  /** The options with their defaults. */
  readonly config: ResolvedFreshConfig;
  readonly #commands: (Command<State> | { readonly kind: "files"; readonly base: string })[] = [];

  constructor(config: FreshConfig = {}) {
    this.config = {
      root: config.root ?? ".",
      basePath: config.basePath ?? "",
      mode: "production",
      trustProxy: config.trustProxy ?? false,
    };
  }

  /** Adds middlewares, for all that follows or for what follows under a path. */
  use(...middlewares: Handlers<State>): this;
  use(path: string, ...middlewares: Handlers<State>): this;
  use(first: string | Handlers<State>[number], ...rest: Handlers<State>): this {
    const [path, middlewares] = typeof first === "string" ? [first, rest] : ["*", [first, ...rest]];
    return this.#add({ kind: "middleware", scope: toScope(path), middlewares });
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
  route(path: string, route: MaybeLazy<Route<State>>): this {
    return this.#add({ kind: "route", pattern: path, scope: toScope(path), route });
  }

  /** Adds what surrounds the pages under a path. */
  // deno-lint-ignore no-explicit-any -- layouts have no data
  layout(path: string, component: RouteComponent<any, State>, config: LayoutConfig = {}): this {
    return this.#add({ kind: "layout", scope: toScope(path), layout: { component, config } });
  }

  /** Sets what surrounds every page: `<html>`, `<head>` and `<body>`. */
  // deno-lint-ignore no-explicit-any -- app wrappers have no data
  appWrapper(component: RouteComponent<any, State>): this {
    return this.#add({ kind: "app", component });
  }

  /** Sets what answers when something under a path throws. */
  onError(path: string, page: Middleware<State> | Route<State>): this {
    return this.#add({ kind: "error", scope: toScope(path), route: toRoute(page) });
  }

  /** Sets what answers when nothing was found. */
  notFound(page: Middleware<State> | Route<State>): this {
    return this.#add({ kind: "notFound", route: toRoute(page) });
  }

  /** Adds the files of `routes/`, all at this place in the order. */
  fsRoutes(path = "*"): this {
    this.#commands.push({ kind: "files", base: toScope(path).map((part) => `/${part}`).join("") });
    return this;
  }

  /** Makes the function that answers requests. */
  handler(): (request: Request, info?: Deno.ServeHandlerInfo) => Promise<Response> {
    const build = builds.get(this) ?? NO_BUILD;
    const commands = this.#commands.flatMap((command): Command<State>[] =>
      command.kind === "files" ? fileCommands<State>(build.routes, command.base) : [command]
    );
    const compiled = compile(commands, build);
    return (request, info) => answer(compiled, this.config, request, info);
  }

  /** Starts a server; a bundled app is served by `deno serve` instead. */
  async listen(options: ListenOptions = {}): Promise<void> {
    await Deno.serve(options, this.handler()).finished;
  }

  #add(command: Command<State>): this {
    this.#commands.push(command);
    return this;
  }

  #handle(methods: readonly Method[], pattern: string, handlers: Handlers<State>): this {
    return this.#add({ kind: "handlers", methods, pattern, scope: toScope(pattern), handlers });
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
