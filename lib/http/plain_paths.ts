import type { Middleware } from "fresh";

/**
 * Sends other spellings of a path to the plain one, with their query: `/lessons/the%2Droofline` to
 * `/lessons/the-roofline`. A page has any number of such spellings, and each would be rendered anew.
 *
 * @returns The middleware.
 */
export function plainPaths<State>(): Middleware<State> {
  return function sendToPlainPath(ctx) {
    const { pathname, search } = ctx.url;
    const plain = plainPath(pathname);
    // A path with two slashes at its start would lead to another host.
    if (plain === pathname || plain.startsWith("//")) return ctx.next();
    return new Response(null, { status: 308, headers: { Location: plain + search } });
  };
}

/** A path in which nothing is encoded that need not be. */
function plainPath(pathname: string): string {
  return pathname.replace(/%[0-9a-f]{2}/gi, (escape) => {
    const character = String.fromCharCode(parseInt(escape.slice(1), 16));
    return /[\w.~-]/.test(character) ? character : escape;
  });
}
