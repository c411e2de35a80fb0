import type { Method } from "./types.ts";

/** What a router finds for a path. */
export interface Match<T> {
  /** The item of the method, or null if the path is known with other methods only. */
  readonly item: T | null;
  readonly pattern: string;
  readonly params: Record<string, string>;
  /** The methods the path is known with. */
  readonly methods: readonly Method[];
}

interface Entry<T> {
  readonly pattern: string;
  readonly matcher: URLPattern | null;
  readonly items: Map<Method, T>;
}

/** Paths remembered; a bound, because anybody can ask for any path. */
const MOST_FOUND = 1000;
const IS_PATTERN = /[*:{}+?()]/;
const REST = /\/:(\w+)\*$/;

/** Finds what was added for a method and path: plain paths first, then patterns in order. */
export class Router<T> {
  readonly #entries = new Map<string, Entry<T>>();
  readonly #static = new Map<string, Entry<T>>();
  readonly #dynamic: Entry<T>[] = [];
  /** What patterns matched lately: matching a pattern costs more than all else here. */
  readonly #found = new Map<string, Match<T>>();

  /** Adds an item; the first one of a method and pattern stays. */
  add(method: Method, pattern: string, item: T): void {
    this.#found.clear();
    const entry = this.#entries.get(pattern) ?? this.#create(pattern);
    if (!entry.items.has(method)) entry.items.set(method, item);
  }

  #create(pattern: string): Entry<T> {
    const dynamic = IS_PATTERN.test(pattern);
    // `[...rest]` asks for one segment at least.
    const pathname = pattern.replace(REST, "/:$1+");
    const matcher = dynamic ? new URLPattern({ pathname }) : null;
    const entry = { pattern, matcher, items: new Map<Method, T>() };
    this.#entries.set(pattern, entry);
    if (dynamic) this.#dynamic.push(entry);
    else this.#static.set(new URL(pattern, "http://localhost").pathname, entry);
    return entry;
  }

  /** Finds the item for a method and a path as it stands in a URL. */
  match(method: Method, pathname: string): Match<T> | null {
    const other = pathname.endsWith("/") ? pathname.slice(0, -1) : `${pathname}/`;
    const fixed = this.#static.get(pathname) ?? this.#static.get(other);
    if (fixed) return toMatch(fixed, method, {});
    const key = `${method} ${pathname}`;
    const known = this.#found.get(key);
    if (known) return { ...known, params: { ...known.params } };
    const match = this.#search(method, pathname);
    if (match?.item) {
      if (this.#found.size >= MOST_FOUND) this.#found.clear();
      this.#found.set(key, { ...match, params: { ...match.params } });
    }
    return match;
  }

  #search(method: Method, pathname: string): Match<T> | null {
    let wrongMethod: Match<T> | null = null;
    for (const entry of this.#dynamic) {
      const groups = entry.matcher?.exec({ pathname })?.pathname.groups;
      if (!groups) continue;
      const match = toMatch(entry, method, groups);
      if (match.item !== null) return match;
      wrongMethod ??= match;
    }
    return wrongMethod;
  }
}

function toMatch<T>(
  entry: Entry<T>,
  method: Method,
  groups: Record<string, string | undefined>,
): Match<T> {
  const { items, pattern } = entry;
  const params: Record<string, string> = {};
  for (const [name, value] of Object.entries(groups)) {
    if (value !== undefined) params[name] = decode(value);
  }
  const item = items.get(method) ?? (method === "HEAD" ? items.get("GET") : undefined) ?? null;
  return { item, pattern, params, methods: [...items.keys()] };
}

/** Decodes a part of a path; one that cannot be decoded stays as it is. */
export function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
