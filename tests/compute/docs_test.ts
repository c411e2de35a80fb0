import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import { conventions, conventionSentence } from "@/lib/compute/mod.ts";

const docs = new URL("../../docs/", import.meta.url);
const entry = await Deno.readTextFile(new URL("compute.md", docs));

describe("docs/compute.md", () => {
  for (const [name, { default: chosen, options }] of Object.entries(conventions)) {
    it(`has the sentence of every option of ${name}`, () => {
      for (const [option, sentence] of Object.entries<string>(options)) {
        const mark = option === chosen ? " (default)" : "";
        expect(entry).toContain(`| \`${name}\` | \`${option}\`${mark} | ${sentence} |`);
        expect(conventionSentence(name as keyof typeof conventions, option)).toBe(sentence);
      }
    });
  }

  it("leads to every part, and to none that is not there", async () => {
    const linked = [...entry.matchAll(/\]\(compute\/([\w-]+\.md)/g)].map(([, file]) => file);
    const files: string[] = [];
    for await (const { name } of Deno.readDir(new URL("compute/", docs))) files.push(name);
    expect([...new Set(linked)].sort()).toEqual(files.sort());
  });

  it("has examples that run", async () => {
    const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["test", "-A", "--doc", "--no-check", "docs/compute.md"],
      cwd: new URL("../", docs),
      env: { NO_COLOR: "1" },
    }).output();
    const text = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
    expect(text).toMatch(/ok \| [2-9] passed/);
    expect(success).toBe(true);
  });
});

describe("docs/api", () => {
  it("is what the library's comments say", async () => {
    const { success, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "tools/compute_api.ts", "--check"],
      cwd: new URL("../", docs),
      env: { NO_COLOR: "1" },
    }).output();
    if (!success) throw new Error(new TextDecoder().decode(stderr));
  });
});
