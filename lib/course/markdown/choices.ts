import type { Report } from "../schema/problem.ts";
import type { SourceSpan, SourceText } from "../schema/source.ts";
import type { Choice } from "../types.ts";

/** `a`, `b`, … for a choice without an id of its own. */
export function choiceId(index: number): string {
  return String.fromCharCode(97 + index);
}

/** Reports choices that read the same, and those that speak of their neighbours. */
export function checkChoiceTexts(
  texts: readonly (SourceText | undefined)[],
  shuffle: boolean,
  report: Report,
): void {
  const seen = new Map<string, number>();
  texts.forEach((text, i) => {
    if (!text) return;
    const words = text.value.trim().replace(/\s+/g, " ").toLowerCase();
    const earlier = seen.get(words);
    if (earlier !== undefined) {
      report("choices", text.span(), `choice ${i + 1} reads the same as choice ${earlier + 1}`);
    }
    seen.set(words, i);
    const phrase = /\b(?:none|all|both|neither) of the (?:above|others?)\b/i.exec(text.value);
    if (phrase) {
      const span = text.span(phrase.index, phrase.index + phrase[0].length);
      report("none-of-the-above", span, `"${phrase[0]}" tests reading, not understanding`, {
        fix: shuffle
          ? "say what the choice claims; shuffled choices have no order"
          : "say what the choice claims",
      });
    }
  });
}

/** Reports a question to which no choice, or too many, can be right. */
export function checkCorrect(
  choices: readonly Choice[],
  kind: "single" | "multiple" | "prediction",
  span: SourceSpan,
  report: Report,
): void {
  const right = choices.filter(({ correct }) => correct === true).length;
  const maybe = choices.filter(({ correct }) => typeof correct === "string").length;
  if (right + maybe === 0) report("choices", span, "no choice is correct");
  if (right > 1 && kind === "single") {
    report("choices", span, `${right} choices are correct`, { fix: "make it kind: multiple" });
  }
}

/** Warns of a question that asks for what does not hold. */
export function checkNegation(prompt: SourceText | undefined, report: Report): void {
  const negation = prompt && /\bNOT\b|\*\*not\*\*/.exec(prompt.value);
  if (!prompt || !negation) return;
  const span = prompt.span(negation.index, negation.index + negation[0].length);
  report("negation", span, "a negated question with shuffled choices is easily misread", {
    severity: "warning",
    fix: "ask for what holds, or set shuffle: false",
  });
}
