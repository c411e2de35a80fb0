import { runChain } from "./chain.ts";
import type { Compiled } from "./compile.ts";
import { Context } from "./context.ts";
import { plainError } from "./errors.ts";
import { HttpError } from "./http_error.ts";
import type { Method, Middleware, ResolvedFreshConfig } from "./types.ts";

const NO_INFO: Deno.ServeHandlerInfo = {
  remoteAddr: { transport: "tcp", hostname: "localhost", port: 0 },
  completed: Promise.resolve(),
};

/** Answers a request with what an app was compiled to. */
export async function answer<State>(
  compiled: Compiled<State>,
  config: ResolvedFreshConfig,
  req: Request,
  info: Deno.ServeHandlerInfo = NO_INFO,
): Promise<Response> {
  const url = new URL(req.url);
  // A path that starts with two slashes is another host to a browser.
  if (url.pathname.includes("//")) url.pathname = url.pathname.replace(/\/{2,}/g, "/");
  const match = compiled.router.match(req.method as Method, url.pathname);
  const target = match?.item ?? compiled.outside(elsewhere(req.method, match?.methods));
  const ctx = new Context<State>({
    req,
    url,
    info,
    params: match?.params ?? {},
    route: match?.pattern ?? null,
    config,
    surroundings: target.surroundings,
  });
  let response: Response;
  try {
    response = await runChain(target.chain, ctx);
  } catch (error) {
    response = plainError(error, compiled.build.dev);
  }
  if (req.method !== "HEAD" || response.body === null) return response;
  await response.body.cancel();
  return new Response(null, response);
}

/** Answers a path that has no route, or not with this method. */
function elsewhere<State>(method: string, known?: readonly Method[]): Middleware<State> {
  return () => {
    if (!known) throw new HttpError(404);
    if (method !== "OPTIONS") throw new HttpError(405);
    const allow = new Set<string>([...known, ...(known.includes("GET") ? ["HEAD"] : []), method]);
    return new Response(null, { status: 204, headers: { allow: [...allow].join(", ") } });
  };
}
