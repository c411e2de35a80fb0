import type { Context } from "./context.ts";
import type { MaybeLazy, Middleware } from "./types.ts";

/** Middlewares in the order in which they run; the last one answers. */
export type Chain<State> = MaybeLazy<Middleware<State>>[];

/**
 * Runs middlewares one inside the other.
 *
 * @param chain The middlewares; a lazy one is replaced by what it loads
 * @param ctx The context they share
 * @returns The response of the outermost one
 */
export function runChain<State>(chain: Chain<State>, ctx: Context<State>): Promise<Response> {
  return step(chain, ctx, 0);
}

async function step<State>(
  chain: Chain<State>,
  ctx: Context<State>,
  index: number,
): Promise<Response> {
  const middleware = chain[index];
  if (middleware === undefined) throw new Error("The last middleware called `ctx.next()`");
  ctx.next = () => step(chain, ctx, index + 1);
  try {
    let result = await middleware(ctx);
    if (typeof result === "function") {
      chain[index] = result;
      result = await result(ctx);
    }
    if (result instanceof Response) return result;
    throw new TypeError(`Expected a response for ${ctx.url.pathname}, but got ${String(result)}`);
  } catch (error) {
    ctx.error = error;
    throw error;
  }
}
