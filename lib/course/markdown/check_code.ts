import {
  type CodeJob,
  type CodeMessage,
  type CodeResult,
  type ReadCode,
  toJavaScript,
} from "../code/mod.ts";
import { type JobReport, runInProcess } from "../code/run_in_process.ts";
import {
  enumerateVariants,
  expectedText,
  judgeTest,
  type Parameters,
  type PreparedTest,
  prepareTests,
} from "../exercise/mod.ts";
import { withParameters } from "../exercise/problem.ts";
import type { SourceSpan } from "../schema/source.ts";
import type { CodeExercise } from "../types.ts";
import type { FieldReader } from "./exercise_fields.ts";

/** How many variants the model is run with. */
const VARIANTS = 20;

/** A build machine is busier than a reader's. */
const PATIENCE = 4;

/** A variant, and what its tests are. */
interface Prepared {
  readonly parameters: Parameters;
  readonly tests: readonly PreparedTest[];
}

/** Runs that were made already: the same code and numbers give the same results. */
const known = new Map<string, Promise<JobReport[]>>();

/**
 * Runs an exercise's model, which must pass every test with every variant, and
 * its start code, which must not. Content is others' work: the code runs in a
 * process without permissions.
 *
 * @param exercise The exercise, otherwise sound
 * @param reader Where its fields stand
 */
export async function checkCode(exercise: CodeExercise, reader: FieldReader): Promise<void> {
  const [model, start] = await Promise.all(
    (["model", "start"] as const).map((field) => readCode(exercise, field, reader)),
  );
  if (model === undefined || start === undefined) return;
  const { vocabulary } = reader.context.course;
  const variants = enumerateVariants(exercise, vocabulary, { limit: VARIANTS })
    .slice(0, VARIANTS)
    .map((parameters): Prepared => ({
      parameters,
      tests: prepareTests(exercise, parameters, vocabulary),
    }));
  const [first] = variants;
  if (!first) return;
  const job = (code: string, { tests }: Prepared): CodeJob => ({
    code,
    entry: exercise.entry,
    calls: tests.map(({ call }) => call),
  });
  // The start code comes last: it may well run without an end
  const reports = await runOnce(
    [...variants.map((variant) => job(model, variant)), job(start, first)],
    PATIENCE * exercise.milliseconds,
  );
  const sound = variants.every((variant, i) => {
    const found = reports[i];
    return found !== undefined && checkModel(exercise, variant, found, reader);
  });
  const last = reports.at(-1);
  if (sound && last?.end === "done" && failed(exercise, first, last) === undefined) {
    report(reader, reader.source.keySpan(reader.at("start")), "the start code passes every test");
  }
}

/** Whether the model passes; says where it does not. */
function checkModel(
  exercise: CodeExercise,
  variant: Prepared,
  found: JobReport,
  reader: FieldReader,
): boolean {
  const { source, at } = reader;
  const numbers = withParameters(variant.parameters);
  const broken = found.messages.find(isBroken);
  if (broken) {
    report(
      reader,
      codeSpan("model", broken.line, reader),
      `the model does not load: ${broken.text}`,
    );
    return false;
  }
  if (found.end !== "done") {
    const message = found.end === "time"
      ? `the model runs longer than ${PATIENCE * exercise.milliseconds} ms${numbers}`
      : `the model cannot be run${numbers}: does it use too much memory?${
        found.trouble === undefined ? "" : ` (${found.trouble})`
      }`;
    report(reader, source.keySpan(at("model")), message);
    return false;
  }
  const index = failed(exercise, variant, found);
  const test = index === undefined ? undefined : variant.tests[index];
  if (index === undefined || !test) return true;
  const { returned, problem } = judge(exercise, test, resultOf(found, index));
  const wrong = `the model fails "${test.name}"${numbers}: it gives ${returned}, expected is ` +
    `${expectedText(test)}${problem === undefined ? "" : ` (${problem})`}`;
  const written = source.textAt(at("tests", index, "expected"));
  report(reader, written?.span() ?? source.span(at("tests", index, "name")), wrong);
  return false;
}

/** The index of the first test that fails. */
function failed(exercise: CodeExercise, { tests }: Prepared, found: JobReport): number | undefined {
  const index = tests.findIndex((test, i) => !judge(exercise, test, resultOf(found, i)).passed);
  return index === -1 ? undefined : index;
}

function judge(exercise: CodeExercise, test: PreparedTest, result: CodeResult | undefined) {
  return result === undefined
    ? { passed: false, returned: "no result" }
    : judgeTest(test, result, exercise);
}

function resultOf({ messages }: JobReport, call: number): CodeResult | undefined {
  const found = messages.find((message) => message.kind === "result" && message.call === call);
  return found?.kind === "result" ? found.result : undefined;
}

function isBroken(message: CodeMessage): message is CodeMessage & { kind: "broken" } {
  return message.kind === "broken";
}

/** Takes the types out of code; reports what cannot be read, or must not be there. */
async function readCode(
  exercise: CodeExercise,
  field: "model" | "start",
  reader: FieldReader,
): Promise<string | undefined> {
  const written = exercise[field];
  const read: ReadCode = await toJavaScript(written, exercise.language);
  if (!("code" in read)) {
    report(
      reader,
      codeSpan(field, read.line, reader),
      `"${field}" cannot be read: ${read.problem}`,
    );
    return undefined;
  }
  const found = /\bimport\b(?=\s*[(.])/.exec(read.code);
  if (!found) return read.code;
  const line = read.code.slice(0, found.index).split("\n").length;
  report(reader, codeSpan(field, line, reader), `"${field}" imports: it must stand alone`);
  return undefined;
}

/** A line of the code, or its key. */
function codeSpan(
  field: "model" | "start",
  line: number | undefined,
  { source, at }: FieldReader,
): SourceSpan {
  const text = source.textAt(at(field));
  if (line === undefined || !text) return source.keySpan(at(field));
  const lines = text.value.split("\n");
  const blank = lines.findIndex((content) => content.trim() !== "");
  const index = Math.min(Math.max(0, blank) + line - 1, lines.length - 1);
  const content = lines[index] ?? "";
  const start = lines.slice(0, index).reduce((sum, { length }) => sum + length + 1, 0) +
    content.length - content.trimStart().length;
  return text.span(start, start + content.trim().length);
}

function runOnce(jobs: readonly CodeJob[], milliseconds: number): Promise<JobReport[]> {
  const key = JSON.stringify([jobs, milliseconds]);
  const running = known.get(key) ?? runInProcess(jobs, milliseconds);
  if (known.size > 200) known.clear();
  known.set(key, running);
  return running;
}

function report({ context }: FieldReader, span: SourceSpan, message: string): void {
  context.course.report("code", span, message);
}
