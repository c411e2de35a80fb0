/**
 * A figure's state in an address: `?<figure>.<property>=<value>#figure-<figure>`.
 *
 * @module
 */
import type { FigureContext, FigureSchema } from "./definition.ts";
import { FigurePropError } from "./error.ts";
import type { Attributes } from "./props.ts";

/**
 * The address of a figure in a state. Only what differs from the initial state
 * is written, so that links stay short and most survive a change of the lesson.
 *
 * @typeParam State The figure's state.
 * @param schema The kind of figure.
 * @param address The page's present address.
 * @param id The figure's id.
 * @param states The figure's initial state and the one to write.
 * @returns The address.
 */
export function writeLink<State>(
  schema: FigureSchema<State>,
  address: string | URL,
  id: string,
  { initial, state }: { readonly initial: State; readonly state: State },
): URL {
  const url = clearLink(address, id);
  for (const [prop, value] of changedProps(schema, initial, state)) {
    url.searchParams.set(`${id}.${prop}`, value);
  }
  url.hash = `figure-${id}`;
  return url;
}

/**
 * An address without a figure's state.
 *
 * @param address The page's present address.
 * @param id The figure's id.
 * @returns The address; what else it holds stays.
 *
 * @example
 * ```ts
 * import { clearLink } from "@/lib/figures/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const address = "https://example.org/?a.levels=all&b.levels=all#figure-a";
 * expect(clearLink(address, "a").href).toBe("https://example.org/?b.levels=all#figure-a");
 * ```
 */
export function clearLink(address: string | URL, id: string): URL {
  const url = new URL(address);
  const own = [...url.searchParams.keys()].filter((key) => key.startsWith(`${id}.`));
  for (const key of own) url.searchParams.delete(key);
  return url;
}

/** What an address says about a figure: a state, nothing, or something that cannot be used. */
export type LinkState<State> =
  | { readonly kind: "none" }
  | { readonly kind: "state"; readonly state: State }
  | {
    readonly kind: "invalid";
    /** The property whose value cannot be used; unset if the figure has no such property. */
    readonly prop?: string;
  };

/**
 * Reads a figure's state from an address. The address is a stranger's text: it
 * is validated by the figure's schema like an author's properties, and nothing of
 * what is refused is given back, so that a page never shows it.
 *
 * @typeParam State The figure's state.
 * @param schema The kind of figure.
 * @param address The page's address.
 * @param id The figure's id.
 * @param initial The figure's initial state, which the address changes.
 * @param context What the figure may look things up in.
 * @returns The state, nothing, or why it cannot be used.
 */
export function readLink<State>(
  schema: FigureSchema<State>,
  address: string | URL,
  id: string,
  initial: State,
  context: FigureContext,
): LinkState<State> {
  const changes: Record<string, string> = {};
  for (const [key, value] of new URL(address).searchParams) {
    if (key.startsWith(`${id}.`)) changes[key.slice(id.length + 1)] = value;
  }
  if (Object.keys(changes).length === 0) return { kind: "none" };
  return readProps(schema, changes, initial, context);
}

/**
 * Writes a state as a short text, in the form of a link: what differs from the initial state,
 * such as `machine=v100&selected=2`.
 *
 * @typeParam State The figure's state.
 * @param schema The kind of figure.
 * @param states The figure's initial state and the one to write.
 * @returns The text; empty for the initial state.
 */
export function writeState<State>(
  schema: FigureSchema<State>,
  { initial, state }: { readonly initial: State; readonly state: State },
): string {
  return new URLSearchParams(changedProps(schema, initial, state)).toString();
}

/**
 * Reads what {@linkcode writeState} wrote. The text may come from a file or from an earlier
 * edition of the course: it is validated by the figure's schema.
 *
 * @typeParam State The figure's state.
 * @param schema The kind of figure.
 * @param text The text.
 * @param initial The figure's initial state, which the text changes.
 * @param context What the figure may look things up in.
 * @returns The state, or `undefined` if it cannot be used.
 */
export function readState<State>(
  schema: FigureSchema<State>,
  text: string,
  initial: State,
  context: FigureContext,
): State | undefined {
  const read = readProps(
    schema,
    Object.fromEntries(new URLSearchParams(text)),
    initial,
    context,
  );
  return read.kind === "state" ? read.state : undefined;
}

/** The properties in which two states differ, as the second has them. */
function changedProps<State>(
  schema: FigureSchema<State>,
  initial: State,
  state: State,
): [string, string][] {
  const before = schema.formatProps(initial);
  return Object.entries(schema.formatProps(state)).filter(([prop, value]) =>
    before[prop] !== value
  );
}

function readProps<State>(
  schema: FigureSchema<State>,
  changes: Attributes,
  initial: State,
  context: FigureContext,
): LinkState<State> {
  const attributes: Attributes = { ...schema.formatProps(initial), ...changes };
  try {
    return { kind: "state", state: schema.parseProps(attributes, context) };
  } catch (error) {
    if (error instanceof FigurePropError) {
      const known = schema.props.find(({ name }) => name === error.prop);
      return { kind: "invalid", ...(known ? { prop: known.name } : {}) };
    }
    throw error;
  }
}
