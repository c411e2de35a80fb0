/**
 * `:::predict`: a question, choices as a task list, a number or a curve to be
 * drawn, and what is revealed once the reader has committed.
 *
 * @module
 */
import { exerciseAnchor } from "../navigation.ts";
import { EXERCISE_ID, SLUG_RULE } from "../schema/names.ts";
import type { PredictionExercise } from "../types.ts";
import { attribute, checkAttributes } from "./attributes.ts";
import type { Doc } from "./context.ts";
import type { Directive } from "./directive.ts";
import { reportFindings } from "./exercise_check.ts";
import { countErrors } from "./exercise_fields.ts";
import { evaluateText } from "./expressions.ts";
import { claimId } from "./ids.ts";
import { courseElement, type RootContent } from "./nodes.ts";
import { readTolerance, readUnit } from "./answer_fields.ts";
import { readCurveBlock } from "./predict_curve.ts";
import { checkChoiceList, readChoice, splitContent } from "./predict_parts.ts";
import { resolveNodes } from "./resolve.ts";
import { richNodes } from "./rich_nodes.ts";

const ATTRIBUTES = ["id", "version", "title", "objective", "answer", "unit", "tolerance"];

/**
 * Resolves a prediction and adds it to its lesson.
 *
 * @param directive Its first line
 * @param content What is in it
 * @param around The text it is from
 * @returns Its place in the text
 */
export function resolvePredict(
  directive: Directive,
  content: readonly RootContent[],
  around: Doc,
): readonly RootContent[] {
  const { context, errors } = countErrors(around.context);
  const doc = { ...around, context };
  const { draft, course: { report, ids } } = context;
  checkAttributes(directive, ATTRIBUTES, ["id"], report);
  const parts = splitContent(content, doc);
  const choices = parts.choices?.children.map((item, i) => readChoice(item, i, doc)) ?? [];
  const numeric = readNumericPart(directive, doc);
  const drawn = parts.curve && readCurveBlock(parts.curve, doc);
  const asked = [choices.length > 0, numeric !== undefined, parts.curve !== undefined];
  const count = asked.filter(Boolean).length;
  if (count !== 1 || choices.length === 1) {
    report(
      "choices",
      directive.span,
      count > 1
        ? "a prediction has choices, an answer or a curve, and only one of them"
        : "a prediction needs choices",
      {
        fix: 'a task list of at least two, "- [x] choice :why[reason]", answer="expression", or ' +
          "a block of ```curve",
      },
    );
  }
  if (parts.choices) checkChoiceList(parts.choices, choices, doc);
  const id = attribute(directive, "id");
  const idSpan = directive.attributes.get("id")?.value.span() ?? directive.span;
  if (id && !EXERCISE_ID.test(id)) report("exercise", idSpan, `id ${SLUG_RULE}`);
  const objective = attribute(directive, "objective");
  if (objective) draft?.tested.add(objective);
  if (objective && draft && !draft.objectives.includes(objective)) {
    const span = directive.attributes.get("objective")?.value.span() ?? directive.span;
    report("unknown-objective", span, `unknown objective "${objective}"`, {
      known: draft.objectives,
    });
  }
  const prompt = richNodes(resolveNodes(parts.prompt, doc), doc);
  const reveal = richNodes(resolveNodes(parts.reveal, doc), doc);
  if (!draft || !id || !claimId(`exercise ${id}`, idSpan, ids, report)) return [];
  draft.anchors.add(exerciseAnchor(id));
  const title = attribute(directive, "title");
  const { line } = idSpan.file.place(directive.span.start);
  const exercise: PredictionExercise = {
    kind: "prediction",
    id,
    version: readVersion(directive, doc),
    ...(title ? { title } : {}),
    ...(objective ? { objective } : {}),
    lesson: draft.slug,
    number: ++draft.numbers.predictions,
    params: {},
    constraints: [],
    prompt,
    hints: [],
    solution: [],
    source: `${draft.source}:${line}`,
    choices,
    ...(numeric ? { numeric } : {}),
    ...(drawn ? { curve: drawn.curve } : {}),
    reveal,
  };
  draft.exercises.push(exercise);
  context.course.answers.set(id, directive.attributes.get("answer")?.value.span() ?? idSpan);
  if (errors() === 0) {
    reportFindings(exercise, context, (problem) => {
      const { path } = problem;
      if (drawn && path.startsWith("curve.")) return drawn.place(problem);
      const name = path.replace(/^numeric\./, "");
      return directive.attributes.get(name)?.value.span() ?? directive.span;
    });
  }
  return [courseElement("x-predict", { id })];
}

function readNumericPart(directive: Directive, doc: Doc): PredictionExercise["numeric"] {
  const { course } = doc.context;
  const answer = directive.attributes.get("answer");
  if (!answer) {
    for (const name of ["unit", "tolerance"]) {
      const odd = directive.attributes.get(name);
      if (odd) course.report("directive", odd.span, `${name} needs an answer="…" beside it`);
    }
    return undefined;
  }
  evaluateText(answer.value, course);
  return {
    answer: answer.value.value.trim(),
    unit: readUnit(directive.attributes.get("unit")?.value, course.report),
    tolerance: readTolerance(directive.attributes.get("tolerance")?.value, course.report),
  };
}

function readVersion(directive: Directive, doc: Doc): number {
  const version = directive.attributes.get("version");
  if (!version) return 1;
  const number = Number(version.value.value);
  if (Number.isInteger(number) && number >= 1) return number;
  doc.context.course.report("schema", version.span, '"version" must be a whole number from 1');
  return 1;
}
