/**
 * Finds where the characters of a decoded text stand in the text it was
 * decoded from: a YAML scalar without its indentation and quotes, the inside of
 * a code fence without its prefix.
 *
 * @module
 */
import { SourceText } from "./source.ts";

/** How far an escape (`\"`, `''`, `&quot;`) may be from the character it stands for. */
const ESCAPE = 8;

/**
 * Aligns a decoded text with its source, character by character. White space
 * may have been folded and characters escaped; where the two cannot be matched,
 * the nearest place is given.
 *
 * @param source The source the text was decoded from
 * @param value The decoded text
 * @returns The decoded text with its places
 */
export function align(source: SourceText, value: string): SourceText {
  const raw = source.value;
  const offsets = new Int32Array(value.length + 1);
  let at = 0;
  for (let i = 0; i < value.length; i++) {
    const character = value.charAt(i);
    if (isSpace(character)) {
      offsets[i] = at;
      if (isSpace(raw.charAt(at))) at++;
    } else {
      while (at < raw.length && isSpace(raw.charAt(at))) at++;
      const found = raw.indexOf(character, at);
      if (found !== -1 && found - at <= ESCAPE) at = found;
      offsets[i] = Math.min(at, raw.length);
      if (found === at) at++;
    }
  }
  offsets[value.length] = Math.min(at, raw.length);
  return new SourceText(source.file, value, (index) => source.offset(offsets[index] ?? 0));
}

/**
 * Aligns a text whose lines are the ends of the source's lines, such as code in
 * a list or a quotation, of which each line has lost a prefix.
 *
 * @param source The lines as they stand in the file
 * @param value The lines without their prefixes
 * @returns The text with its places
 */
export function alignLines(source: SourceText, value: string): SourceText {
  const rawLines = source.value.split("\n");
  const starts: number[] = [];
  let start = 0;
  let rawStart = 0;
  const places = new Map<number, number>();
  value.split("\n").forEach((line, i) => {
    const raw = rawLines[i] ?? "";
    starts.push(start);
    places.set(start, rawStart + Math.max(0, raw.length - line.length));
    start += line.length + 1;
    rawStart += raw.length + 1;
  });
  return new SourceText(source.file, value, (index) => {
    const line = starts.findLast((first) => first <= index) ?? 0;
    return source.offset((places.get(line) ?? 0) + index - line);
  });
}

function isSpace(character: string): boolean {
  return character === " " || character === "\n" || character === "\t";
}
