import type { Vocabulary } from "../expression/mod.ts";
import type { ParameterSpec } from "../types.ts";
import { PARAMETER } from "./names.ts";
import type { Report } from "./problem.ts";
import { isRecord, valueAt } from "./validate.ts";
import type { YamlPath, YamlSource } from "./yaml_source.ts";

const FORMS = ["pick", "range", "powers-of-two", "derived"] as const;

const HOW =
  "write { pick: [a, b] }, { range: [from, to], step: 1 }, { powers-of-two: [from, to] } or { derived: expression }";

/**
 * Reads an exercise's parameters, in the order in which they are drawn.
 *
 * @param source The YAML text
 * @param path Where `params` is
 * @param report Receives every problem
 * @param vocabulary The functions and machines that expressions know
 * @returns The parameters; wrong ones are left out
 */
export function readParameters(
  source: YamlSource,
  path: YamlPath,
  report: Report,
  { functions, machines }: Pick<Vocabulary, "functions" | "machines">,
): Record<string, ParameterSpec> {
  const params: Record<string, ParameterSpec> = {};
  const given = valueAt(source.value, path);
  if (!isRecord(given)) return params;
  for (const name of Object.keys(given)) {
    const at = [...path, name];
    if (!PARAMETER.test(name)) {
      report("parameter", source.keySpan(at), `"${name}" cannot be a parameter`, {
        fix: "use letters, digits and _, beginning with a letter",
      });
      continue;
    }
    if (functions.has(name)) {
      report("parameter", source.keySpan(at), `"${name}" is the name of a function`, {
        fix: `choose another name, such as the_${name}`,
      });
    }
    if (name === "answer") {
      report("parameter", source.keySpan(at), '"answer" is what the solution tells', {
        fix: "choose another name",
      });
    }
    const spec = readParameter(source, at, report);
    if (!spec) continue;
    params[name] = spec;
    if (spec.kind === "pick") checkMachines(spec.values, source, [...at, "pick"], machines, report);
  }
  return params;
}

function readParameter(
  source: YamlSource,
  path: YamlPath,
  report: Report,
): ParameterSpec | undefined {
  const value = valueAt(source.value, path);
  const keys = isRecord(value) ? Object.keys(value) : [];
  const forms = FORMS.filter((form) => keys.includes(form));
  const [form] = forms;
  if (!isRecord(value) || !form || forms.length > 1) {
    const odd = keys.find((key) => !FORMS.some((known) => known === key));
    if (odd && !form) {
      report("unknown-key", source.keySpan([...path, odd]), `unknown key "${odd}"`, {
        known: FORMS,
      });
    } else report("parameter", source.span(path), "the parameter cannot be read", { fix: HOW });
    return undefined;
  }
  for (const key of keys) {
    if (key === form || (key === "step" && form === "range")) continue;
    report("unknown-key", source.keySpan([...path, key]), `unknown key "${key}"`, {
      known: form === "range" ? [form, "step"] : [form],
    });
  }
  const wrong = (message: string, key: string = form) => {
    report("parameter", source.span([...path, key]), message, { fix: HOW });
    return undefined;
  };
  const content = value[form];
  switch (form) {
    case "pick":
      return isList(content, isPickable) && content.length > 0
        ? { kind: "pick", values: content }
        : wrong("pick must be a list of words or numbers");
    case "range": {
      const step = value.step ?? 1;
      if (typeof step !== "number" || !(step > 0)) return wrong("step must be above 0", "step");
      return isPair(content)
        ? { kind: "range", from: content[0], to: content[1], step }
        : wrong("range must be two numbers, the smaller first");
    }
    case "powers-of-two":
      return isPair(content) && content[0] > 0
        ? { kind: "powers-of-two", from: content[0], to: content[1] }
        : wrong("powers-of-two must be two numbers above 0, the smaller first");
    case "derived":
      return typeof content === "string" || typeof content === "number"
        ? { kind: "derived", expression: String(content) }
        : wrong("derived must be an expression");
  }
}

/** In a list in which another is a machine, a word that is none is most likely misspelt. */
function checkMachines(
  values: readonly (string | number)[],
  source: YamlSource,
  path: YamlPath,
  machines: readonly string[],
  report: Report,
): void {
  if (!values.some((value) => machines.includes(String(value)))) return;
  values.forEach((value, i) => {
    if (machines.includes(String(value))) return;
    report("parameter", source.span([...path, i]), `unknown machine "${value}"`, {
      known: machines,
      knownIn: "data/machines.csv",
    });
  });
}

function isList<T>(value: unknown, is: (item: unknown) => item is T): value is T[] {
  return Array.isArray(value) && value.every(is);
}

function isPickable(value: unknown): value is string | number {
  return typeof value === "string" || (typeof value === "number" && Number.isFinite(value));
}

function isPair(value: unknown): value is [number, number] {
  return Array.isArray(value) && value.length === 2 && value.every(Number.isFinite) &&
    value[0] <= value[1];
}
