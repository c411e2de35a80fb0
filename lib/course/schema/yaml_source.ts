import {
  type Document,
  isMap,
  isPair,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
  Scalar,
  visit,
} from "yaml";
import { align } from "./align.ts";
import type { Report } from "./problem.ts";
import type { SourceSpan, SourceText } from "./source.ts";

/** Keys and indexes from the root of a document to a node. */
export type YamlPath = readonly (string | number)[];

/** Keys that would reach into JavaScript's own objects. */
const FORBIDDEN: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/** How many syntax errors of a text are told. */
const MAX_ERRORS = 3;

/** Lists and keys within one another. */
const MAX_DEPTH = 30;

/** A YAML text: its value, and where each part of it stands in the file. */
export class YamlSource {
  /** The plain value; `undefined` if the text could not be read. */
  readonly value: unknown = undefined;
  readonly text: SourceText;
  readonly #document: Document.Parsed;

  /**
   * @param text The YAML text
   * @param report Receives syntax errors
   */
  constructor(text: SourceText, report: Report) {
    this.text = text;
    const deep = tooDeep(text.value);
    if (deep !== undefined) {
      this.#document = parse("");
      this.#reportDepth(text.span(deep, deep + 1), report);
      return;
    }
    try {
      this.#document = parse(text.value);
      this.value = this.#read(report);
    } catch (error) {
      // Depth without brackets, such as "- - - -", shows in the stack that runs out
      if (!(error instanceof RangeError)) throw error;
      this.#document = parse("");
      this.#reportDepth(this.#firstLine(), report);
    }
  }

  /** Reports syntax errors and gives the plain value. */
  #read(report: Report): unknown {
    const { text } = this;
    const seen = new Set<number>();
    // A bracket that is not closed makes every line below it wrong
    for (const { message, pos: [start, end] } of this.#document.errors) {
      // One slip often gives several errors in a line; the first says most
      const { line } = text.file.place(text.offset(start));
      if (seen.has(line) || seen.size === MAX_ERRORS) continue;
      seen.add(line);
      const word = /^[^\s:,[\]{}]*/.exec(text.value.slice(start))?.[0].length ?? 0;
      const span = text.span(start, Math.max(start + 1, start + word, end));
      if (/call stack/.test(message)) {
        this.#reportDepth(text.span(start, start + 1), report);
        continue;
      }
      report("yaml", span, sentence(message), fixFor(message));
    }
    const sound = this.#document.errors.length === 0 && this.#safe(report);
    const value: unknown = sound ? this.#document.toJS({ maxAliasCount: 0 }) : undefined;
    if (!isDeeper(value, MAX_DEPTH)) return value;
    this.#reportDepth(this.#firstLine(), report);
    return undefined;
  }

  #reportDepth(span: SourceSpan, report: Report): void {
    report("limit", span, `more than ${MAX_DEPTH} lists or keys stand within one another`, {
      fix: "close the brackets, or take some of them out",
    });
  }

  /** Where the value at a path stands; for a missing one, its nearest parent. */
  span(path: YamlPath): SourceSpan {
    const node = this.#node(path);
    if (node?.range) return this.text.span(node.range[0], Math.max(node.range[0], node.range[1]));
    return path.length > 0 ? this.keySpan(path.slice(0, -1)) : this.#firstLine();
  }

  /** Where the key at the end of a path stands. */
  keySpan(path: YamlPath): SourceSpan {
    const parent = this.#node(path.slice(0, -1));
    if (isMap(parent)) {
      const pair = parent.items.find(({ key }) => isScalar(key) && key.value === path.at(-1));
      if (isPair(pair) && isScalar(pair.key) && pair.key.range) {
        return this.text.span(pair.key.range[0], pair.key.range[1]);
      }
    }
    const node = this.#node(path);
    if (!node?.range) return path.length > 0 ? this.keySpan(path.slice(0, -1)) : this.#firstLine();
    return this.#lineOf(node.range[0], node.range[1]);
  }

  /** The scalar at a path as text with places; a number as it was written. */
  textAt(path: YamlPath): SourceText | undefined {
    const node = this.#node(path);
    if (!isScalar(node) || !node.range) return undefined;
    const raw = this.text.slice(node.range[0], node.range[1]);
    if (typeof node.value !== "string") return raw.trim();
    const block = node.type === Scalar.BLOCK_FOLDED || node.type === Scalar.BLOCK_LITERAL;
    const header = block ? raw.value.indexOf("\n") + 1 : 0;
    return align(raw.slice(header), node.value);
  }

  #node(path: YamlPath): Node | undefined {
    const node = path.length === 0 ? this.#document.contents : this.#document.getIn(path, true);
    return node && typeof node === "object" && "range" in node ? node as Node : undefined;
  }

  #firstLine(): SourceSpan {
    return this.#lineOf(this.text.value.search(/\S|$/));
  }

  #lineOf(start: number, end?: number): SourceSpan {
    const line = this.text.value.slice(start, end).split("\n", 1)[0] ?? "";
    return this.text.span(start, start + line.trimEnd().length);
  }

  /**
   * Refuses keys that could be mistaken for parts of JavaScript objects, and
   * aliases, with which a few lines can unfold to gigabytes.
   */
  #safe(report: Report): boolean {
    let safe = true;
    visit(this.#document, {
      Alias: (_, { source, range }) => {
        safe = false;
        const span = range ? this.text.span(range[0], range[1]) : this.#firstLine();
        report("yaml", span, `the alias *${source} is not read`, {
          fix: "write the value out, or quote a text that begins with *",
        });
      },
      Pair: (_, { key }) => {
        if (!isScalar(key) || !FORBIDDEN.has(String(key.value)) || !key.range) return;
        safe = false;
        report("yaml", this.text.span(key.range[0], key.range[1]), `"${key.value}" is not a key`);
      },
    });
    return safe;
  }
}

function parse(text: string): Document.Parsed {
  return parseDocument(text, {
    lineCounter: new LineCounter(),
    prettyErrors: false,
    stringKeys: true,
  });
}

/** How many brackets may be open, those in texts counted too. */
const MAX_OPEN = 200;

/** Where too many brackets are open: the parser's stack would run out. */
function tooDeep(text: string): number | undefined {
  let open = 0;
  for (const { 0: bracket, index } of text.matchAll(/[[\]{}]/g)) {
    if (bracket === "[" || bracket === "{") open++;
    else open = Math.max(0, open - 1);
    if (open > MAX_OPEN) return index;
  }
  return undefined;
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((part) => isDeeper(part, levels - 1));
}

function sentence(message: string): string {
  const first = (message.split("\n", 1)[0] ?? message).replace(/[.:]$/, "");
  return `YAML: ${first.charAt(0).toLowerCase()}${first.slice(1)}`;
}

function fixFor(message: string): { fix?: string } {
  if (/Nested mappings|Implicit keys|implicit key/i.test(message)) {
    return { fix: "a text with a colon needs quotes, or > and the text on the next lines" };
  }
  if (/plain value cannot start|Unexpected flow|flow/i.test(message)) {
    return { fix: "quote the text, or use > and the text on the next lines" };
  }
  if (/unexpected scalar at node end/i.test(message)) {
    return {
      fix: "quote all of a text that begins with {, [ or a quotation mark, or use > and the text " +
        "on the next lines",
    };
  }
  return {};
}
