import type { Middleware } from "./types.ts";

/**
 * Makes addresses end with a slash, or never with one, by redirecting.
 *
 * @param mode Whether a slash stands at the end of every path
 */
export function trailingSlashes<State>(mode: "always" | "never"): Middleware<State> {
  return (ctx) => {
    const { pathname, search } = ctx.url;
    const ends = pathname.endsWith("/");
    if (pathname === "/" || ends === (mode === "always")) return ctx.next();
    return ctx.redirect((ends ? pathname.slice(0, -1) : `${pathname}/`) + search);
  };
}
