import type { Code, List, ListItem } from "mdast";
import type { Choice, RichNode } from "../types.ts";
import { checkAttributes } from "./attributes.ts";
import { checkChoiceTexts, checkCorrect, choiceId } from "./choices.ts";
import type { Doc } from "./context.ts";
import { readDirective } from "./directive.ts";
import { childrenOf, extent, type RootContent } from "./nodes.ts";
import { resolveNodes } from "./resolve.ts";
import { richNodes } from "./rich_nodes.ts";

/** The parts of a prediction. */
export interface PredictParts {
  readonly prompt: readonly RootContent[];
  readonly choices: List | undefined;
  /** The block that asks for a line to be drawn. */
  readonly curve: Code | undefined;
  readonly reveal: readonly RootContent[];
}

/** Takes a prediction apart: question, choices or curve, what is revealed. */
export function splitContent(content: readonly RootContent[], doc: Doc): PredictParts {
  const { report } = doc.context.course;
  const prompt: RootContent[] = [];
  let choices: List | undefined;
  let curve: Code | undefined;
  let reveal: readonly RootContent[] | undefined;
  for (const node of content) {
    const { start, end } = extent(node);
    if (node.type === "containerDirective" && node.name === "reveal") {
      const directive = readDirective(doc.text.slice(start, end));
      checkAttributes(directive, [], [], report);
      if (reveal) report("directive", directive.span, "there is a second :::reveal");
      reveal ??= node.children;
    } else if (node.type === "list" && isTaskList(node) && !choices) choices = node;
    else if (node.type === "code" && node.lang === "curve" && !curve) curve = node;
    else if (!choices && !curve && !reveal) prompt.push(node);
    else {
      const line = doc.text.value.slice(start, end).split("\n", 1)[0] ?? "";
      report(
        "directive",
        doc.text.span(start, start + line.length),
        curve ? "this text stands behind the curve" : "this text stands behind the choices",
        {
          fix: "put it before, or into :::reveal (and give the outer block more colons)",
        },
      );
    }
  }
  return { prompt, choices, curve, reveal: reveal ?? [] };
}

function isTaskList({ children }: List): boolean {
  return children.some(({ checked }) => typeof checked === "boolean");
}

/** Reads an item of the task list as a choice. */
export function readChoice(item: ListItem, index: number, doc: Doc): Choice {
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

/** Reports a list in which nothing is right, or two choices read the same. */
export function checkChoiceList(list: List, choices: readonly Choice[], doc: Doc): void {
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
