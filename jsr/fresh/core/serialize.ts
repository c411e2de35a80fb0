import { Signal } from "@preact/signals";
import { stringify } from "devalue";
import { isValidElement } from "preact";

/** Children, or another prop with JSX, that the browser takes from the page. */
export class SlotReference {
  constructor(readonly island: number, readonly name: string) {}
}

/** The props of an island, as they go to the browser. */
export interface IslandProps {
  readonly island: string;
  readonly props: Readonly<Record<string, unknown>>;
}

/**
 * Writes the props of all islands of a page as one text, so that a signal or
 * object that several of them got is one in the browser, too.
 *
 * @param islands The islands in the order of the page
 * @returns A text for `devalue`'s `parse`, with the tags `signal`, `computed` and `slot`
 * @throws {TypeError} If a prop cannot be sent, with the island and the prop's path
 */
export function serializeProps(islands: readonly IslandProps[]): string {
  for (const { island, props } of islands) {
    for (const [name, value] of Object.entries(props)) check(value, name, island, new Set());
  }
  return stringify(islands.map(({ props }) => props), {
    slot: (value: unknown) => value instanceof SlotReference && [value.island, value.name],
    // A computed signal has no setter; in the browser it stays at its value.
    computed: (value: unknown) => isComputed(value) && [value.peek()],
    signal: (value: unknown) => value instanceof Signal && [value.peek()],
  });
}

function check(value: unknown, path: string, island: string, above: Set<unknown>): void {
  const problem = describeProblem(value);
  if (problem) {
    throw new TypeError(
      `Cannot send the prop "${path}" of the island ${island} to the browser: ${problem}`,
    );
  }
  if (typeof value !== "object" || value === null || value instanceof SlotReference) return;
  if (above.has(value)) return;
  above.add(value);
  const inside = (item: unknown, key: string) => check(item, path + key, island, above);
  if (value instanceof Signal) inside(value.peek(), ".value");
  else if (value instanceof Map) {
    let index = 0;
    for (const [key, item] of value) {
      inside(key, `.keys()[${index++}]`);
      inside(item, `.get(${typeof key === "string" ? JSON.stringify(key) : String(key)})`);
    }
  } else if (value instanceof Set) [...value].forEach((item, i) => inside(item, `[${i}]`));
  else if (Array.isArray(value)) value.forEach((item, i) => inside(item, `[${i}]`));
  else if (isPlain(value)) {
    for (const [key, item] of Object.entries(value)) inside(item, `.${key}`);
  }
}

/** Whether a value is JSX; signals look like it to Preact, so that they can be children. */
export function isJsx(value: unknown): boolean {
  return isValidElement(value) && !((value as unknown) instanceof Signal);
}

const KNOWN = [Date, URL, RegExp, Map, Set, Uint8Array, Signal, SlotReference];

function describeProblem(value: unknown): string | null {
  if (typeof value === "function") return "it is a function; handle the event in the island";
  if (typeof value === "symbol") return "it is a symbol";
  if (typeof value !== "object" || value === null) return null;
  if (isJsx(value)) return "JSX can be a prop, but not a part of one";
  if (Array.isArray(value) || isPlain(value)) return null;
  if (KNOWN.some((known) => value instanceof known)) return null;
  if (Object.prototype.toString.call(value).startsWith("[object Temporal.")) return null;
  const name = value.constructor?.name || "object";
  return `it is an instance of ${name}; pass plain data and build it in the island`;
}

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return (prototype === null || prototype === Object.prototype) &&
    Object.getOwnPropertySymbols(value).length === 0;
}

function isComputed(value: unknown): value is Signal<unknown> {
  return value instanceof Signal && Object.getPrototypeOf(value) !== Signal.prototype;
}
