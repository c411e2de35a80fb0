import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import { fullVocabulary } from "@/lib/course/expression/full_vocabulary.ts";
import { enumerateVariants } from "@/lib/course/exercise/mod.ts";
import { cleanUp, compileWith, LESSON, lessonText } from "./support.ts";

const FOLDER = new URL("./fixtures/kinds/", import.meta.url);
const DATA = new URL("../../content/data/", import.meta.url);

cleanUp();

/** One good exercise of each kind, with every key. */
const files = [...Deno.readDirSync(FOLDER)].map(({ name }) => name)
  .filter((name) => name.endsWith(".yaml")).sort();

const tables = Object.fromEntries(
  ["machines.csv", "memory_levels.csv"].map((
    name,
  ) => [`data/${name}`, Deno.readTextFileSync(new URL(name, DATA))]),
);

describe("An exercise of each kind", () => {
  for (const file of files) {
    it(`${file} compiles, and every variant is sound`, async () => {
      const yaml = await Deno.readTextFile(new URL(file, FOLDER));
      const { course, machines, problems } = await compileWith({
        ...tables,
        [LESSON]: lessonText(`\`\`\`exercise\n${yaml}\`\`\``),
        "lessons/12-second/exercises.yaml": null,
      });
      const errors = problems.filter(({ file, rule }) =>
        file.includes("12-second") && rule !== "untested-objective"
      );
      expect(errors.map(({ message, line }) => `${line}: ${message}`)).toEqual([]);
      const [exercise] = course.lessons.second?.exercises ?? [];
      if (!exercise) throw new Error(`${file} was not compiled`);
      expect(`${exercise.kind}.yaml`).toBe(file);
      expect(enumerateVariants(exercise, fullVocabulary(machines)).length).toBeGreaterThan(0);
    });
  }
});
