/**
 * How one kind of exercise is read from YAML.
 *
 * @module
 */
import type * as v from "valibot";
import type { Exercise, ExerciseBase } from "../../types.ts";
import type { LessonDraft } from "../context.ts";
import type { FieldReader } from "../exercise_fields.ts";

/** One kind of exercise, as its compiler sees it. */
export interface YamlKind<Fields extends CommonFields = CommonFields> {
  /** Its keys, those that every exercise has among them. */
  readonly schema: v.GenericSchema<unknown, Fields>;
  /** Names beside the parameters that a worked solution may tell. */
  readonly tells: readonly string[];
  /** Reads what only this kind has. */
  read(base: ExerciseBase, fields: Fields, reader: FieldReader, draft: LessonDraft): Exercise;
  /** A check that takes its time, of an exercise that is otherwise sound. */
  later?(exercise: Exercise, reader: FieldReader): Promise<void>;
}

/** What every exercise has. */
export interface CommonFields {
  readonly id: string;
  readonly version: number;
  readonly keeps?: number | undefined;
  readonly title?: string | undefined;
  readonly objective?: string | undefined;
  readonly alone: boolean;
  readonly constraints: readonly (string | number | boolean)[];
  readonly hints: readonly string[];
}

/** Makes a kind whose schema and reader go together. */
export function yamlKind<Fields extends CommonFields>(kind: YamlKind<Fields>): YamlKind {
  // `read` is only ever given what `schema` has let through
  return kind as unknown as YamlKind;
}
