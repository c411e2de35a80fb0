/** A container that has been opened: the sign it ends with, and where on its line it stands. */
interface Opened {
  readonly colons: number;
  readonly quotes: number;
  readonly indent: number;
}

/** Wherever it stands in its line: quotations, lists and notes around it may have markers there. */
const OPENING = /(?<!:):{3,}(?=[A-Za-z])/;
const LEAF = /^[\s>*+\-\d.)]*::[A-Za-z]/;
const CLOSING = /^([\s>]*)(:{3,})[ \t]*$/;

/**
 * Follows how deep `:::` blocks stand within one another, line by line. Never
 * less deep than the parser finds them; more where a line in code looks like an
 * opening one.
 */
export class DirectiveDepth {
  /** All blocks so far, `::figure` among them. */
  count = 0;
  #opened: Opened[] = [];

  /** How many containers are open. */
  get depth(): number {
    return this.#opened.length;
  }

  /** Reads the next line. */
  add(line: string): void {
    if (LEAF.test(line)) this.count++;
    const opening = OPENING.exec(line);
    if (opening) {
      this.count++;
      const before = line.slice(0, opening.index);
      this.#opened.push({ colons: opening[0].length, ...placeOf(before) });
      return;
    }
    const [, space = "", end = ""] = CLOSING.exec(line) ?? [];
    if (end === "") return;
    const { quotes, indent } = placeOf(space);
    // It closes the outermost that it can, and with it all inside; what needs more colons, or
    // stands elsewhere, may still be open
    this.#opened = this.#opened.filter((opened) =>
      opened.colons > end.length || opened.quotes !== quotes || indent > Math.max(3, opened.indent)
    );
  }
}

function placeOf(before: string): { readonly quotes: number; readonly indent: number } {
  return { quotes: before.split(">").length - 1, indent: before.replaceAll("\t", "    ").length };
}
