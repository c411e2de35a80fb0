/**
 * Figures as data: what each kind accepts, and what it shows in a given state.
 * Nothing here draws; `components/figure` does, twice over.
 *
 * @module
 */
export * from "./definition.ts";
export * from "./error.ts";
export * from "./model.ts";
export type { Observed, ObservedBound, ObservedValue } from "./observed.ts";
export * from "./operator_kinds.ts";
export * from "./operators.ts";
export * from "./sizes.ts";
export * from "./registry.ts";
export * from "./schemas.ts";
export * from "./ticks.ts";
export type { IntensityState } from "./intensity/state.ts";
export type { Attributes } from "./props.ts";
export type { RooflineState } from "./roofline/state.ts";
export * from "./csv.ts";
export * from "./link.ts";
