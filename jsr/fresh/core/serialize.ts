import { Signal } from "@preact/signals";
import { DevalueError, uneval } from "devalue";
import { isValidElement } from "preact";

/** JSX that an island was given: the browser takes it from the page. */
export class SlotReference {
  constructor(
    readonly island: number,
    readonly name: string,
  ) {}
}

/** An island's name, and its props as they go to the browser. */
export interface IslandProps {
  readonly island: string;
  readonly props: Readonly<Record<string, unknown>>;
}

/**
 * Writes the props of all islands of a page as one function, so that a signal
 * or object that several of them got is one in the browser, too.
 *
 * @param islands The islands in the order of the page
 * @returns Code of a function that takes what makes a signal, a computed signal and a slot
 * @throws {TypeError} If a prop cannot be sent, with the island and the prop's path
 */
export function serializeProps(islands: readonly IslandProps[]): string {
  let problem: string | null = null;
  try {
    const code = uneval(islands.map(({ props }) => props), (value, js) => {
      if (value instanceof SlotReference) return js`slot(${value.island},${value.name})`;
      // A computed signal stays at its value: how it is computed cannot be sent.
      if (isComputed(value)) return js`computed(${value.peek()})`;
      if (value instanceof Signal) return js`signal(${value.peek()})`;
      problem = findProblem(value);
      // devalue refuses symbols, and says where it found one.
      return problem === null ? null : js`${Symbol()}`;
    });
    return `(signal,computed,slot)=>${code}`;
  } catch (error) {
    if (!(error instanceof DevalueError)) throw error;
    const [, index, path = ""] = /^\.?\[(\d+)\]\.?(.*)$/s.exec(error.path) ?? [];
    throw new TypeError(
      `Cannot send the prop "${path}" of the island ${islands[Number(index)]?.island} ` +
        `to the browser: ${problem ?? error.message}`,
    );
  }
}

/** Whether a value is JSX; signals look like it to Preact, so that they can be children. */
export function isJsx(value: unknown): boolean {
  return isValidElement(value) && !((value as unknown) instanceof Signal);
}

// What upstream can send, too; devalue could send more.
const KNOWN = [Date, URL, RegExp, Map, Set, Uint8Array];

function findProblem(value: unknown): string | null {
  if (typeof value === "function") return "it is a function, so handle the event in the island";
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  if (isJsx(value)) return "JSX can be a prop, but not a part of one";
  const prototype = Object.getPrototypeOf(value);
  if (prototype === null || prototype === Object.prototype) return null;
  if (KNOWN.some((known) => value instanceof known)) return null;
  if (Object.prototype.toString.call(value).startsWith("[object Temporal.")) return null;
  return `it is an instance of ${value.constructor?.name || "a class"}, so pass plain data`;
}

function isComputed(value: unknown): value is Signal<unknown> {
  return value instanceof Signal && Object.getPrototypeOf(value) !== Signal.prototype;
}
