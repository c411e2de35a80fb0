import type {
  HandlerByMethod,
  HandlerFn,
  Middleware,
  PageResponse,
  RouteComponent,
  RouteData,
  RouteHandler,
} from "./types.ts";

interface PageInit {
  headers?: HeadersInit;
  status?: number;
}

/**
 * Gives data to the component of the same file, with a status and headers.
 *
 * @param data What the component gets as `props.data`
 * @param init The status and headers of the response
 */
export function page(): PageResponse<undefined>;
export function page<T>(data: T, init?: PageInit): PageResponse<T>;
export function page<T>(data?: T, init?: PageInit): PageResponse<T | undefined> {
  return { data, ...init };
}

/** Functions that only give types to what is passed through them. */
export interface Define<State> {
  handlers<Data, Handlers extends RouteHandler<Data, State> = RouteHandler<Data, State>>(
    handlers: Handlers,
  ): typeof handlers;
  page<
    // deno-lint-ignore no-explicit-any -- the data is known from the handler
    Handler extends HandlerFn<any, State> | HandlerByMethod<any, State> = never,
    Data = Handler extends RouteHandler<unknown, State> ? RouteData<Handler> : never,
  >(
    component: RouteComponent<Data, State>,
  ): typeof component;
  layout(component: RouteComponent<unknown, State>): typeof component;
  middleware<M extends Middleware<State> | Middleware<State>[]>(middleware: M): M;
}

/**
 * Makes the `define` helpers for one type of state.
 *
 * @returns Functions that return what they are given
 */
export function createDefine<State>(): Define<State> {
  return {
    handlers: (handlers) => handlers,
    page: (component) => component,
    layout: (component) => component,
    middleware: (middleware) => middleware,
  };
}
