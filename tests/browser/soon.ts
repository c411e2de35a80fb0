/**
 * Assertions about a page that is still drawing. A click returns before what it causes is on the
 * screen, so a value read once after it may be the old one on a busy machine.
 *
 * @module
 */
import { expect } from "@std/expect";

/** How long a page may take to show what a test expects of it, in milliseconds. */
const PATIENCE = 5000;

type Matchers = ReturnType<typeof expect>["resolves"];

/**
 * Reads until the matcher agrees: `await soon(() => place.count()).toBe(0)`. Once the page has had
 * its time, the last disagreement is thrown.
 *
 * @param read Reads a value without changing the page, since it is called again and again.
 * @returns The matchers of `expect`, each a promise.
 */
export function soon(read: () => unknown): Matchers {
  return retrying(read, (value) => expect(value));
}

function retrying(read: () => unknown, matchers: (value: unknown) => unknown): Matchers {
  return new Proxy({} as Matchers, {
    get(_, name) {
      // What has a `then` would be called by an `await` that forgot its matcher
      if (name === "then") return undefined;
      if (name === "not") return retrying(read, (value) => part(matchers(value), name));
      return async (...args: unknown[]) => {
        const end = performance.now() + PATIENCE;
        while (true) {
          try {
            const matcher = part(matchers(await read()), name) as (...args: unknown[]) => void;
            return matcher(...args);
          } catch (disagreement) {
            if (performance.now() > end) throw disagreement;
            await new Promise((go) => setTimeout(go, 50));
          }
        }
      };
    },
  });
}

function part(whole: unknown, name: PropertyKey): unknown {
  return (whole as Record<PropertyKey, unknown>)[name];
}
