/**
 * Teaches the Markdown parser `{expression}`. As a construct of the parser it
 * leaves code and maths alone, obeys `\{`, and keeps `*` and `_` inside an
 * expression from becoming emphasis.
 *
 * @module
 */
import type { Extension as FromMarkdownExtension } from "mdast-util-from-markdown";
import type { Code, Effects, Extension, State, Tokenizer } from "micromark-util-types";
import type { Processor } from "unified";

declare module "micromark-util-types" {
  interface TokenTypeMap {
    placeholder: "placeholder";
    placeholderPart: "placeholderPart";
  }
}

const OPEN = 123; // {
const CLOSE = 125; // }
const QUOTES: ReadonlySet<Code> = new Set([34, 39]); // " and '
/** micromark's codes below this are line endings. */
const LINE_ENDING = -2;

const tokenize: Tokenizer = function (effects: Effects, ok: State, nok: State): State {
  let quote: Code = null;
  return (code) => {
    effects.enter("placeholder");
    effects.enter("placeholderPart");
    effects.consume(code);
    return inside;
  };

  function inside(code: Code): State | undefined {
    if (code === null || (code === OPEN && quote === null)) return nok(code);
    if (code < LINE_ENDING) {
      effects.exit("placeholderPart");
      effects.enter("lineEnding");
      effects.consume(code);
      effects.exit("lineEnding");
      return nextLine;
    }
    if (code === CLOSE && quote === null) {
      effects.consume(code);
      effects.exit("placeholderPart");
      effects.exit("placeholder");
      return ok;
    }
    if (QUOTES.has(code)) quote = quote === null ? code : quote === code ? null : quote;
    effects.consume(code);
    return inside;
  }

  function nextLine(code: Code): State | undefined {
    if (code === null || code < LINE_ENDING) return nok(code);
    effects.enter("placeholderPart");
    return inside(code);
  }
};

const syntax: Extension = { text: { [OPEN]: { name: "placeholder", tokenize } } };

const toTree: FromMarkdownExtension = {
  enter: {
    placeholder(token) {
      this.enter({ type: "placeholder" }, token);
    },
  },
  exit: {
    placeholder(token) {
      this.exit(token);
    },
  },
};

/** A remark plugin that reads `{expression}` as a `placeholder` node. */
export function remarkPlaceholder(this: Processor): void {
  const data = this.data() as {
    micromarkExtensions?: Extension[];
    fromMarkdownExtensions?: FromMarkdownExtension[];
  };
  (data.micromarkExtensions ??= []).push(syntax);
  (data.fromMarkdownExtensions ??= []).push(toTree);
}
