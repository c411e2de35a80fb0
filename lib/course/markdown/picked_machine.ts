import type { ParameterSpec } from "../types.ts";
import type { YamlPath, YamlSource } from "../schema/yaml_source.ts";
import type { TextContext } from "./context.ts";

/**
 * Reports a machine that is unknown where a parameter picks it, and not in each
 * of the texts in which that shows.
 *
 * @param message What an evaluation says
 * @param params The exercise's parameters
 * @param source Its YAML text
 * @param path Where the exercise is in it
 * @param context Vocabulary and problems
 * @returns Whether it is such a machine
 */
export function reportPickedMachine(
  message: string,
  params: Readonly<Record<string, ParameterSpec>>,
  source: YamlSource,
  path: YamlPath,
  { course: { report, vocabulary } }: TextContext,
): boolean {
  const [, machine] = /^unknown machine "([^"]*)"/i.exec(message) ?? [];
  for (const [name, spec] of Object.entries(params)) {
    if (machine === undefined || spec.kind !== "pick" || !spec.values.includes(machine)) continue;
    // Those that no text has come to yet are as unknown
    for (const [i, value] of spec.values.entries()) {
      if (vocabulary.machines.includes(String(value))) continue;
      const span = source.span([...path, "params", name, "pick", i]);
      report("parameter", span, `unknown machine "${value}"`, {
        known: vocabulary.machines,
        knownIn: "data/machines.csv",
      });
    }
    return true;
  }
  return false;
}
