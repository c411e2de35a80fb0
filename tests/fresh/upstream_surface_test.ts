// The course must run on Fresh from JSR: it may use only what Fresh documents to export.
import { expect } from "@std/expect";
import { describe, it } from "@std/testing/bdd";
import * as plugin from "@fresh/plugin-vite";
import * as fresh from "fresh";
import * as runtime from "fresh/runtime";
import { UPSTREAM } from "./support.ts";

/** The names in Fresh's API reference, and those of the standard library that tests may use. */
const EXPORTS: Readonly<Record<string, readonly string[]>> = {
  fresh: [
    ...["App", "HttpError", "cors", "createDefine", "csp", "csrf", "page", "staticFiles"],
    ...["trailingSlashes", "CORSOptions", "CSPOptions", "Context", "CsrfOptions", "Define"],
    ...["FreshConfig", "FreshContext", "HandlerByMethod", "HandlerFn", "Island", "LayoutConfig"],
    ...["Lazy", "ListenOptions", "MaybeLazy", "Method", "Middleware", "MiddlewareFn", "PageProps"],
    ...["PageResponse", "ResolvedFreshConfig", "RouteConfig", "RouteData", "RouteHandler"],
  ],
  "fresh/runtime": ["Head", "HttpError", "IS_BROWSER", "Partial", "asset", "assetSrcSet"],
  "@fresh/plugin-vite": ["fresh"],
  "@std/testing/bdd": [
    ...["after", "afterAll", "afterEach", "before", "beforeAll", "beforeEach", "describe", "it"],
    "test",
  ],
  "@std/expect": ["expect", "fn"],
};

const PROJECT = new URL("../../", import.meta.url);
const FOLDERS = ["routes", "islands", "components", "lib", "tools", "tests", "bench"];

interface Import {
  readonly file: string;
  readonly from: string;
  readonly names: readonly string[];
}

async function sources(): Promise<string[]> {
  const found: string[] = [];
  const visit = async (path: string) => {
    for await (const { name, isDirectory, isFile } of Deno.readDir(new URL(path, PROJECT))) {
      const inner = `${path}${encodeURIComponent(name)}`;
      if (isDirectory && name !== "_fresh") await visit(`${inner}/`);
      else if (isFile && /\.tsx?$/.test(name)) found.push(inner);
    }
  };
  for (const folder of FOLDERS) await visit(`${folder}/`);
  for await (const { name } of Deno.readDir(PROJECT)) if (/\.tsx?$/.test(name)) found.push(name);
  return found;
}

/** The imports of a module: of its declarations, and of `import()` with names unknown. */
function importsOf(file: string, code: string): Import[] {
  const declarations = code.matchAll(
    /^(?:import|export)\s+([^;"'`]*?)\s*from\s*["']([^"']+)["']|^import\s*["']([^"']+)["']/gm,
  );
  const dynamic = code.matchAll(/\bimport\(\s*["']([^"']+)["']/g);
  return [
    ...[...declarations].map(([, clause = "", from, bare]) => ({
      file,
      from: from ?? bare ?? "",
      names: namesOf(clause),
    })),
    ...[...dynamic].map(([, from = ""]) => ({ file, from, names: ["*"] })),
  ];
}

function namesOf(clause: string): string[] {
  const [, outside = "", inside = ""] = /^(?:type\s+)?([^{]*)(?:\{([^}]*)\})?/.exec(clause) ?? [];
  const named = inside.split(",").map((name) => name.trim().replace(/^type\s+|\s+as\s+.*$/g, ""));
  const whole = outside.includes("*") ? "*" : outside.replace(",", "").trim() && "default";
  return [whole, ...named].filter((name) => name !== "");
}

async function allImports(): Promise<Import[]> {
  const files = await sources();
  const imports = files.map(async (file) =>
    importsOf(file, await Deno.readTextFile(new URL(file, PROJECT)))
  );
  return (await Promise.all(imports)).flat();
}

describe("the course", () => {
  it("imports nothing from the local packages by path", async () => {
    const imports = await allImports();
    const byPath = imports.filter(({ from }) => /(^|\/)jsr\/|^jsr:/.test(from));
    expect(byPath).toEqual([]);
  });

  it("uses names of Fresh and the standard library that they export on JSR", async () => {
    const imports = (await allImports())
      .filter(({ file, from }) => from in EXPORTS && !file.endsWith("upstream_surface_test.ts"));
    expect(imports.length).toBeGreaterThan(20);
    const unknown = imports.flatMap(({ file, from, names }) =>
      names.filter((name) => !EXPORTS[from]?.includes(name)).map((name) => ({ file, from, name }))
    );
    expect(unknown).toEqual([]);
  });

  it("uses no other module of them", async () => {
    const others = (await allImports())
      .filter(({ from }) => /^(fresh|@fresh|@std)(\/|$)/.test(from) && !(from in EXPORTS));
    expect(others).toEqual([]);
  });
});

describe("importsOf()", () => {
  it("finds every form of an import", () => {
    const code = `
import { App, type Context as C } from "fresh";
import type { PageProps } from "fresh";
import a, { b } from "x";
import * as all from "y";
export { d } from "z";
import "w";
const later = () => import("v");
import {
  e,
  f,
} from "u";
`;
    expect(importsOf("", code).map(({ from, names }) => [from, ...names])).toEqual([
      ["fresh", "App", "Context"],
      ["fresh", "PageProps"],
      ["x", "default", "b"],
      ["y", "*"],
      ["z", "d"],
      ["w"],
      ["u", "e", "f"],
      ["v", "*"],
    ]);
  });
});

(UPSTREAM ? describe.skip : describe)("the local packages", () => {
  it("export nothing that upstream does not", () => {
    for (const [name, module] of Object.entries({ fresh, "fresh/runtime": runtime })) {
      expect(EXPORTS[name]).toEqual(expect.arrayContaining(Object.keys(module)));
    }
    expect(Object.keys(plugin)).toEqual(["fresh"]);
  });
});
