import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import { courseVocabulary } from "@/lib/course/expression/mod.ts";
import { languageNames } from "@/lib/course/markdown/highlight.ts";
import { cleanUp, compileWith, LESSON, lessonText } from "./support.ts";

const ROOT = new URL("../../", import.meta.url);
const guide = await Deno.readTextFile(new URL("docs/authoring.md", ROOT));
const machines = await Deno.readTextFile(new URL("content/data/machines.csv", ROOT));

/** Blocks of the guide, fences of four signs first: they hold blocks of three. */
function blocks(language: string): string[] {
  return [...guide.matchAll(/^(`{3,})(\w*)\n([\s\S]*?)^\1$/gm)]
    .filter(([, , name]) => name === language).map(([, , , text = ""]) => text);
}

async function problemsWith(body: string): Promise<string[]> {
  const { problems } = await compileWith({
    [LESSON]: lessonText(body).replace("id: choose", "id: place"),
    "lessons/12-second/exercises.yaml": null,
    "data/machines.csv": machines,
  });
  return problems.filter(({ rule }) => rule !== "untested-objective").map(({ message }) => message);
}

describe("The author's guide", () => {
  cleanUp();

  it("has examples of blocks and of an exercise that compile as they stand", async () => {
    const examples = blocks("markdown").filter((text) => !text.startsWith("---"));
    expect(examples.length).toBeGreaterThanOrEqual(4);
    for (const example of examples) expect(await problemsWith(example)).toEqual([]);
  });

  it("has examples in a sentence that compile as they stand", async () => {
    const inline = [...guide.matchAll(/`(:(?:calc|term|given)\[[^`]*\](?:\{[^`]*\})?)`/g)]
      .map(([, text = ""]) => text).filter((text) => !/expression|…/.test(text));
    expect(inline.length).toBeGreaterThanOrEqual(4);
    expect(await problemsWith(inline.join("\n\n"))).toEqual([]);
  });

  it("names every function of the expression language, and no other", () => {
    const section = guide.slice(guide.indexOf("## Expressions"), guide.indexOf("## Glossary"));
    const rows = section.split("\n").filter((line) => line.startsWith("| `"));
    const named = rows.flatMap((row) => {
      const cell = row.split(" | ")[0] ?? "";
      return [...cell.replaceAll(/\([^)]*\)/g, "").matchAll(/[a-z_0-9]+/g)].map(([name]) => name);
    });
    expect(named.sort()).toEqual([...courseVocabulary([]).functions.keys()].sort());
  });

  it("names every language that is highlighted", () => {
    for (const name of languageNames) expect(guide).toContain(`\`${name}\``);
  });
});
