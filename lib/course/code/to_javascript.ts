import type { CodeExercise } from "../exercise_types.ts";

/** Code that can be run, or why it cannot be read. */
export type ReadCode =
  | { readonly code: string }
  | { readonly problem: string; readonly line?: number };

/**
 * Takes types and exports out of a reader's code, line by line, so that lines
 * keep their numbers; it must not import. Types are not checked. What reads them is loaded on demand.
 *
 * @param code TypeScript or JavaScript
 * @param language Which of the two
 * @returns JavaScript, or what is wrong and where
 *
 * @example
 * ```ts
 * import { toJavaScript } from "@/lib/course/code/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const read = await toJavaScript("const twice = (x: number) => 2 * x;", "typescript");
 * expect(read).toEqual({ code: "const twice = (x) => 2 * x;" });
 * expect(await toJavaScript("let x =\n= 2", "javascript")).toMatchObject({ line: 2 });
 * ```
 */
export async function toJavaScript(
  code: string,
  language: CodeExercise["language"],
): Promise<ReadCode> {
  const [{ transform }, { standAlone }] = await Promise.all([
    import("sucrase"),
    import("./stand_alone.ts"),
  ]);
  const alone = standAlone(code, language);
  if ("problem" in alone) return alone;
  try {
    const { code: read } = transform(alone.code, {
      transforms: language === "typescript" ? ["typescript"] : [],
      disableESTransforms: true,
    });
    return { code: read };
  } catch (error) {
    return describe(error);
  }
}

/** The parser's message begins with the file's name and ends with the place. */
function describe(error: unknown): ReadCode {
  const message = error instanceof Error ? error.message : String(error);
  const [, text = message, line] =
    /^(?:Error transforming [^:]*: )?(.*?)(?: \((\d+):\d+\))?$/s.exec(message) ?? [];
  return { problem: text, ...(line === undefined ? {} : { line: Number(line) }) };
}
