import type { JsonObject } from "@/lib/course/types.ts";
import type { FigureContext, FigureSchema } from "./definition.ts";
import { FigurePropError } from "./error.ts";
import { intensitySchema } from "./intensity/state.ts";
import type { Attributes } from "./props.ts";
import { rooflineSchema } from "./roofline/state.ts";
import { tilingSchema } from "./tiling/state.ts";
import { scalingTrendsSchema } from "./scaling_trends/state.ts";
import { wulfMckeeSchema } from "./wulf_mckee/state.ts";
import { modelGrowthSchema } from "./model_growth/state.ts";
import { fitCheckSchema } from "./fit_check/state.ts";
import { allReduceSchema } from "./all_reduce/state.ts";
import { bandwidthLadderSchema } from "./bandwidth_ladder/state.ts";

/** The kinds of figures. Every table of kinds has a row for each, or does not compile. */
export type FigureName =
  | "roofline"
  | "intensity"
  | "tiling"
  | "scaling-trends"
  | "wulf-mckee"
  | "model-growth"
  | "fit-check"
  | "all-reduce"
  | "bandwidth-ladder";

const schemas: Readonly<Record<FigureName, FigureSchema<unknown>>> = {
  roofline: forgetState(rooflineSchema),
  intensity: forgetState(intensitySchema),
  tiling: forgetState(tilingSchema),
  "scaling-trends": forgetState(scalingTrendsSchema),
  "wulf-mckee": forgetState(wulfMckeeSchema),
  "model-growth": forgetState(modelGrowthSchema),
  "fit-check": forgetState(fitCheckSchema),
  "all-reduce": forgetState(allReduceSchema),
  "bandwidth-ladder": forgetState(bandwidthLadderSchema),
};

/** What every kind of figure accepts, by name. */
export const figureSchemas: ReadonlyMap<string, FigureSchema<unknown>> = /* @__PURE__ */ new Map(
  Object.entries(schemas),
);

/** The names authors can use. */
export const figureNames: readonly string[] = Object.keys(schemas);

/**
 * Reads a figure's properties into its initial state.
 *
 * @param name The kind of figure.
 * @param attributes Properties as text, without `name`, `id` and `caption`.
 * @param context What the figure may look things up in.
 * @returns The state: JSON.
 * @throws {FigurePropError} The figure or a property is unknown, or a value is not allowed.
 *
 * @example
 * ```ts
 * import { FigurePropError, parseFigureProps } from "@/lib/figures/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(() => parseFigureProps("rooftop", {}, { machines: [] })).toThrow(FigurePropError);
 * ```
 */
export function parseFigureProps(
  name: string,
  attributes: Attributes,
  context: FigureContext,
): JsonObject {
  const schema = figureSchemas.get(name);
  if (!schema) throw new FigurePropError("name", name, figureNames, "there is no such figure");
  return schema.parseProps(attributes, context) as JsonObject;
}

/** Forgets the type of a state: a state is only ever given back to its own kind. */
function forgetState<State>(schema: FigureSchema<State>): FigureSchema<unknown> {
  return schema as unknown as FigureSchema<unknown>;
}
