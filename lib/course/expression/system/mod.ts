/**
 * Words for what surrounds an operator: the paper's trends, training memory, links, energy and
 * caches. They bring tables of data with them, so pages load them only where they are used.
 *
 * @module
 */
import type { Machine } from "@/lib/compute/mod.ts";
import type { Words } from "../types.ts";
import { energyFunctions } from "./energy_functions.ts";
import { linkFunctions } from "./link_functions.ts";
import { memoryFunctions } from "./memory_functions.ts";
import { tileFunctions } from "./tile_functions.ts";
import { trendFunctions } from "./trend_functions.ts";

/**
 * The functions over trends, training memory, links, energy and caches.
 *
 * @param machines The machine table
 * @returns The functions, in the order in which they are documented
 */
export function systemWords(machines: readonly Machine[]): Words {
  return {
    functions: [
      ...trendFunctions(),
      ...memoryFunctions(),
      ...linkFunctions(machines),
      ...energyFunctions(),
      ...tileFunctions(),
    ],
    models: [],
  };
}
