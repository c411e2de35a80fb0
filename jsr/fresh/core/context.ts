import { type ComponentChild, type FunctionComponent, isValidElement } from "preact";
import { renderPage, type Surroundings } from "./page.ts";
import type { LayoutConfig, ResolvedFreshConfig } from "./types.ts";

/** Alias of {@linkcode Context}, as upstream has it. */
export type FreshContext<State = unknown> = Context<State>;

/** What surrounds the pages of a context; for this package alone. */
export const SURROUNDINGS: unique symbol = Symbol("surroundings");

type Init<State> = Pick<
  Context<State>,
  "req" | "url" | "info" | "params" | "route" | "config" | typeof SURROUNDINGS
>;

/** A request on its way through an app. */
export class Context<State> {
  declare readonly config: ResolvedFreshConfig;
  declare readonly req: Request;
  declare readonly url: URL;
  declare readonly params: Record<string, string>;
  /** The pattern of the matched route. */
  declare readonly route: string | null;
  declare readonly info: Deno.ServeHandlerInfo;
  declare [SURROUNDINGS]: Surroundings<State>;
  /** What middlewares hand on. */
  readonly state: State = {} as State;
  readonly isPartial: boolean = false;
  /** What was thrown, on error pages. */
  error: unknown = null;
  /** Calls the next middleware or handler. */
  next: () => Promise<Response> = () => Promise.reject(new Error("There is no next middleware"));
  /** The page, in layouts and the app wrapper. */
  Component: FunctionComponent = () => null;

  constructor(init: Init<State>) {
    Object.assign(this, init);
  }

  /** Redirects; an address that starts with several slashes stays on this site. */
  redirect(address: string, status = 302): Response {
    const [, path = "", rest = ""] = /^([^?#]*)(.*)$/s.exec(address) ?? [];
    const location = path.startsWith("/") ? path.replace(/[/\\]{2,}/g, "/") + rest : address;
    return new Response(null, { status, headers: { location } });
  }

  /** Renders JSX inside the layouts and the app wrapper. */
  async render(
    vnode: ComponentChild,
    init: ResponseInit = {},
    config: LayoutConfig = {},
  ): Promise<Response> {
    if (isValidElement(vnode)) {
      return await renderPage(this, () => vnode, undefined, init, config);
    }
    throw new TypeError(`Cannot render ${String(vnode)}: pass JSX to ctx.render()`);
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
  stream<U extends string | Uint8Array<ArrayBuffer>>(
    source: Iterable<U> | AsyncIterable<U> | (() => Iterable<U> | AsyncIterable<U>),
    init?: ResponseInit,
  ): Response {
    const encoder = new TextEncoder();
    async function* encode(): AsyncIterable<Uint8Array<ArrayBuffer>> {
      for await (const piece of typeof source === "function" ? source() : source) {
        yield typeof piece === "string" ? encoder.encode(piece) : piece;
      }
    }
    return new Response(ReadableStream.from(encode()), init);
  }
}
