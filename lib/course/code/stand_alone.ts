import { parser } from "@lezer/javascript";

const readers = { javascript: parser, typescript: parser.configure({ dialect: "ts" }) } as const;

/** Code without its exports, or what it would import. */
export type StandingAlone =
  | { readonly code: string }
  | { readonly problem: string; readonly line: number };

/**
 * Takes the exports off a text, which is run as a script. What stands in their
 * place is as long, so that lines and columns keep their numbers.
 *
 * @param code TypeScript or JavaScript, perhaps with mistakes in it
 * @param language Which of the two
 * @returns The code, or which line imports something
 *
 * @example
 * ```ts
 * import { standAlone } from "@/lib/course/code/stand_alone.ts";
 * import { expect } from "@std/expect";
 *
 * expect(standAlone("export const twice = (x) => 2 * x;", "javascript")).toEqual({
 *   code: "       const twice = (x) => 2 * x;",
 * });
 * expect(standAlone('import { sum } from "sums";', "javascript")).toMatchObject({ line: 1 });
 * ```
 */
export function standAlone(code: string, language: keyof typeof readers): StandingAlone {
  const { topNode } = readers[language].parse(code);
  let read = code;
  const put = ({ from, to }: Range, text = "") => {
    const blank = code.slice(from + text.length, to).replace(/[^\n]/g, " ");
    read = read.slice(0, from) + text + blank + read.slice(to);
  };
  for (let node = topNode.firstChild; node; node = node.nextSibling) {
    if (node.name !== "ImportDeclaration" && node.name !== "ExportDeclaration") continue;
    if (node.name === "ImportDeclaration" || node.getChild("from")) {
      const line = code.slice(0, node.from).split("\n").length;
      return { problem: "there are no modules to import from, write all it needs here", line };
    }
    const [exporting, fallback, equals] = ["export", "default", "Equals"].map((name) =>
      node?.getChild(name)
    );
    if (node.getChild("ExportGroup")) put(node);
    else if (exporting) put(exporting);
    if (equals) put(equals);
    if (!fallback) continue;
    const { nextSibling: next } = fallback;
    const isNamed = /^(Function|Class)Declaration$/.test(next?.name ?? "") &&
      next?.getChild("VariableDefinition");
    // Without a name it is a value, which may stand alone but not begin with "function"
    put(fallback, isNamed ? "" : "0,");
  }
  return { code: read };
}

interface Range {
  readonly from: number;
  readonly to: number;
}
