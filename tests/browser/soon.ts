/**
 * Assertions about what an action causes. A click returns before that is on the screen, so a value
 * read once after it may be the old one on a busy machine. What an action must not change, or what
 * is so from the start, is read once with `expect`: a page could be wrong there for a while.
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
  return retrying(read, false);
}

function retrying(read: () => unknown, isNegated: boolean): Matchers {
  return new Proxy({} as Matchers, {
    get(_, name) {
      if (name === "then") throw new Error("soon() is followed by a matcher: soon(…).toBe(…)");
      if (name === "not") return retrying(read, !isNegated);
      return async (...args: unknown[]) => {
        const end = performance.now() + PATIENCE;
        while (true) {
          try {
            const expected = expect(await read());
            const matchers = isNegated ? expected.not : expected;
            return Reflect.get(matchers, name)(...args);
          } catch (disagreement) {
            if (performance.now() > end) throw disagreement;
            await new Promise((go) => setTimeout(go, 50));
          }
        }
      };
    },
  });
}
