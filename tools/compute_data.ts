/**
 * Generates the typed modules of `lib/compute/data` from `content/data`:
 * `deno run -A tools/compute_data.ts`. With `--check` it writes nothing and
 * fails if a module differs from its tables.
 *
 * @module
 */
import { SourceFile } from "@/lib/course/schema/source.ts";
import { moduleTexts } from "./compute_data/modules.ts";
import { outdatedFiles } from "./outdated_files.ts";

const root = new URL("../", import.meta.url);
const folder = new URL("lib/compute/data/", root);

/**
 * Makes the modules.
 *
 * @param tables The folder of the tables
 * @returns Formatted texts by file name
 * @throws {Error} If a table has problems; the message lists them
 */
export async function generateModules(
  tables: URL = new URL("content/data/", root),
): Promise<ReadonlyMap<string, string>> {
  const texts = moduleTexts((name) =>
    new SourceFile(`content/data/${name}`, Deno.readTextFileSync(new URL(name, tables)))
  );
  return new Map(
    await Promise.all(
      [...texts].map(async ([name, text]) => [name, await format(text)] as const),
    ),
  );
}

/** Formats TypeScript as `deno fmt` does in this project. */
async function format(text: string): Promise<string> {
  const command = new Deno.Command(Deno.execPath(), {
    args: ["fmt", "--ext", "ts", "-"],
    cwd: root,
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const writer = command.stdin.getWriter();
  await writer.write(new TextEncoder().encode(text));
  await writer.close();
  const { success, stdout } = await command.output();
  if (!success) throw new Error("deno fmt cannot read a generated module");
  return new TextDecoder().decode(stdout);
}

/**
 * Compares the modules with the tables.
 *
 * @param modules What the tables give
 * @returns The paths of modules that differ
 */
export function outdated(modules: ReadonlyMap<string, string>): string[] {
  return outdatedFiles(modules, folder).map((name) => `lib/compute/data/${name}`);
}

if (import.meta.main) {
  const modules = await generateModules();
  const paths = outdated(modules);
  if (Deno.args.includes("--check")) {
    for (const path of paths) {
      console.error(`${path} differs from content/data: run deno run -A tools/compute_data.ts`);
    }
    if (paths.length > 0) Deno.exit(1);
  } else {
    for (const [name, text] of modules) Deno.writeTextFileSync(new URL(name, folder), text);
    console.log(paths.length === 0 ? "Nothing to change" : `Wrote ${paths.join(", ")}`);
  }
}
