import type { ComponentType } from "preact";
import type { Machine } from "@/lib/compute/mod.ts";
import type { FigureDefinition } from "@/lib/figures/definition.ts";

/** What the controls of a figure are given. */
export interface ControlsProps<State> {
  /** The figure's id; ids of controls begin with it. */
  id: string;
  state: State;
  machines: readonly Machine[];
  disabled: boolean;
  /** Takes a change, not a state: what changes is the state of that moment. */
  onChange(change: (state: State) => State): void;
}

/**
 * A kind of figure with what is drawn around it.
 *
 * @typeParam State The figure's state.
 */
export interface FigureKind<State = unknown> {
  readonly definition: FigureDefinition<State>;
  readonly Controls: ComponentType<ControlsProps<State>>;
  /** Whether its formulas are open from the start. */
  readonly workingsOpen: boolean;
}

/**
 * Forgets the type of a state: a state is only ever given back to its own kind.
 *
 * @typeParam State The figure's state.
 * @param kind A kind of figure.
 * @returns The same kind, for those who handle every kind alike.
 */
export function figureKind<State>(kind: FigureKind<State>): FigureKind {
  return kind as unknown as FigureKind;
}
