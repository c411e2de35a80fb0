/**
 * Texts that know where in a file each of their characters stands, so that a
 * problem found in a caption inside an attribute inside a Markdown file still
 * points at its line and column.
 *
 * @module
 */

/** A range of a file, as offsets into its text. */
export interface SourceSpan {
  readonly file: SourceFile;
  readonly start: number;
  readonly end: number;
}

/** A line and a column, both from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A file of the content folder. */
export class SourceFile {
  /** The path shown in messages. */
  readonly path: string;
  /** The path within the content folder. */
  readonly name: string;
  /** The text, with line ends as `\n` and without a byte order mark. */
  readonly text: string;
  readonly #lines: readonly number[];

  /**
   * @param path The path shown in messages
   * @param text The text as read
   * @param name The path within the content folder
   */
  constructor(path: string, text: string, name: string = path) {
    this.path = path;
    this.name = name;
    this.text = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
    this.#lines = [0, ...[...this.text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  }

  /** Finds the line and column of an offset. */
  place(offset: number): Place {
    let low = 0;
    let high = this.#lines.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#lines[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.#lines[low] ?? 0) + 1 };
  }

  /** The text of a line, from 1, without its end. */
  line(line: number): string {
    const start = this.#lines[line - 1] ?? this.text.length;
    return this.text.slice(start, (this.#lines[line] ?? this.text.length + 1) - 1);
  }

  /** A range of the file, kept inside it. */
  span(start: number, end: number = start): SourceSpan {
    const limit = this.text.length;
    const first = Math.min(Math.max(start, 0), limit);
    return { file: this, start: first, end: Math.min(Math.max(end, first), limit) };
  }

  /** The whole file as a text with known places. */
  whole(): SourceText {
    return new SourceText(this, this.text, (index) => index);
  }
}

/** A text whose characters have known places in a file. */
export class SourceText {
  readonly file: SourceFile;
  readonly value: string;
  readonly #offset: (index: number) => number;

  /**
   * @param file The file it is from
   * @param value The text
   * @param offset Gives the offset in the file of a character, and of the end
   */
  constructor(file: SourceFile, value: string, offset: (index: number) => number) {
    this.file = file;
    this.value = value;
    this.#offset = offset;
  }

  /** The offset in the file of a character of this text. */
  offset(index: number): number {
    return this.#offset(Math.min(Math.max(index, 0), this.value.length));
  }

  /** The range in the file of a part of this text. */
  span(start = 0, end: number = this.value.length): SourceSpan {
    const last = end > start ? this.offset(end - 1) + 1 : this.offset(start);
    return this.file.span(this.offset(start), last);
  }

  /** A part of this text. */
  slice(start: number, end: number = this.value.length): SourceText {
    return new SourceText(
      this.file,
      this.value.slice(start, end),
      (index) => this.offset(start + index),
    );
  }

  /** This text without white space at both ends. */
  trim(): SourceText {
    const start = this.value.length - this.value.trimStart().length;
    return this.slice(start, Math.max(start, this.value.trimEnd().length));
  }

  /** This text with a pattern's matches replaced by shorter texts, places kept. */
  replace(pattern: RegExp, replacement: (match: string) => string): SourceText {
    const offsets: number[] = [];
    let last = 0;
    const keep = (end: number) => {
      for (; last < end; last++) offsets.push(last);
    };
    for (const { 0: match, index } of this.value.matchAll(pattern)) {
      keep(index);
      const text = replacement(match);
      for (let i = 0; i < text.length; i++) offsets.push(index + i);
      last = index + match.length;
    }
    keep(this.value.length + 1);
    return new SourceText(
      this.file,
      this.value.replace(pattern, replacement),
      (index) => this.offset(offsets[index] ?? this.value.length),
    );
  }
}
