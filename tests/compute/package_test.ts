import { afterAll, describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import { bundle, library, stopBundler } from "./support/bundle.ts";

interface Package {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly exports: Readonly<Record<string, string>>;
  readonly compilerOptions: Readonly<Record<string, unknown>>;
}

const manifest: Package = JSON.parse(Deno.readTextFileSync(new URL("deno.json", library)));
const entries = Object.entries(manifest.exports);

/** Runs Deno, or another program, and gives what it prints. */
async function run(
  program: string,
  args: readonly string[],
  cwd: URL = library,
): Promise<{ success: boolean; output: string; errors: string }> {
  const command = new Deno.Command(program, { args: [...args], cwd, stdout: "piped" });
  const { success, stdout, stderr } = await command.output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { success, output: text(stdout), errors: text(stderr) };
}

/** Does all that publishing does but the upload, types included. */
function publish(folder: URL) {
  return run(Deno.execPath(), ["publish", "--dry-run", "--allow-dirty"], folder);
}

/** Runs a program's text from a file of its own, in a folder without a configuration. */
async function runFile(program: string, args: readonly string[], text: string) {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${folder}/program.mjs`, text);
    return await run(program, [...args, `${folder}/program.mjs`]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function hasNode(): boolean {
  try {
    return new Deno.Command("node", { args: ["--version"] }).outputSync().success;
  } catch {
    return false;
  }
}

afterAll(stopBundler);

describe("the package", () => {
  it("is licensed as the repository's code is", () => {
    const license = Deno.readTextFileSync(new URL("../../LICENSE", library));
    expect(license).toContain(
      `Code (everything outside \`content/\`) is under the ${manifest.license}`,
    );
  });

  it("names every folder that has a mod.ts, with hyphens for underscores", () => {
    const folders = [...Deno.readDirSync(library)].filter(({ isDirectory }) => isDirectory)
      .map(({ name }) => name)
      .filter((name) =>
        [...Deno.readDirSync(new URL(`${name}/`, library))]
          .some((file) => file.name === "mod.ts")
      );
    const expected = folders.map((name) => [`./${name.replaceAll("_", "-")}`, `./${name}/mod.ts`]);
    expect(Object.fromEntries(entries)).toEqual({
      ".": "./mod.ts",
      ...Object.fromEntries(expected),
    });
  });

  for (const [name, target] of entries) {
    it(`${name} loads and exports functions`, async () => {
      const module: Record<string, unknown> = await import(new URL(target, library).href);
      const functions = Object.values(module).filter((value) => typeof value === "function");
      expect(functions.length).toBeGreaterThan(0);
    });

    it(`${name} imports nothing outside the library, types included`, async () => {
      const { output } = await run(Deno.execPath(), ["info", "--json", target]);
      const { modules }: { modules: { specifier: string; error?: string }[] } = JSON.parse(output);
      expect(modules.length).toBeGreaterThan(1);
      for (const { specifier, error } of modules) {
        expect(error).toBeUndefined();
        expect(specifier.startsWith(library.href)).toBe(true);
      }
    });

    it(`${name} runs nothing when it is imported`, async () => {
      const { text } = await bundle(`import ${JSON.stringify(target)};`);
      // esbuild keeps 1 << 20, which nobody calls and which calls nobody
      expect(text.replace(/^(?:\/\/.*|var \w+ = [\d\s.e+*/<>()-]+;)\n?/gm, "")).toBe("");
    });
  }

  it("could be published: no slow types, no wrong imports, types that need no DOM and no Deno", async () => {
    const { success, errors } = await publish(library);
    if (!success) throw new Error(errors);
    expect(errors).toContain("Dry run complete");
  });

  for (
    const use of ["performance.now()", "fetch('x')", "document.title", "Deno.args", "process.env"]
  ) {
    it(`could not be published if it used ${use}`, async () => {
      const folder = await Deno.makeTempDir();
      try {
        const { name, version, license, compilerOptions } = manifest;
        const settings = { name, version, license, compilerOptions, exports: "./mod.ts" };
        await Deno.writeTextFile(`${folder}/deno.json`, JSON.stringify(settings));
        const code = `/** Looks out. */\nexport function look(): void {\n  ${use};\n}\n`;
        await Deno.writeTextFile(`${folder}/mod.ts`, code);
        const { success, errors } = await publish(new URL(`file://${folder}/`));
        expect(success).toBe(false);
        expect(errors).toContain(`Cannot find name '${use.split(/\W/)[0]}'`);
      } finally {
        await Deno.remove(folder, { recursive: true });
      }
    });
  }
});

describe("a bundle that uses one function", () => {
  it("holds what the function needs and nothing else", async () => {
    const { text, modules } = await bundle('export { ridgePoint } from "./mod.ts";');
    expect(modules).toEqual([
      "check.ts",
      "machines.ts",
      "nearest.ts",
      "precision.ts",
      "roofline.ts",
    ]);
    expect(text).toContain("function ridgePoint(");
    for (
      const name of [
        "softmax",
        "gemm",
        // Its name is in a message
        "function defineMachine",
        "attainableRate",
        "parseQuantity",
        "QuantitySyntaxError",
        "conventions",
        "class ",
        "multiply-accumulate",
      ]
    ) expect(text).not.toContain(name);
    expect(text.length).toBeLessThan(4000);
  });

  it("carries one data table when it uses one", async () => {
    const { modules } = await bundle('export { growthSeries } from "./data/mod.ts";');
    expect(modules).toEqual(["data/growth.ts"]);
  });
});

/** Computes with every part that stands on the top level, and says what each entry exports. */
const program = `
${
  entries.map(([, target], i) => `import * as entry${i} from ${JSON.stringify(target)};`).join("\n")
}
import * as compute from "./mod.ts";
import { fittedPoints, knownMachines } from "./data/mod.ts";

export function results() {
  const random = new compute.Random(2024);
  const gemm = compute.gemm({ m: 4096, n: 512, k: 4096 });
  const machines = knownMachines().filter(({ peaks }) => peaks.bf16 !== undefined);
  let refusal = "";
  try {
    compute.findMachine(machines, "h100-sx");
  } catch (error) {
    refusal = String(error);
  }
  return {
    exports: [${entries.map((_, i) => `Object.keys(entry${i}).sort()`).join(", ")}],
    times: machines.map((machine) => [
      machine.id,
      compute.ridgePoint(machine, { precision: "bf16" }),
      compute.operatorTime(machine, gemm, { precision: "bf16", efficiency: 0.7 }),
    ]),
    costs: [gemm, compute.softmax({ rows: 512, columns: 512 }), compute.layerNorm({ rows: 7, columns: 768 })],
    quantities: ["2.039 TB/s", "312 TFLOPS", "80 GiB"].map((text) => {
      const quantity = compute.parseQuantity(text);
      return [quantity, compute.formatQuantity(quantity), compute.formatQuantity(quantity, { words: true })];
    }),
    draws: [random.uniform(), random.normal(), random.exponential(3), random.shuffle([1, 2, 3, 4, 5])],
    growth: fittedPoints("peak-rate").reduce((sum, { value }) => sum + Math.log10(value), 0),
    refusal,
  };
}
`;

/** Takes away what a pure library has no use for. */
const poison = `
for (const [owner, name] of [[Math, "random"], [Date, "now"], [performance, "now"], [globalThis, "fetch"]]) {
  owner[name] = () => { throw new Error(name + " was called"); };
}
`;

describe("the library elsewhere", () => {
  const expected = async () => {
    const { text } = await bundle(program);
    const module = await import(`data:text/javascript,${encodeURIComponent(text)}`);
    return JSON.stringify(module.results());
  };

  it("gives results that are worth comparing", async () => {
    const { exports, times, draws, refusal } = JSON.parse(await expected());
    expect(exports).toHaveLength(entries.length);
    expect(exports[0]).toContain("ridgePoint");
    expect(times.length).toBeGreaterThan(20);
    expect(draws.flat()).toHaveLength(8);
    expect(refusal).toContain('RangeError: Unknown machine "h100-sx": known are h100-sxm');
  });

  it("gives the same in a worker without permissions, clock, chance and network", async () => {
    const worker = await bundle(`${program}\npostMessage(JSON.stringify(results()));`, poison);
    const main = `
      const url = URL.createObjectURL(new Blob([${JSON.stringify(worker.text)}]));
      const worker = new Worker(url, { type: "module" });
      worker.onmessage = ({ data }) => { console.log(data); worker.terminate(); };
    `;
    const { output, errors } = await runFile(Deno.execPath(), ["run", "--no-prompt"], main);
    expect(errors).toBe("");
    expect(output.trim()).toBe(await expected());
  });

  (hasNode() ? it : it.skip)("gives the same under Node", async () => {
    const { text } = await bundle(`${program}\nconsole.log(JSON.stringify(results()));`, poison);
    const { output, errors } = await runFile("node", [], text);
    expect(errors).toBe("");
    expect(output.trim()).toBe(await expected());
  });
});

describe("the examples of the package's README", () => {
  const readme = Deno.readTextFileSync(new URL("README.md", library));
  const examples = [...readme.matchAll(/```ts ignore\n([^]*?)```/g)].map(([, code = ""]) => code);

  it("are found", () => expect(examples.length).toBeGreaterThanOrEqual(3));

  for (const [i, example] of examples.entries()) {
    it(`number ${i + 1} prints what its comments say`, async () => {
      const code = example.replace(/"@memory-wall\/compute(\/[\w-]+)?"/g, (_, entry = "") => {
        const target = manifest.exports[`.${entry}`];
        expect(target).toBeDefined();
        return JSON.stringify(target);
      });
      const { text } = await bundle(code);
      const { output, errors } = await runFile(Deno.execPath(), ["run", "--no-prompt"], text);
      const comments = [...example.matchAll(/(?:console\.log\(.*\);|^) ?\/\/ (.*)$/gm)];
      expect(errors).toBe("");
      // A number and its unit are joined by a space that does not break
      expect(output.replaceAll("\u00a0", " ").trim().split("\n")).toEqual(
        comments.map(([, comment]) => comment),
      );
    });
  }
});
