import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";

const ROOT = new URL("../", import.meta.url);

/** What the files of a folder may import of the project. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  "lib/compute": ["lib/compute"],
  "lib/figures": ["lib/figures", "lib/compute", "lib/course/types.ts"],
  "lib/course": ["lib/course", "lib/compute", "lib/figures"],
  "lib/http": ["lib/http"],
  "components": ["components", "islands", "lib", "assets"],
  "islands": ["components", "islands", "lib"],
  "routes": ["components", "islands", "lib", "define.ts", "assets"],
};

async function* sources(folder: URL): AsyncGenerator<URL> {
  for await (const entry of Deno.readDir(folder)) {
    const url = new URL(entry.name + (entry.isDirectory ? "/" : ""), folder);
    if (entry.isDirectory) yield* sources(url);
    else if (/\.tsx?$/.test(entry.name)) yield url;
  }
}

/** Project-relative paths that a module imports, statically or not. */
function imports(file: URL, source: string): string[] {
  const code = source.replaceAll(/\/\*[\s\S]*?\*\//g, "");
  const found = [...code.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map(([, name = ""]) =>
    name
  );
  return found.flatMap((name) => {
    if (name.startsWith("@/")) return [name.slice(2)];
    if (name.startsWith(".")) return [new URL(name, file).href.slice(ROOT.href.length)];
    return [];
  });
}

describe("Layers", () => {
  for (const [folder, allowed] of Object.entries(ALLOWED)) {
    it(`${folder} imports only ${allowed.join(", ")}`, async () => {
      const wrong: string[] = [];
      let files = 0;
      for await (const file of sources(new URL(`${folder}/`, ROOT))) {
        files++;
        for (const path of imports(file, await Deno.readTextFile(file))) {
          const within = allowed.some((place) => path === place || path.startsWith(`${place}/`));
          if (!within) wrong.push(`${file.href.slice(ROOT.href.length)} imports ${path}`);
        }
      }
      expect(files).toBeGreaterThan(0);
      expect(wrong).toEqual([]);
    });
  }

  it("lib/compute imports no package either", async () => {
    const wrong: string[] = [];
    for await (const file of sources(new URL("lib/compute/", ROOT))) {
      const source = (await Deno.readTextFile(file)).replaceAll(/\/\*[\s\S]*?\*\//g, "");
      for (const [, name = ""] of source.matchAll(/from\s+"([^"]+)"/g)) {
        if (!name.startsWith(".")) wrong.push(`${file.pathname}: ${name}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it("content holds no code", async () => {
    const code: string[] = [];
    for await (const file of sources(new URL("content/", ROOT))) code.push(file.pathname);
    expect(code).toEqual([]);
  });
});
