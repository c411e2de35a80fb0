/**
 * Reads a directive from its source. The parser finds where one begins and
 * ends; its label and attributes are read again here, so that an expression
 * keeps its `*`, `_` and quotes, and each attribute knows its place.
 *
 * @module
 */
import type { SourceSpan, SourceText } from "../schema/source.ts";

/** An attribute and where it stands. */
export interface Attribute {
  readonly name: string;
  readonly value: SourceText;
  readonly span: SourceSpan;
}

/** `:name[label]{attributes}`, of any kind. */
export interface Directive {
  readonly name: string;
  readonly nameSpan: SourceSpan;
  /** All of its first part, from the first colon to the closing brace. */
  readonly span: SourceSpan;
  readonly label: SourceText | undefined;
  /** Attributes in order, each name once. */
  readonly attributes: ReadonlyMap<string, Attribute>;
  /** Attributes that repeat a name, or are written `.class` or `#id`. */
  readonly refused: readonly { readonly text: string; readonly span: SourceSpan }[];
  /** Offset in the text behind the directive's first part. */
  readonly end: number;
  /** Whether a label or attributes were opened and not closed. */
  readonly unclosed: boolean;
}

const HEAD = /^(:+)([A-Za-z][\w-]*)?/;
const ATTRIBUTE =
  /\s*(?:([#.][^\s}"'=]+)|([A-Za-z_:][\w:.-]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'}]+)))?)/y;

/**
 * Reads a directive at the start of a text.
 *
 * @param text Text that begins with a directive's colons
 * @returns The directive
 */
export function readDirective(text: SourceText): Directive {
  const { value } = text;
  const [, colons = "", name = ""] = HEAD.exec(value) ?? [];
  let end = colons.length + name.length;
  let unclosed = false;
  let label: SourceText | undefined;
  if (value.charAt(end) === "[") {
    const close = closingBracket(value, end);
    unclosed = close === -1;
    if (!unclosed) {
      label = text.slice(end + 1, close);
      end = close + 1;
    }
  }
  const attributes = new Map<string, Attribute>();
  const refused: { text: string; span: SourceSpan }[] = [];
  if (!unclosed && value.charAt(end) === "{") {
    const close = readAttributes(text, end + 1, attributes, refused);
    unclosed = close === -1;
    if (!unclosed) end = close + 1;
  }
  return {
    name,
    nameSpan: text.span(colons.length, colons.length + name.length),
    span: text.span(0, end),
    label,
    attributes,
    refused,
    end,
    unclosed,
  };
}

/** Offset of the bracket that closes the one at an offset, or -1. */
function closingBracket(value: string, open: number): number {
  let depth = 0;
  for (let i = open; i < value.length; i++) {
    const character = value.charAt(i);
    if (character === "\\") i++;
    else if (character === "[") depth++;
    else if (character === "]" && --depth === 0) return i;
  }
  return -1;
}

/** Reads attributes up to the closing brace and gives its offset, or -1. */
function readAttributes(
  text: SourceText,
  start: number,
  attributes: Map<string, Attribute>,
  refused: { text: string; span: SourceSpan }[],
): number {
  const { value } = text;
  for (let at = start;;) {
    ATTRIBUTE.lastIndex = at;
    const match = ATTRIBUTE.exec(value);
    if (!match) {
      const rest = /\s*/y;
      rest.lastIndex = at;
      rest.exec(value);
      return value.charAt(rest.lastIndex) === "}" ? rest.lastIndex : -1;
    }
    const [all, shortcut, name = "", double, single, bare] = match;
    const first = at + all.length - all.trimStart().length;
    at += all.length;
    const span = text.span(first, at);
    if (shortcut !== undefined || attributes.has(name)) {
      refused.push({ text: shortcut ?? name, span });
      continue;
    }
    const written = double ?? single ?? bare ?? "";
    const last = at - (double !== undefined || single !== undefined ? 1 : 0);
    attributes.set(name, { name, value: text.slice(last - written.length, last), span });
  }
}
