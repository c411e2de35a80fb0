import type { Machine } from "@/lib/compute/mod.ts";
import type { FigureModel, Place } from "./model.ts";
import type { Observed } from "./observed.ts";
import type { Attributes } from "./props.ts";

/** What a figure may look things up in. */
export interface FigureContext {
  /** The course's machine table. */
  readonly machines: readonly Machine[];
}

/** How far a key moves a handle: one step, a large step, or to an end. */
export type HandleStep = "less" | "more" | "much-less" | "much-more" | "least" | "most";

/**
 * What a kind of figure accepts, and how that becomes a state.
 *
 * @typeParam State The figure's state: JSON.
 */
export interface FigureSchema<State> {
  /** The name authors use. */
  readonly name: string;
  /** Its properties, by the names authors use. */
  readonly props: readonly { readonly name: string }[];
  /**
   * Reads properties, from Markdown or from a link.
   *
   * @throws {FigurePropError} A property is unknown, or its value not allowed.
   */
  parseProps(attributes: Attributes, context: FigureContext): State;
  /** Writes a state as properties; `parseProps` reads them back to the same state. */
  formatProps(state: State): Record<string, string>;
}

/**
 * A kind of figure: its schema, and how a state becomes a model that any
 * renderer can draw. All of it is pure.
 *
 * @typeParam State The figure's state: JSON.
 */
export interface FigureDefinition<State> extends FigureSchema<State> {
  /** Draws a state. */
  draw(state: State, context: FigureContext): FigureModel;
  /** The names of what it shows. */
  readonly observes: readonly string[];
  /**
   * What a state shows, as values for conditions: every name in every state, with values of one
   * type and unit.
   */
  observe(state: State, context: FigureContext): Observed;
  /** What a state shows, in one sentence with its numbers. */
  tell(state: State, context: FigureContext): string;
  /** The state after a handle is dragged to a place. */
  drag(state: State, handle: string, to: Place, context: FigureContext): State;
  /** The state after a key is pressed on a handle. */
  step(state: State, handle: string, by: HandleStep, context: FigureContext): State;
}
