import type { ComponentChild, FunctionComponent } from "preact";
import { isValidElement } from "preact";
import type { Build } from "./build.ts";
import { renderPage } from "./page.ts";
import type { LayoutConfig, ResolvedFreshConfig, RouteComponent } from "./types.ts";

/** Alias of {@linkcode Context}, as upstream has it. */
export type FreshContext<State = unknown> = Context<State>;

/** A layout and the part of the app it is for. */
export interface Layout<State> {
  // deno-lint-ignore no-explicit-any -- layouts have no data
  readonly component: RouteComponent<any, State>;
  readonly config: LayoutConfig;
}

/** What surrounds the pages of a route. */
export interface Surroundings<State> {
  readonly build: Build;
  // deno-lint-ignore no-explicit-any -- app wrappers have no data
  readonly app: RouteComponent<any, State> | null;
  readonly layouts: readonly Layout<State>[];
}

/** The surroundings of a context, for the parts of this package. */
export const SURROUNDINGS: unique symbol = Symbol("surroundings");

interface ContextInit<State> {
  readonly req: Request;
  readonly url: URL;
  readonly info: Deno.ServeHandlerInfo;
  readonly params: Record<string, string>;
  readonly route: string | null;
  readonly config: ResolvedFreshConfig;
  readonly surroundings: Surroundings<State>;
}

/** A request on its way through an app. */
export class Context<State> {
  readonly config: ResolvedFreshConfig;
  readonly req: Request;
  readonly url: URL;
  readonly params: Record<string, string>;
  /** The pattern of the matched route. */
  readonly route: string | null;
  readonly info: Deno.ServeHandlerInfo;
  /** What middlewares hand on. */
  readonly state: State = {} as State;
  readonly isPartial: boolean = false;
  /** What was thrown, on error pages. */
  error: unknown = null;
  /** Calls the next middleware or handler. */
  next: () => Promise<Response> = () => Promise.reject(new Error("There is no next middleware"));
  /** The page, in layouts and the app wrapper. */
  Component: FunctionComponent = () => null;
  [SURROUNDINGS]: Surroundings<State>;

  constructor(init: ContextInit<State>) {
    this.config = init.config;
    this.req = init.req;
    this.url = init.url;
    this.params = init.params;
    this.route = init.route;
    this.info = init.info;
    this[SURROUNDINGS] = init.surroundings;
  }

  /** Redirects; an address that starts with several slashes stays on this host. */
  redirect(address: string, status = 302): Response {
    const [, path = "", rest = ""] = /^([^?#]*)(.*)$/s.exec(address) ?? [];
    const location = path.startsWith("/") ? path.replace(/\/{2,}/g, "/") + rest : address;
    return new Response(null, { status, headers: { location } });
  }

  /** Renders JSX inside the layouts and the app wrapper. */
  // deno-lint-ignore require-await -- a wrong argument rejects, it does not throw
  async render(
    vnode: ComponentChild,
    init: ResponseInit = {},
    config: LayoutConfig = {},
  ): Promise<Response> {
    if (!isValidElement(vnode)) {
      throw new TypeError(`Cannot render ${String(vnode)}: pass JSX to \`ctx.render()\``);
    }
    return renderPage(this, () => vnode, undefined, init, config);
  }

  /** Answers with plain text. */
  text(content: string, init?: ResponseInit): Response {
    return new Response(content, init);
  }

  /** Answers with HTML that is ready. */
  html(content: string, init?: ResponseInit): Response {
    const headers = new Headers(init?.headers);
    headers.set("content-type", "text/html; charset=utf-8");
    return new Response(content, { ...init, headers });
  }

  /** Answers with JSON. */
  // deno-lint-ignore no-explicit-any -- as `Response.json`
  json(content: any, init?: ResponseInit): Response {
    return Response.json(content, init);
  }

  /** Answers piece by piece. */
  stream<U extends string | Uint8Array>(
    source: Iterable<U> | AsyncIterable<U> | (() => Iterable<U> | AsyncIterable<U>),
    init?: ResponseInit,
  ): Response {
    const encoder = new TextEncoder();
    const pieces = typeof source === "function" ? source() : source;
    const body = ReadableStream.from(pieces).pipeThrough(
      new TransformStream<U, Uint8Array>({
        transform(piece, controller) {
          controller.enqueue(typeof piece === "string" ? encoder.encode(piece) : piece);
        },
      }),
    );
    return new Response(body as ReadableStream<Uint8Array<ArrayBuffer>>, init);
  }
}
