import { isOfBuild } from "./asset.ts";
import { SURROUNDINGS } from "./context.ts";
import { decode } from "./router.ts";
import type { Middleware } from "./types.ts";

const FOREVER = "public, max-age=31536000, immutable";
const NEVER = "no-cache, no-store, max-age=0, must-revalidate";

/** Serves the files of the build and of `static/`. Add it first. */
export function staticFiles<State>(): Middleware<State> {
  return async (ctx) => {
    const { build } = ctx[SURROUNDINGS];
    const file = build.files.get(decode(ctx.url.pathname));
    if (!file) return await ctx.next();
    const { method } = ctx.req;
    if (method !== "GET" && method !== "HEAD") {
      return new Response("Method Not Allowed", { status: 405, headers: { allow: "GET, HEAD" } });
    }
    const lasting = file.immutable || isOfBuild(ctx.url.searchParams, build.id);
    const headers = new Headers({
      "content-type": file.type,
      "cache-control": lasting ? FOREVER : NEVER,
      vary: "If-None-Match",
      etag: `W/"${file.hash}"`,
    });
    if (matches(ctx.req.headers.get("if-none-match"), file.hash)) {
      return new Response(null, { status: 304, headers });
    }
    headers.set("content-length", String(file.size));
    if (method === "HEAD") return new Response(null, { headers });
    try {
      return new Response(await file.open(), { headers });
    } catch (error) {
      // The build was replaced while this server ran: the file is gone, and nothing is broken.
      if (error instanceof Deno.errors.NotFound) return await ctx.next();
      throw error;
    }
  };
}

function matches(header: string | null, hash: string): boolean {
  return (
    header?.split(",").some((tag) => {
      const value = tag.trim();
      return value === "*" || value.replace(/^W\//, "").replaceAll('"', "") === hash;
    }) ?? false
  );
}
