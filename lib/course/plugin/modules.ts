import { resolve } from "node:path";
import type { CompileResult } from "../compile.ts";

/** The modules that the plugin writes, by absolute path. */
export interface ContentModules {
  readonly course: string;
  readonly machines: string;
}

/** Where the modules stand in a project. */
export function contentModules(root: string): ContentModules {
  return {
    course: resolve(root, "lib/course/compiled.ts"),
    machines: resolve(root, "lib/course/compiled_machines.ts"),
  };
}

/** The source of the module with the whole course. */
export function courseModule({ course }: CompileResult): string {
  return exportJson("course", course);
}

/** The source of the module with the machine table, with all that is known of each. */
export function machinesModule({ machines }: CompileResult): string {
  return exportJson("machines", machines);
}

/**
 * The same for the browser, without the prose about each row: it is most of
 * the table's weight. What a figure says about a doubtful number stays.
 */
export function clientMachinesModule({ machines }: CompileResult): string {
  return exportJson(
    "machines",
    machines.map((machine) => ({
      ...machine,
      source: "",
      notes: "",
      confidence: machine.unverified.length > 0 ? machine.confidence : "",
      levels: machine.levels.map((level) => ({ ...level, source: "" })),
    })),
  );
}

/** JSON in a string is parsed several times as fast as an object literal. */
function exportJson(name: string, value: unknown): string {
  return `export const ${name} = JSON.parse(${JSON.stringify(JSON.stringify(value))});\n`;
}
