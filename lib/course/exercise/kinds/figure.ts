import type { FigureContext, FigureDefinition } from "@/lib/figures/definition.ts";
import { FigurePropError } from "@/lib/figures/error.ts";
import { figureSchemas } from "@/lib/figures/schemas.ts";
import { findFigure } from "@/lib/figures/registry.ts";
import type { Vocabulary } from "../../expression/mod.ts";
import type { FigureExercise } from "../../types.ts";
import { holds } from "../compiled_expressions.ts";
import { fillProps, propExpressions } from "../figure_state.ts";
import { fillTemplate } from "../template.ts";
import { type Problems, withParameters } from "../problem.ts";
import type { Parameters } from "../variant.ts";
import { checkNonEmpty } from "./common_checks.ts";
import type { KindChecks } from "./kind.ts";

/** The state that a figure is put in. */
export const figure: KindChecks<FigureExercise> = {
  // What is said of a slip may tell what the figure shows, which is known when it is filled in
  texts: () => [],
  expressions({ start, solved, condition, slips, figure }) {
    const also = observedNames(figure);
    const props = (path: string, texts: FigureExercise["start"]) =>
      Object.entries(texts).flatMap(([name, text]) =>
        propExpressions(text).map(({ source }) => ({ path: `${path}.${name}`, source }))
      );
    return [
      ...props("figure", start),
      ...props("solved", solved),
      { path: "condition", source: condition, also },
      ...slips.map(({ when }, i) => ({ path: `slips[${i}].when`, source: when, also })),
    ];
  },
  check({ figure, params, slips, solved }, problems) {
    if (!figureSchemas.has(figure)) {
      problems.add("figure.name", `There is no figure "${figure}"`, {
        known: [...figureSchemas.keys()],
      });
    }
    const shown = observedNames(figure);
    for (const name of Object.keys(params)) {
      if (!shown.includes(name)) continue;
      problems.add(
        `params.${name}`,
        `"${name}" is what the figure shows, in conditions: choose another name`,
      );
    }
    if (Object.keys(solved).length === 0) {
      problems.add("solved", "There is no solved state: name the properties that change");
    }
    checkNonEmpty("slips", "say", slips.map(({ say }) => say), problems);
  },
  checkVariant(exercise, parameters, vocabulary, problems) {
    if (!figureSchemas.has(exercise.figure)) return;
    const definition = findFigure(exercise.figure);
    const variant = { definition, parameters, vocabulary };
    const start = readState(exercise, "start", variant, problems);
    const solved = readState(exercise, "solved", variant, problems);
    if (start === undefined || solved === undefined) return;
    const scopeOf = (state: unknown) => {
      const shown = definition.observe(state, { machines: vocabulary.table });
      return { parameters: { ...parameters, ...shown }, vocabulary };
    };
    const isTrue = (path: string, source: string, state: unknown) =>
      problems.attempt(path, parameters, () => holds(source, scopeOf(state)));
    const numbers = withParameters(parameters);
    if (isTrue("condition", exercise.condition, start) === true) {
      problems.add("condition", `The condition already holds at the start${numbers}`);
    }
    if (isTrue("condition", exercise.condition, solved) === false) {
      const told = definition.tell(solved, { machines: vocabulary.table });
      problems.add("solved", `The condition does not hold in the solved state (${told})${numbers}`);
    }
    exercise.slips.forEach(({ when, say }, i) => {
      problems.attempt(`slips[${i}].say`, parameters, () => fillTemplate(say, scopeOf(start)));
      isTrue(`slips[${i}].when`, when, start);
      if (isTrue(`slips[${i}].when`, when, solved) !== true) return;
      problems.add(`slips[${i}].when`, `The slip holds in the solved state${numbers}`);
    });
  },
};

/** The names that a kind of figure shows; none of an unknown kind. */
function observedNames(name: string): readonly string[] {
  return figureSchemas.has(name) ? findFigure(name).observes : [];
}

function readState(
  { start, solved }: FigureExercise,
  which: "start" | "solved",
  { definition, parameters, vocabulary }: {
    readonly definition: FigureDefinition<unknown>;
    readonly parameters: Parameters;
    readonly vocabulary: Vocabulary;
  },
  problems: Problems,
): unknown {
  const context: FigureContext = { machines: vocabulary.table };
  const props = which === "start" ? start : { ...start, ...solved };
  try {
    return definition.parseProps(fillProps(props, parameters, vocabulary), context);
  } catch (error) {
    if (!(error instanceof FigurePropError)) {
      problems.addError(which === "start" ? "figure" : "solved", error, undefined, parameters);
      return undefined;
    }
    const { prop, message, allowed } = error;
    const isOwn = which === "solved" && Object.hasOwn(solved, prop);
    const isFilled = propExpressions(props[prop] ?? "").length > 0;
    const known = definition.props.map(({ name }) => name);
    const path = `${isOwn ? "solved" : "figure"}.${prop}`;
    if (Object.hasOwn(props, prop) && !known.includes(prop)) {
      problems.add(path, `The figure "${definition.name}" has no property "${prop}"`, { known });
    } else {
      problems.add(path, message + (isFilled ? withParameters(parameters) : ""), {
        ...(allowed.every((value) => /^[\w.-]+$/.test(value)) ? { known: allowed } : {}),
      });
    }
    return undefined;
  }
}
