import type { JsonObject } from "@/lib/course/types.ts";
import type { FigureContext, FigureDefinition } from "./definition.ts";
import { FigurePropError } from "./error.ts";
import { intensity } from "./intensity/mod.ts";
import type { FigureModel } from "./model.ts";
import { roofline } from "./roofline/mod.ts";
import { type FigureName, figureNames } from "./schemas.ts";
import { tiling } from "./tiling/mod.ts";
import { scalingTrends } from "./scaling_trends/mod.ts";
import { wulfMckee } from "./wulf_mckee/mod.ts";
import { modelGrowth } from "./model_growth/mod.ts";
import { fitCheck } from "./fit_check/mod.ts";
import { allReduce } from "./all_reduce/mod.ts";
import { bandwidthLadder } from "./bandwidth_ladder/mod.ts";

/** Every kind of figure. */
const definitions: Readonly<Record<FigureName, FigureDefinition<unknown>>> = {
  roofline: forgetState(roofline),
  intensity: forgetState(intensity),
  tiling: forgetState(tiling),
  "scaling-trends": forgetState(scalingTrends),
  "wulf-mckee": forgetState(wulfMckee),
  "model-growth": forgetState(modelGrowth),
  "fit-check": forgetState(fitCheck),
  "all-reduce": forgetState(allReduce),
  "bandwidth-ladder": forgetState(bandwidthLadder),
};

/**
 * Finds a kind of figure.
 *
 * @param name The name an author wrote.
 * @returns The definition.
 * @throws {FigurePropError} There is no such figure.
 *
 * @example
 * ```ts
 * import { findFigure } from "@/lib/figures/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(findFigure("roofline").props[0]?.name).toBe("machine");
 * ```
 */
export function findFigure(name: string): FigureDefinition<unknown> {
  const found = Object.hasOwn(definitions, name) ? definitions[name as FigureName] : undefined;
  if (!found) throw new FigurePropError("name", name, figureNames, "there is no such figure");
  return found;
}

/**
 * Draws a figure.
 *
 * @param name The kind of figure.
 * @param state A state that `parseFigureProps` made.
 * @param context What the figure may look things up in.
 * @returns What to draw.
 * @throws {FigurePropError} There is no such figure.
 */
export function drawFigure(name: string, state: JsonObject, context: FigureContext): FigureModel {
  return findFigure(name).draw(state, context);
}

/** Forgets the type of a state: a state is only ever given back to its own kind. */
function forgetState<State>(definition: FigureDefinition<State>): FigureDefinition<unknown> {
  return definition as unknown as FigureDefinition<unknown>;
}
