/**
 * `:::predict`: a question, choices as a task list or a number, and what is
 * revealed once the reader has committed.
 *
 * @module
 */
import type { List, ListItem } from "mdast";
import { exerciseAnchor } from "../navigation.ts";
import { EXERCISE_ID, SLUG_RULE } from "../schema/names.ts";
import type { Choice, PredictionExercise, RichNode } from "../types.ts";
import { attribute, checkAttributes } from "./attributes.ts";
import { checkChoiceTexts, checkCorrect, choiceId } from "./choices.ts";
import type { Doc } from "./context.ts";
import { type Directive, readDirective } from "./directive.ts";
import { reportFindings } from "./exercise_check.ts";
import { countErrors } from "./exercises.ts";
import { evaluateText } from "./expressions.ts";
import { claimId } from "./ids.ts";
import { childrenOf, courseElement, extent, type RootContent } from "./nodes.ts";
import { readTolerance, readUnit } from "./numeric.ts";
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
  if (numeric ? choices.length > 0 : choices.length < 2) {
    report(
      "choices",
      directive.span,
      numeric ? "a prediction has choices or an answer, not both" : "a prediction needs choices",
      { fix: 'a task list of at least two, "- [x] choice :why[reason]", or answer="expression"' },
    );
  }
  if (parts.choices) checkChoiceList(parts.choices, choices, doc);
  const id = attribute(directive, "id");
  const idSpan = directive.attributes.get("id")?.value.span() ?? directive.span;
  if (id && !EXERCISE_ID.test(id)) report("exercise", idSpan, `id ${SLUG_RULE}`);
  const objective = attribute(directive, "objective");
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
    source: `content/${idSpan.file.name}:${line}`,
    choices,
    ...(numeric ? { numeric } : {}),
    reveal,
  };
  draft.exercises.push(exercise);
  if (errors() === 0) {
    reportFindings(exercise, context, ({ path }) => {
      const name = path.replace(/^numeric\./, "");
      return directive.attributes.get(name)?.value.span() ?? directive.span;
    });
  }
  return [courseElement("x-predict", { id })];
}

interface Parts {
  readonly prompt: readonly RootContent[];
  readonly choices: List | undefined;
  readonly reveal: readonly RootContent[];
}

function splitContent(content: readonly RootContent[], doc: Doc): Parts {
  const { report } = doc.context.course;
  const prompt: RootContent[] = [];
  let choices: List | undefined;
  let reveal: readonly RootContent[] | undefined;
  for (const node of content) {
    const { start, end } = extent(node);
    if (node.type === "containerDirective" && node.name === "reveal") {
      const directive = readDirective(doc.text.slice(start, end));
      checkAttributes(directive, [], [], report);
      if (reveal) report("directive", directive.span, "there is a second :::reveal");
      reveal ??= node.children;
    } else if (node.type === "list" && isTaskList(node) && !choices) choices = node;
    else if (!choices && !reveal) prompt.push(node);
    else {
      const line = doc.text.value.slice(start, end).split("\n", 1)[0] ?? "";
      report(
        "directive",
        doc.text.span(start, start + line.length),
        "this text stands behind the choices",
        {
          fix: "put it before them, or into :::reveal (and give the outer block more colons)",
        },
      );
    }
  }
  return { prompt, choices, reveal: reveal ?? [] };
}

function isTaskList({ children }: List): boolean {
  return children.some(({ checked }) => typeof checked === "boolean");
}

function readChoice(item: ListItem, index: number, doc: Doc): Choice {
  const { report } = doc.context.course;
  const { start, end } = extent(item);
  const span = doc.text.span(start, end);
  if (typeof item.checked !== "boolean") {
    report("choices", span, "a choice begins with [ ] or [x]");
  }
  const [paragraph, ...more] = item.children;
  if (more.length > 0) report("choices", span, "a choice is one paragraph");
  const words = paragraph ? childrenOf(paragraph) : [];
  const at = words.findIndex((node) => node.type === "textDirective" && node.name === "why");
  const why = words[at];
  const text = at === -1 ? words : words.slice(0, at);
  if (!why) {
    report("choices", span, "the choice does not say why it is right or wrong", {
      fix: "end it with :why[the reason]",
    });
  } else if (words.slice(at + 1).some((node) => node.type !== "text" || node.value.trim() !== "")) {
    report("choices", span, ":why[…] is the end of a choice");
  }
  const rich = (nodes: readonly RootContent[]) =>
    trimEnds(richNodes(resolveNodes(nodes, doc), doc));
  return {
    id: choiceId(index),
    text: rich(text),
    correct: item.checked === true,
    why: why ? rich(childrenOf(why)) : [],
  };
}

function trimEnds(nodes: readonly RichNode[]): readonly RichNode[] {
  const last = nodes.length - 1;
  return nodes.map((node, i) => {
    if (typeof node !== "string") return node;
    const text = i === 0 ? node.trimStart() : node;
    return i === last ? text.trimEnd() : text;
  }).filter((node) => node !== "");
}

function checkChoiceList(list: List, choices: readonly Choice[], doc: Doc): void {
  const { report } = doc.context.course;
  const { start, end } = extent(list);
  const first = doc.text.value.slice(start, end).split("\n", 1)[0] ?? "";
  checkCorrect(choices, "prediction", doc.text.span(start, start + first.length), report);
  const texts = list.children.map((item) => {
    const { start, end } = extent(item.children[0] ?? item);
    const source = doc.text.slice(start, end);
    const why = source.value.indexOf(":why[");
    return source.slice(0, why === -1 ? source.value.length : why).trim();
  });
  checkChoiceTexts(texts, false, report);
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
