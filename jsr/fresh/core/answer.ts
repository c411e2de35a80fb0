import type { Compiler, Handlers } from "./compiler.ts";
import { Context, SURROUNDINGS } from "./context.ts";
import { plainError } from "./errors.ts";
import { HttpError } from "./http_error.ts";
import type { Method, Middleware, ResolvedFreshConfig } from "./types.ts";

const NO_INFO: Deno.ServeHandlerInfo = {
  remoteAddr: { transport: "tcp", hostname: "localhost", port: 0 },
  completed: Promise.resolve(),
};

/** Answers a request with what an app was compiled to. */
export async function answer<State>(
  compiler: Compiler<State>,
  config: ResolvedFreshConfig,
  req: Request,
  info: Deno.ServeHandlerInfo = NO_INFO,
): Promise<Response> {
  const url = readUrl(req);
  if (!url) return new Response("Bad request", { status: 400 });
  // A path that starts with two slashes is another site to a browser.
  if (url.pathname.includes("//")) url.pathname = url.pathname.replace(/\/{2,}/g, "/");
  const match = compiler.router.match(req.method as Method, url.pathname);
  const { handlers, surroundings } = match?.item ??
    compiler.target([], [elsewhere(req.method, match?.methods)]);
  const ctx = new Context<State>({
    req,
    url,
    info,
    config,
    params: match?.params ?? {},
    route: match?.pattern ?? null,
    [SURROUNDINGS]: surroundings(),
  });
  const response = await run(handlers, ctx, 0).catch((error) => plainError(error, compiler.build));
  if (response.status === 405 && match && !response.headers.has("allow")) {
    response.headers.set("allow", allowed(match.methods).join(", "));
  }
  if (req.method !== "HEAD" || response.body === null) return response;
  await response.body.cancel();
  return new Response(null, response);
}

/** A host name or address, with or without a port: all that may stand in a Host header. */
const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i;

/** The address asked for; undefined if the Host header is none, or would change the path. */
function readUrl(req: Request): URL | undefined {
  const host = req.headers.get("host");
  if (host !== null && !HOST.test(host)) return undefined;
  try {
    return new URL(req.url);
  } catch {
    return undefined;
  }
}

/** Runs middlewares one inside the other; what a lazy one loads takes its place. */
async function run<State>(
  handlers: Handlers<State>,
  ctx: Context<State>,
  index: number,
): Promise<Response> {
  const handler = handlers[index];
  if (handler === undefined) throw new Error("The last middleware called ctx.next()");
  ctx.next = () => run(handlers, ctx, index + 1);
  try {
    let result = await handler(ctx);
    if (typeof result === "function") result = await (handlers[index] = result)(ctx);
    if (result instanceof Response) return result;
    throw new TypeError(`Expected a response for ${ctx.url.pathname}, but got ${String(result)}`);
  } catch (error) {
    ctx.error = error;
    throw error;
  }
}

/** Answers a path that has no route, or not with this method. */
function elsewhere<State>(method: string, known?: readonly Method[]): Middleware<State> {
  return () => {
    if (!known) throw new HttpError(404);
    if (method !== "OPTIONS") throw new HttpError(405);
    return new Response(null, {
      status: 204,
      headers: { allow: allowed([...known, "OPTIONS"]).join(", ") },
    });
  };
}

/** What may be asked of a path: GET answers HEAD as well. */
function allowed(methods: readonly Method[]): Method[] {
  return [...new Set<Method>([...methods, ...(methods.includes("GET") ? ["HEAD" as const] : [])])];
}
