/**
 * The editor, loaded when a reader first touches the code.
 *
 * It stands in a shadow root: there its styles are adopted sheets, which the
 * page's policy allows, where a style element would be refused.
 *
 * @module
 */
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import {
  bracketMatching,
  continuedIndent,
  delimitedIndent,
  flatIndent,
  HighlightStyle,
  indentNodeProp,
  indentOnInput,
  indentUnit,
  LRLanguage,
  syntaxHighlighting,
} from "@codemirror/language";
import { Annotation, EditorState, Prec } from "@codemirror/state";
import { EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { parser } from "@lezer/javascript";

/** What an editor is made with. */
export interface EditorOptions {
  /** Where it stands. */
  readonly parent: HTMLElement;
  readonly text: string;
  /** Where the cursor or selection was in the plain field. */
  readonly selection: readonly [from: number, to: number];
  readonly language: "typescript" | "javascript";
  /** Characters that may be written. */
  readonly most: number;
  /** Its accessible name, and what describes it. */
  readonly label: string;
  readonly describedBy: string;
  readonly onChange: (text: string) => void;
  readonly onRun: () => void;
}

/** An editor in the page. */
export interface Editor {
  focus(): void;
  text(): string;
  /** Replaces the text, as one step that can be undone; `onChange` is not called. */
  setText(text: string): void;
  destroy(): void;
}

/** Marks a text that came from outside. */
const given = Annotation.define<true>();

/** Opens an editor. */
export function openEditor(options: EditorOptions): Editor {
  const { parent, text, selection: [anchor, head], onChange, onRun } = options;
  const root = parent.shadowRoot ?? parent.attachShadow({ mode: "open" });
  const view = new EditorView({
    parent: root,
    root,
    state: EditorState.create({
      doc: text,
      selection: { anchor: Math.min(anchor, text.length), head: Math.min(head, text.length) },
      extensions: [
        Prec.highest(keymap.of([{ key: "Mod-Enter", run: () => (onRun(), true) }])),
        lineNumbers(),
        history(),
        highlightActiveLine(),
        bracketMatching(),
        indentOnInput(),
        indentUnit.of("  "),
        EditorState.tabSize.of(2),
        EditorState.changeFilter.of(({ newDoc }) => newDoc.length <= options.most),
        EditorView.lineWrapping,
        languageOf(options.language),
        syntaxHighlighting(colours),
        theme,
        keymap.of([indentWithTab, ...defaultKeymap, ...historyKeymap]),
        EditorView.contentAttributes.of({
          "aria-label": `${options.label}. ${options.describedBy}`,
          autocapitalize: "off",
          autocorrect: "off",
          spellcheck: "false",
        }),
        EditorView.domEventHandlers({ beforeinput: replaceSelection }),
        EditorView.updateListener.of((update) => {
          const isGiven = update.transactions.some((change) => change.annotation(given));
          if (update.docChanged && !isGiven) onChange(update.state.doc.toString());
        }),
      ],
    }),
  });
  return {
    focus: () => view.focus(),
    text: () => view.state.doc.toString(),
    setText(next) {
      if (next === view.state.doc.toString()) return;
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: next },
        annotations: given.of(true),
      });
    },
    destroy: () => view.destroy(),
  };
}

/**
 * Types over a selection. Left to the browser, the new text would get the style
 * of the old as an attribute, which the page's policy refuses and reports.
 */
function replaceSelection(event: InputEvent, view: EditorView): boolean {
  const { data, inputType } = event;
  if (inputType !== "insertText" || !data || view.composing || view.state.selection.main.empty) {
    return false;
  }
  event.preventDefault();
  view.dispatch(view.state.replaceSelection(data), {
    userEvent: "input.type",
    scrollIntoView: true,
  });
  return true;
}

function languageOf(language: EditorOptions["language"]) {
  return LRLanguage.define({
    name: language,
    parser: parser.configure({
      dialect: language === "typescript" ? "ts" : "",
      props: [
        indentNodeProp.add({
          IfStatement: continuedIndent({ except: /^\s*(\{|else\b)/ }),
          Block: delimitedIndent({ closing: "}" }),
          "TemplateString BlockComment": () => null,
          "Statement Property": continuedIndent({ except: /^\s*\{/ }),
          SwitchBody: flatIndent,
        }),
      ],
    }),
    languageData: { closeBrackets: { brackets: ["(", "[", "{"] }, indentOnInput: /^\s*[}\])]$/ },
  });
}

const colours = HighlightStyle.define([
  {
    tag: [tags.keyword, tags.controlKeyword, tags.definitionKeyword],
    color: "var(--code-keyword)",
  },
  { tag: [tags.number, tags.bool, tags.null, tags.typeName], color: "var(--code-constant)" },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], color: "var(--code-string)" },
  { tag: tags.comment, color: "var(--code-comment)" },
  {
    tag: [tags.function(tags.variableName), tags.function(tags.propertyName)],
    color: "var(--code-function)",
  },
  { tag: [tags.operator, tags.punctuation], color: "var(--code-punctuation)" },
]);

const theme = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "transparent" },
  "&.cm-focused": { outline: "2px solid var(--focus)", outlineOffset: "1px" },
  ".cm-scroller": { fontFamily: "var(--font-mono)", fontSize: "0.9rem", lineHeight: "1.5" },
  ".cm-content": { padding: "var(--space-3) 0", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 var(--space-3)" },
  ".cm-gutters": {
    backgroundColor: "transparent",
    color: "var(--ink-soft)",
    border: "none",
    borderInlineEnd: "1px solid var(--rule)",
  },
  ".cm-activeLine": { backgroundColor: "color-mix(in oklab, var(--ink) 5%, transparent)" },
  "&.cm-focused .cm-matchingBracket": {
    backgroundColor: "color-mix(in oklab, var(--accent) 25%, transparent)",
  },
  "&.cm-focused .cm-nonmatchingBracket": {
    backgroundColor: "transparent",
    textDecoration: "underline wavy var(--wrong)",
  },
  "& ::selection": { backgroundColor: "color-mix(in oklab, var(--focus) 35%, transparent)" },
});
