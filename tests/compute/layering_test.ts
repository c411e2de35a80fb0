import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";

const root = new URL("../../lib/compute/", import.meta.url);

function sources(folder: URL): URL[] {
  return [...Deno.readDirSync(folder)].flatMap((entry) =>
    entry.isDirectory ? sources(new URL(`${entry.name}/`, folder)) : [new URL(entry.name, folder)]
  );
}

function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "");
}

/** What a module imports or re-exports. */
function specifiers(code: string): string[] {
  const statement = /^(?:import|export)\b(?:[^;"]*?\bfrom)?\s*"([^"]+)"/gm;
  return [...code.matchAll(statement)].map((match) => match[1] ?? "");
}

describe("lib/compute", () => {
  const files = sources(root).filter((url) => url.pathname.endsWith(".ts"));

  it("is found", () => expect(files.length).toBeGreaterThan(20));

  it("has imports that this test sees", () => {
    const mod = Deno.readTextFileSync(new URL("mod.ts", root));
    expect(specifiers(withoutComments(mod))).toContain("./operators/mod.ts");
    const several =
      'import {\n  a,\n  type B,\n} from "npm:b";\nimport "c";\nexport * from "../d.ts";';
    expect(specifiers(several)).toEqual(["npm:b", "c", "../d.ts"]);
  });

  for (const url of files) {
    const name = url.pathname.slice(root.pathname.length);
    const code = withoutComments(Deno.readTextFileSync(url));

    it(`${name} imports nothing outside lib/compute`, () => {
      for (const specifier of specifiers(code)) {
        expect(specifier).toMatch(/^\.\.?\//);
        expect(new URL(specifier, url).pathname.startsWith(root.pathname)).toBe(true);
      }
    });

    it(`${name} touches no outside world`, () => {
      const bare = code.replace(/"(?:[^"\\\n]|\\.)*"/g, '""');
      // Not `window`: attention has one, and the linter refuses the global of that name
      expect(bare).not.toMatch(
        /\b(?:Deno|process|document|globalThis|fetch|localStorage|performance|eval)\b/,
      );
      expect(bare).not.toMatch(/Math\.random|import\(|Date\.now|\bDate\(\s*\)|new Date\b(?!\()/);
    });
  }
});
