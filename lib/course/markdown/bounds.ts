/**
 * How much a Markdown text may hold of what makes its parser slow: its work
 * grows with the square of the marks in a paragraph, and with the depth of
 * blocks. Found line by line before the parser sees the text, and so without
 * knowing what is code: the limits are far beyond what either needs.
 *
 * @module
 */
import type { Report } from "../schema/problem.ts";
import type { SourceText } from "../schema/source.ts";
import { DirectiveDepth } from "./directive_depth.ts";

/** Limits of one text. */
export const BOUNDS = {
  /** Lines. */
  lines: 5000,
  /** Characters that can begin something in a sentence, such as `*`, `[` and `$`. */
  marks: 12_000,
  /** The same between two blank lines. */
  paragraphMarks: 800,
  /** Characters between two blank lines. */
  paragraph: 12_000,
  /** Quotations and lists within one another. */
  nesting: 30,
  /** Bars in the lines of one table. */
  cells: 2000,
  /** Blocks that begin with colons. */
  blocks: 200,
  /** Such blocks within one another. */
  depth: 8,
} as const;

const MARK = /[*_~[\]!<{$`&:]/g;
/** Markers of quotations and list items that open a line, indentation between them. */
const MARKERS = /^(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$)))+/;

const NEW_PARAGRAPH = "put a blank line where a new thought begins, or take some of it out";
const NEW_LESSON = "make two lessons of it";

/** What is counted while lines go by, and what to say where it is too much. */
const LIMITS: Readonly<Record<keyof typeof BOUNDS, Limit>> = {
  lines: { what: (value) => `the text has ${value} lines`, fix: NEW_LESSON },
  marks: { what: (value) => `the text has ${value} marks such as * _ [ $ :`, fix: NEW_LESSON },
  paragraphMarks: {
    what: (value) => `without a blank line there are ${value} marks such as * _ [ $ :`,
    fix: NEW_PARAGRAPH,
  },
  paragraph: {
    what: (value) => `there are ${value} characters without a blank line`,
    fix: NEW_PARAGRAPH,
  },
  nesting: {
    what: (value) => `${value} quotations or lists stand within one another`,
    fix: "take some of them out",
  },
  cells: {
    what: (value) => `the table has ${value} cells`,
    fix: "give readers a part of it, and the whole as a file",
  },
  blocks: {
    what: (value) => `the text has ${value} blocks such as :::aside or ::figure`,
    fix: NEW_LESSON,
  },
  depth: {
    what: (value) => `${value} blocks such as :::aside stand within one another`,
    fix: "close each by a line of as many colons: :::",
  },
};

interface Limit {
  readonly what: (value: number) => string;
  readonly fix: string;
}

/** What has been counted up to a line. */
type Counts = Record<keyof typeof BOUNDS, number>;

/** Limits that are reported where a paragraph begins, not in the line that is too much. */
const OF_PARAGRAPH: readonly string[] = ["paragraph", "paragraphMarks", "cells"];

/**
 * Holds a text against the limits.
 *
 * @param text The text
 * @param report Receives the first place that is beyond one
 * @returns The text, cut off before that place
 */
export function withinBounds(text: SourceText, report: Report): SourceText {
  const lines = text.value.split("\n");
  const beyond = countLines(lines, (counts) => names.find((name) => counts[name] > BOUNDS[name]));
  if (!beyond) return text;
  const { name, line, paragraph } = beyond;
  const { what, fix } = LIMITS[name];
  const first = OF_PARAGRAPH.includes(name) ? paragraph : line;
  const start = lines.slice(0, first).reduce((sum, { length }) => sum + length + 1, 0);
  const end = start + Math.min(lines[first]?.length ?? 0, 60);
  const message = `${what(most(lines, name, paragraph))}, of which at most ${
    BOUNDS[name]
  } are read`;
  report("limit", text.span(start, end), message, { fix });
  return text.slice(0, start);
}

const names = Object.keys(BOUNDS) as (keyof typeof BOUNDS)[];

/** How much there is of something, in its paragraph or in all lines. */
function most(lines: readonly string[], name: keyof typeof BOUNDS, paragraph: number): number {
  let value = 0;
  countLines(OF_PARAGRAPH.includes(name) ? paragraphAt(lines, paragraph) : lines, (counts) => {
    value = Math.max(value, counts[name]);
    return undefined;
  });
  return value;
}

function paragraphAt(lines: readonly string[], first: number): readonly string[] {
  const length = lines.slice(first).findIndex(isBlank);
  return length === -1 ? lines.slice(first) : lines.slice(first, first + length);
}

/** Counts line by line until something is found. */
function countLines(
  lines: readonly string[],
  find: (counts: Counts) => keyof typeof BOUNDS | undefined,
): { name: keyof typeof BOUNDS; line: number; paragraph: number } | undefined {
  const directives = new DirectiveDepth();
  const counts = Object.fromEntries(names.map((name) => [name, 0])) as Counts;
  let paragraph = 0;
  for (const [i, line] of lines.entries()) {
    if (isBlank(line)) {
      paragraph = i + 1;
      Object.assign(counts, { paragraph: 0, paragraphMarks: 0, cells: 0 });
    }
    const marks = line.match(MARK)?.length ?? 0;
    directives.add(line);
    counts.lines++;
    counts.marks += marks;
    counts.paragraph += line.length + 1;
    counts.paragraphMarks += marks;
    counts.cells += line.includes("|") ? line.split("|").length - 1 : 0;
    counts.nesting = nesting(line);
    counts.blocks = directives.count;
    counts.depth = directives.depth;
    const name = find(counts);
    if (name) return { name, line: i, paragraph };
  }
  return undefined;
}

function isBlank(line: string): boolean {
  return /^[ \t]*$/.test(line);
}

/** How many quotations and lists a line is in: by its markers, or by how far it is indented. */
function nesting(line: string): number {
  const markers = MARKERS.exec(line)?.[0].replace(/\s|\d{1,9}(?=[.)])/g, "").length ?? 0;
  const indent = /^[ \t]*/.exec(line)?.[0].length ?? 0;
  // An item of a list needs two spaces, and of a numbered one up to eleven
  return Math.max(markers, Math.ceil(indent / 8));
}
