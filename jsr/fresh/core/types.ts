import type { ComponentChild, ComponentType } from "preact";
import type { Context } from "./context.ts";

/** The methods that can be routed. */
export type Method = "HEAD" | "GET" | "POST" | "PATCH" | "PUT" | "DELETE" | "OPTIONS";

/** A value, or a function that loads it once, when it is first needed. */
export type Lazy<T> = () => Promise<T>;
export type MaybeLazy<T> = T | Lazy<T>;

/** A function that answers a request, or passes it on with `ctx.next()`. */
export type Middleware<State> = (ctx: Context<State>) => Response | Promise<Response>;
export type MiddlewareFn<State> = Middleware<State>;

/** What {@linkcode page} makes: the data of a page, with its status and headers. */
export interface PageResponse<T> {
  data: T;
  headers?: HeadersInit;
  status?: number;
}

/** A handler answers by itself, or returns the data of its page. */
// deno-lint-ignore no-explicit-any -- the default upstream declares
export type HandlerFn<Data = any, State = any> = (
  ctx: Context<State>,
) => Response | PageResponse<Data> | Promise<Response | PageResponse<Data>>;

// deno-lint-ignore no-explicit-any -- the default upstream declares
export type HandlerByMethod<Data = any, State = any> = { [M in Method]?: HandlerFn<Data, State> };

/** One function for all methods, or one per method. */
// deno-lint-ignore no-explicit-any -- the default upstream declares
export type RouteHandler<Data = any, State = any> =
  | HandlerFn<Data, State>
  | HandlerByMethod<Data, State>;

type ResultData<T> = T extends PageResponse<infer Data> ? Data : never;
type FnData<T> = T extends (...args: never[]) => infer R ? ResultData<Awaited<R>> : never;

/** The data that the pages of a handler get. */
export type RouteData<Handler> = Handler extends (...args: never[]) => unknown ? FnData<Handler>
  : { [M in keyof Handler]: FnData<Handler[M]> }[keyof Handler];

/** Options of an app. */
export interface FreshConfig {
  root?: string;
  basePath?: string;
  trustProxy?: boolean;
}

/** Options of an app, with their defaults. */
export interface ResolvedFreshConfig {
  root: string;
  basePath: string;
  mode: "development" | "production";
  trustProxy: boolean;
}

/** What a layout may leave out. */
export interface LayoutConfig {
  skipAppWrapper?: boolean;
  skipInheritedLayouts?: boolean;
}

/** What a route may override. */
export interface RouteConfig extends LayoutConfig {
  /** A URL pattern to use instead of the one of the file's name. */
  routeOverride?: string;
}

/** The props of pages, layouts and the app wrapper. */
export type PageProps<Data = unknown, State = unknown> =
  & Pick<
    Context<State>,
    | "config"
    | "url"
    | "req"
    | "params"
    | "info"
    | "state"
    | "isPartial"
    | "Component"
    | "error"
    | "route"
  >
  & { data: Data };

/** A page, layout or app wrapper; only these may be async. */
export type RouteComponent<Data, State> = (
  props: PageProps<Data, State>,
) => ComponentChild | Response | Promise<ComponentChild | Response>;

/** A route in code, or what a file of `routes/` exports. */
export interface Route<State> {
  // deno-lint-ignore no-explicit-any -- each route has data of its own
  component?: RouteComponent<any, State>;
  // deno-lint-ignore no-explicit-any -- each route has data of its own
  handler?: RouteHandler<any, State>;
  config?: RouteConfig;
}

/** Options of `app.listen()`. */
export type ListenOptions = Partial<Deno.ServeTcpOptions & Deno.TlsCertifiedKeyPem> & {
  remoteAddress?: string;
};

/** An island as the build knows it. */
export interface Island {
  /** Its name, unique in the build. */
  name: string;
  // deno-lint-ignore no-explicit-any -- any props
  component: ComponentType<any>;
  /** The module that the browser imports, and the export that is the component. */
  url: string;
  exportName: string;
  /** Style sheets and modules that its module needs. */
  css: readonly string[];
  preload: readonly string[];
}
