/** Classes of responses that are cached alike. */
export type CacheClass = "page" | "live" | "data" | "private";

/**
 * The `Cache-Control` value of a class.
 *
 * - `page`: lessons and the like, the same for everybody. A browser revalidates each time (a
 *   cheap 304); a CDN keeps a day and serves stale for a week while it fetches the next.
 * - `live`: data that pages fetch and that must fit them, such as exercises by their versions.
 *   Everyone on the way revalidates each time (a cheap 304).
 * - `data`: machine-readable files (sitemap, robots, speculation rules).
 * - `private`: errors, health, and pages made for a query, such as a handout with the numbers of
 *   a class; never stored.
 *
 * Hashed assets are marked immutable by Fresh's static file middleware.
 *
 * @param cacheClass The class.
 * @returns The header's value.
 *
 * @example
 * ```ts
 * import { cacheControl } from "@/lib/http/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(cacheControl("private")).toBe("no-store");
 * ```
 */
export function cacheControl(cacheClass: CacheClass): string {
  switch (cacheClass) {
    case "page":
      return "public, max-age=0, s-maxage=86400, stale-while-revalidate=604800";
    case "live":
      return "public, no-cache";
    case "data":
      return "public, max-age=3600, s-maxage=86400";
    case "private":
      return "no-store";
  }
}
