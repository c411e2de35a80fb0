// deno-lint-ignore-file no-explicit-any -- the defaults that upstream declares
import type { ComponentChild, ComponentType } from "preact";
import type { Context } from "./context.ts";

/** The methods that can be routed. */
export type Method = "HEAD" | "GET" | "POST" | "PATCH" | "PUT" | "DELETE" | "OPTIONS";

/** A function that answers a request, or passes it on with `ctx.next()`. */
export type Middleware<State> = (ctx: Context<State>) => Response | Promise<Response>;
export type MiddlewareFn<State> = Middleware<State>;

/** A function that loads a value once, when it is first needed. */
export type Lazy<T> = () => Promise<T>;
export type MaybeLazy<T> = T | Lazy<T>;

/** What {@linkcode page} makes: the data of a page, with its status and headers. */
export interface PageResponse<T> {
  data: T;
  headers?: HeadersInit;
  status?: number;
}

/** A handler answers by itself, or returns the data of its page. */
export type HandlerFn<Data = any, State = any> = (
  ctx: Context<State>,
) => Response | PageResponse<Data> | Promise<Response | PageResponse<Data>>;

export type HandlerByMethod<Data = any, State = any> = { [M in Method]?: HandlerFn<Data, State> };

/** One function for all methods, or one per method. */
export type RouteHandler<Data = any, State = any> =
  | HandlerFn<Data, State>
  | HandlerByMethod<Data, State>;

type FnData<T> = T extends (...args: never[]) => infer Result
  ? Awaited<Result> extends infer R ? R extends PageResponse<infer Data> ? Data
    : never
  : never
  : never;

/** The data that the pages of a handler get. */
export type RouteData<Handler> = Handler extends (...args: never[]) => unknown ? FnData<Handler>
  : { [M in keyof Handler]: FnData<Handler[M]> }[keyof Handler];

/** Options of an app, with their defaults. */
export interface ResolvedFreshConfig {
  root: string;
  basePath: string;
  mode: "development" | "production";
  trustProxy: boolean;
}

/** Options of an app. */
export type FreshConfig = Partial<Omit<ResolvedFreshConfig, "mode">>;

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
    "config" | "url" | "req" | "params" | "info" | "state" | "error" | "route"
  >
  & Pick<Context<State>, "isPartial" | "Component">
  & { data: Data };

/** Options of `app.listen()`. */
export type ListenOptions = Partial<Deno.ServeTcpOptions & Deno.TlsCertifiedKeyPem>;

/** An island: its component, and what the browser loads for it. */
export interface Island {
  /** Unique in the build. */
  readonly name: string;
  readonly component: ComponentType<any>;
  /** The module, and its export that is the component. */
  readonly url: string;
  readonly exportName: string;
  /** Style sheets and modules that the module needs. */
  readonly css: readonly string[];
  readonly preload: readonly string[];
}

/** A page, layout or app wrapper; only these may be async. */
export type RouteComponent<Data, State> = (
  props: PageProps<Data, State>,
) => ComponentChild | Response | Promise<ComponentChild | Response>;

/** A route in code, or what a file of `routes/` exports. */
export interface Route<State> {
  component?: RouteComponent<any, State>;
  handler?: RouteHandler<any, State>;
  config?: RouteConfig;
}
