import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { CodeExercise } from "@/lib/course/types.ts";
import type { Editor } from "./editor.ts";

/** Characters that may be written: more could not be kept with the reader's progress. */
const MOST_CODE = 20_000;

/** Props of {@linkcode CodeField}. */
export interface CodeFieldProps {
  id: string;
  language: CodeExercise["language"];
  code: string;
  onChange: (code: string) => void;
  onRun: () => void;
}

const NAMES: Readonly<Record<CodeExercise["language"], string>> = {
  typescript: "TypeScript",
  javascript: "JavaScript",
};

const KEYS = "Escape, then Tab leaves the editor. Control or Command with Enter runs the tests.";

/**
 * Where the code is written: a plain field, in whose place an editor comes
 * when the reader first goes there. Where that does not load, the field stays.
 */
export function CodeField({ id, language, code, onChange, onRun }: CodeFieldProps): JSX.Element {
  const field = useRef<HTMLTextAreaElement>(null);
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<Editor>();
  const loading = useRef(false);
  const [isOpen, setIsOpen] = useState(false);
  // The editor is made once and must call what is current
  const calls = useRef({ onChange, onRun });
  calls.current = { onChange, onRun };
  const label = `Your code, in ${NAMES[language]}`;
  // Texts that the editor has reported and this component has not been given back yet: when keys
  // come faster than it is drawn, one of them is older than what stands in the editor
  const reported = useRef(new Set<string>());

  useEffect(() => {
    if (!editor.current) return;
    if (!reported.current.has(code)) editor.current.setText(code);
    if (editor.current.text() === code) reported.current.clear();
  }, [code]);
  useEffect(() => () => editor.current?.destroy(), []);

  async function open(): Promise<void> {
    if (loading.current || editor.current) return;
    loading.current = true;
    try {
      const { openEditor } = await import("./editor.ts");
      const plain = field.current;
      if (!plain || !host.current) return;
      const hadFocus = document.activeElement === plain;
      editor.current = openEditor({
        parent: host.current,
        text: plain.value,
        selection: [plain.selectionStart, plain.selectionEnd],
        language,
        most: MOST_CODE,
        label,
        describedBy: KEYS,
        onChange: (text) => {
          reported.current.add(text);
          calls.current.onChange(text);
        },
        onRun: () => calls.current.onRun(),
      });
      setIsOpen(true);
      if (hadFocus) editor.current.focus();
    } catch {
      // Offline: the plain field works, and the next focus tries again
    } finally {
      loading.current = false;
    }
  }

  return (
    <div class="ex-code">
      <label class="ex-label" for={`${id}-code`} onClick={() => editor.current?.focus()}>
        {label}
      </label>
      <textarea
        ref={field}
        id={`${id}-code`}
        class="ex-code-text"
        hidden={isOpen}
        rows={code.split("\n").length}
        maxLength={MOST_CODE}
        value={code}
        spellcheck={false}
        autocomplete="off"
        autocapitalize="off"
        aria-describedby={`${id}-keys`}
        onFocus={open}
        onInput={({ currentTarget }) => onChange(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          onRun();
        }}
      />
      <div ref={host} class="ex-code-editor" data-editor={isOpen ? "open" : undefined} />
      <p class="ex-tolerance" id={`${id}-keys`}>{KEYS}</p>
    </div>
  );
}
