/**
 * Highlights code when the course is compiled. Tokens get classes, so that one
 * style sheet serves both themes and no element carries a style.
 *
 * @module
 */
import type { ElementContent } from "hast";
import {
  createCssVariablesTheme,
  createHighlighterCore,
  type HighlighterCore,
  type LanguageInput,
} from "shiki/core";
import { createJavaScriptRegexEngine } from "shiki/engine/javascript";

/** Languages by the names authors may use. */
const LANGUAGES: Readonly<Record<string, { id: string; load: LanguageInput } | undefined>> = {
  ts: { id: "typescript", load: () => import("shiki/langs/typescript.mjs") },
  js: { id: "javascript", load: () => import("shiki/langs/javascript.mjs") },
  python: { id: "python", load: () => import("shiki/langs/python.mjs") },
  bash: { id: "shellscript", load: () => import("shiki/langs/bash.mjs") },
  yaml: { id: "yaml", load: () => import("shiki/langs/yaml.mjs") },
  markdown: { id: "markdown", load: () => import("shiki/langs/markdown.mjs") },
  json: { id: "json", load: () => import("shiki/langs/json.mjs") },
};

/** Names that a code block may have. */
export const languageNames: readonly string[] = [...Object.keys(LANGUAGES), "text"];

/** Kinds of tokens that get a class; `assets/code.css` colours them. */
const tokenKinds: ReadonlySet<string> = new Set([
  "constant",
  "string",
  "string-expression",
  "comment",
  "keyword",
  "parameter",
  "function",
  "punctuation",
  "link",
]);

const FENCE = /^[ \t>*-]*(?:`{3,}|~{3,})[ \t]*(\w+)/gm;
const VARIABLE = /^var\(--tok-token-([a-z-]+)\)$/;

/** One for all compiles: a development server compiles again and again. */
let shared: Promise<HighlighterCore> | undefined;

async function loadCore(languages: readonly LanguageInput[]): Promise<HighlighterCore> {
  shared ??= createHighlighterCore({
    themes: [createCssVariablesTheme({ name: "course", variablePrefix: "--tok-" })],
    langs: [],
    engine: createJavaScriptRegexEngine(),
  });
  const core = await shared;
  await core.loadLanguage(...languages);
  return core;
}

/** Highlights the languages it was made for. */
export class Highlighter {
  readonly #core: HighlighterCore | undefined;

  private constructor(core: HighlighterCore | undefined) {
    this.#core = core;
  }

  /**
   * Loads the languages that some texts use.
   *
   * @param texts Markdown texts
   * @returns A highlighter for them
   */
  static async forTexts(texts: readonly string[]): Promise<Highlighter> {
    const fences = texts.flatMap((text) => [...text.matchAll(FENCE)]);
    const used = [...new Set(fences.map(([, name = ""]) => name))].sort()
      .flatMap((name) => Object.hasOwn(LANGUAGES, name) ? LANGUAGES[name] ?? [] : []);
    // Most courses have no code, and need not wait for grammars
    return new Highlighter(
      used.length === 0 ? undefined : await loadCore(used.map(({ load }) => load)),
    );
  }

  /**
   * Highlights a piece of code.
   *
   * @param code The code
   * @param language One of {@linkcode languageNames}; anything else stays plain
   * @returns The content of a `code` element
   */
  highlight(code: string, language: string): ElementContent[] {
    const id = Object.hasOwn(LANGUAGES, language) ? LANGUAGES[language]?.id : undefined;
    if (!this.#core || !id || !this.#core.getLoadedLanguages().includes(id)) {
      return [{ type: "text", value: code }];
    }
    const { tokens } = this.#core.codeToTokens(code, { lang: id, theme: "course" });
    return tokens.flatMap((line, i) => [
      ...(i > 0 ? [{ type: "text" as const, value: "\n" }] : []),
      ...line.map(({ content, color = "" }) => token(content, VARIABLE.exec(color)?.[1])),
    ]);
  }
}

function token(value: string, kind: string | undefined): ElementContent {
  if (!kind || !tokenKinds.has(kind)) return { type: "text", value };
  return {
    type: "element",
    tagName: "span",
    properties: { className: [`tok-${kind}`] },
    children: [{ type: "text", value }],
  };
}
