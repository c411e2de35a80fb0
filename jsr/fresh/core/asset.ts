const KEY = "__frsh_c";

let buildId = "";

/** Sets what makes addresses of assets new after a build. */
export function setBuildId(id: string): void {
  buildId = id;
}

/** The mark of the current build in a query, or null. */
export function isOfBuild(query: URLSearchParams, id: string): boolean {
  return query.get(KEY) === id;
}

/**
 * Marks the address of a static file with the current build, so that it may be
 * cached for good.
 *
 * @param path An address on this site; others are returned as they are
 * @returns The address with the mark
 */
export function asset(path: string): string {
  if (!path.startsWith("/") || path.startsWith("//") || path.includes(KEY) || buildId === "") {
    return path;
  }
  const [, address = "", hash = ""] = /^([^#]*)(.*)$/s.exec(path) ?? [];
  return `${address}${address.includes("?") ? "&" : "?"}${KEY}=${buildId}${hash}`;
}
