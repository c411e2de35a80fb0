/**
 * Exercises: from YAML to the engine's form, every text compiled and every
 * expression checked at its place.
 *
 * @module
 */
import { exerciseAnchor } from "../navigation.ts";
import { readParameters } from "../schema/parameters.ts";
import type { Report } from "../schema/problem.ts";
import type { SourceSpan, SourceText } from "../schema/source.ts";
import { validate, valueAt } from "../schema/validate.ts";
import type { YamlPath, YamlSource } from "../schema/yaml_source.ts";
import type { Exercise, ExerciseBase } from "../types.ts";
import type { LessonDraft, TextContext } from "./context.ts";
import { checkExercise } from "./exercise_check.ts";
import { countErrors, type FieldReader, fieldReader } from "./exercise_fields.ts";
import { readExpression } from "./expressions.ts";
import { claimId } from "./ids.ts";
import type { CommonFields } from "./kinds/kind.ts";
import { yamlKinds } from "./kinds/mod.ts";

/**
 * Compiles an exercise and adds it to its lesson.
 *
 * @param source The YAML text
 * @param path Where the exercise is in it
 * @param draft The lesson
 * @param context What its texts are compiled in
 * @returns Its id, or `undefined` if it cannot be used
 */
export function addExercise(
  source: YamlSource,
  path: YamlPath,
  draft: LessonDraft,
  around: TextContext,
): string | undefined {
  const { context, errors } = countErrors(around);
  const { report, ids } = context.course;
  // Even an exercise that is wrong is there, and tests what its author says
  const [id, objective] = ["id", "objective"].map((key) => valueAt(source.value, [...path, key]));
  if (typeof id === "string") draft.anchors.add(exerciseAnchor(id));
  if (typeof objective === "string") draft.tested.add(objective);
  const kind = yamlKinds.get(String(valueAt(source.value, [...path, "kind"])));
  if (!kind) {
    const written = source.textAt([...path, "kind"]);
    const message = written ? `unknown kind "${written.value}"` : 'missing "kind"';
    report("schema", written?.span() ?? source.span(path), message, {
      known: [...yamlKinds.keys()],
      ...(written?.value === "prediction" ? { fix: "write a prediction as :::predict" } : {}),
    });
    return undefined;
  }
  const fields = validate(kind.schema, source, path, report);
  if (!fields) return undefined;
  const idSpan = source.span([...path, "id"]);
  if (!claimId(`exercise ${fields.id}`, idSpan, ids, report)) return undefined;
  context.course.answers.set(fields.id, answerSpan(source, path));
  checkKept(fields, source, path, report);
  const params = readParameters(source, [...path, "params"], report, context.course.vocabulary);
  const reader = fieldReader(source, path, Object.keys(params), context);
  checkDerived(params, reader);
  fields.constraints.forEach((_, i) => reader.expression(reader.at("constraints", i)));
  checkObjective(fields.objective, source, [...path, "objective"], draft, context);
  const { line } = idSpan.file.place(idSpan.start);
  const base: ExerciseBase = {
    id: fields.id,
    version: fields.version,
    ...(fields.keeps === undefined ? {} : { keeps: fields.keeps }),
    ...(fields.title === undefined ? {} : { title: fields.title }),
    ...(fields.objective === undefined ? {} : { objective: fields.objective }),
    ...(fields.alone ? {} : { alone: false }),
    lesson: draft.slug,
    number: ++draft.numbers.exercises,
    params,
    constraints: fields.constraints.map(String),
    prompt: reader.blocks(reader.at("prompt")),
    hints: fields.hints.map((_, i) => reader.words(reader.at("hints", i), { lintNumbers: true })),
    solution: reader.blocks(reader.at("solution"), { also: kind.tells, lintNumbers: true }),
    source: `${draft.source}:${line}`,
  };
  const exercise = kind.read(base, fields, reader, draft);
  draft.exercises.push(exercise);
  // What is wrong already would only be reported again, in other words
  if (errors() === 0) checkExercise(exercise, source, path, context);
  const { later } = kind;
  if (errors() === 0 && later) context.course.later.push(() => later(exercise, reader));
  return exercise.id;
}

/**
 * Places an exercise of `exercises.yaml`.
 *
 * @param id Its id as written
 * @param draft The lesson
 * @param context What its texts are compiled in
 * @returns Whether it is placed
 */
export function placeShelved(id: SourceText, draft: LessonDraft, context: TextContext): boolean {
  const { shelf, course: { report } } = context;
  if (shelf?.isBroken) return false;
  const index = shelf?.places.get(id.value);
  if (!shelf || index === undefined) {
    report("exercise", id.span(), `there is no exercise "${id.value}" in exercises.yaml`, {
      known: [...shelf?.places.keys() ?? []],
    });
    return false;
  }
  if (shelf.used.has(id.value)) {
    report("duplicate-id", id.span(), `the exercise "${id.value}" is placed twice`);
    return false;
  }
  shelf.used.add(id.value);
  return addExercise(shelf.source, [index], draft, context) !== undefined;
}

/** Keys that say what is right, of one kind or another. */
const ANSWER_KEYS = ["answer", "condition", "choices", "items", "pairs", "tests", "rubric"];

/** Where an exercise says what is right. */
function answerSpan(source: YamlSource, path: YamlPath): SourceSpan {
  const key = ANSWER_KEYS.find((name) => valueAt(source.value, [...path, name]) !== undefined);
  if (key === undefined) return source.span([...path, "id"]);
  return source.textAt([...path, key])?.span() ?? source.keySpan([...path, key]);
}

/** Marks can only be kept from a version that was before. */
function checkKept(
  { version, keeps }: CommonFields,
  source: YamlSource,
  path: YamlPath,
  report: Report,
): void {
  if (keeps === undefined || keeps < version) return;
  report("schema", source.span([...path, "keeps"]), `"keeps: ${keeps}" keeps nothing`, {
    fix: version > 1
      ? `name an earlier version than ${version} whose marks still count`
      : "leave it out: this is the first version",
  });
}

/** A derived parameter may use those before it. */
function checkDerived(params: Exercise["params"], { source, at, context }: FieldReader): void {
  const before: string[] = [];
  for (const [name, spec] of Object.entries(params)) {
    const text = spec.kind === "derived" ? source.textAt(at("params", name, "derived")) : undefined;
    if (text) readExpression(text, before, context.course);
    before.push(name);
  }
}

/** Reports an objective that the lesson does not have. */
function checkObjective(
  objective: string | undefined,
  source: YamlSource,
  path: YamlPath,
  draft: LessonDraft,
  { course }: TextContext,
): void {
  if (objective === undefined || draft.objectives.includes(objective)) return;
  course.report("unknown-objective", source.span(path), `unknown objective "${objective}"`, {
    known: draft.objectives,
  });
}
