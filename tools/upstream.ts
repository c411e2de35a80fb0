/**
 * Runs a task on Fresh from JSR, without the local packages of `jsr/`:
 * `deno task upstream <task> [arguments]`.
 *
 * The configuration without `links` is written to `deno.upstream.json`. The task runs in a copy of
 * the project, `.cache/upstream`, which has that configuration as its `deno.json` and no `jsr/`:
 * Vite, its plugins and every nested `deno` find the configuration by looking for `deno.json`, so
 * none of them can find the local packages.
 *
 * @module
 */

/** A configuration of Deno. */
export type DenoConfig = Readonly<Record<string, unknown>>;

const LOCK = "deno.upstream.lock";
const REGISTRY = "https://jsr.io/@fresh/core/meta.json";

/** What stays as it is in the copy, and what does not belong there. */
const KEPT = ["node_modules", "_fresh"];
const LEFT_OUT = [...KEPT, ".git", ".cache", "jsr", "coverage", "deno.json", "deno.lock", LOCK];

/**
 * Takes the links out of a configuration, and gives it a lock file of its own: the versions that
 * the links stand for are not those that JSR has.
 *
 * @param config The project's configuration
 * @returns The configuration for upstream
 *
 * @example
 * ```ts
 * import { expect } from "@std/expect";
 * import { toUpstream } from "@/tools/upstream.ts";
 *
 * expect(toUpstream({ name: "a", links: ["./jsr/x"] })).toEqual({
 *   name: "a",
 *   lock: { path: "./deno.upstream.lock" },
 * });
 * ```
 */
export function toUpstream(config: DenoConfig): DenoConfig {
  const { links: _, ...rest } = config;
  return { ...rest, lock: { path: `./${LOCK}` } };
}

/**
 * Writes the configuration for upstream, and brings the copy of the project up to date.
 *
 * @param project The project's folder, with a slash at the end
 * @returns The folder of the copy
 */
export async function prepare(project: URL): Promise<URL> {
  const copy = new URL(".cache/upstream/", project);
  const config = toUpstream(JSON.parse(await Deno.readTextFile(new URL("deno.json", project))));
  const text = `${JSON.stringify(config, null, 2)}\n`;
  await Deno.writeTextFile(new URL("deno.upstream.json", project), text);
  await Deno.mkdir(copy, { recursive: true });
  for await (const { name } of Deno.readDir(copy)) {
    if (!KEPT.includes(name)) await Deno.remove(toUrl(name, copy), { recursive: true });
  }
  await copyFolder(project, copy, LEFT_OUT);
  await Deno.writeTextFile(new URL("deno.json", copy), text);
  await copyIfThere(new URL(LOCK, project), new URL(LOCK, copy));
  return copy;
}

async function copyFolder(from: URL, to: URL, leftOut: readonly string[]): Promise<void> {
  await Deno.mkdir(to, { recursive: true });
  for await (const { name, isDirectory, isFile } of Deno.readDir(from)) {
    if (leftOut.includes(name)) continue;
    if (isDirectory) await copyFolder(toUrl(`${name}/`, from), toUrl(`${name}/`, to), KEPT);
    else if (isFile) await Deno.copyFile(toUrl(name, from), toUrl(name, to));
  }
}

async function copyIfThere(from: URL, to: URL): Promise<void> {
  try {
    await Deno.copyFile(from, to);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

function toUrl(name: string, folder: URL): URL {
  return new URL(name.split("/").map(encodeURIComponent).join("/"), folder);
}

async function checkRegistry(): Promise<string | null> {
  try {
    const response = await fetch(REGISTRY, { signal: AbortSignal.timeout(10_000) });
    await response.body?.cancel();
    return response.ok ? null : `it answered ${response.status}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function main([task, ...rest]: readonly string[]): Promise<number> {
  if (task === undefined) {
    console.error("Name a task, such as: deno task upstream test");
    return 2;
  }
  const problem = await checkRegistry();
  if (problem !== null) {
    console.error(
      `Cannot run "${task}" on upstream Fresh: JSR, where it is published, cannot be reached ` +
        `(${problem}). \`deno task ${task}\` runs on the local packages.`,
    );
    return 1;
  }
  const project = new URL("../", import.meta.url);
  const copy = await prepare(project);
  const { code } = await new Deno.Command(Deno.execPath(), {
    args: ["task", task, ...rest],
    cwd: copy,
    env: { FRESH_UPSTREAM: "1" },
  }).spawn().status;
  await copyIfThere(new URL(LOCK, copy), new URL(LOCK, project));
  return code;
}

if (import.meta.main) Deno.exit(await main(Deno.args));
