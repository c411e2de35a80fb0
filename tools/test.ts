/**
 * The gate: `deno task test` (also `deno task ok`). Every step runs even when an earlier one has
 * failed, so that one run shows all there is to mend. The last line is `N passed, N failed`.
 *
 * @module
 */
import { PROJECT, runDeno } from "./deno.ts";

interface Step {
  readonly name: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Steps that run tests are counted by test, the others as one. */
  readonly tests?: true;
}

const SOURCES = ["main.ts", "client.ts", "define.ts", "vite.config.ts"];
const FOLDERS = ["routes", "islands", "components", "lib", "jsr", "tools", "tests", "bench"];

const STEPS: readonly Step[] = [
  { name: "Format", args: ["fmt", "--check"] },
  { name: "Lint", args: ["lint"] },
  { name: "Types", args: ["check", ...SOURCES, ...FOLDERS.filter(exists)] },
  { name: "Content", args: ["task", "content:check"] },
  { name: "Build", args: ["task", "build"], env: { COURSE_GALLERY: "1" } },
  {
    name: "Documentation examples",
    args: ["test", "-A", "--doc", "--no-check", "lib"],
    tests: true,
  },
  {
    name: "Tests",
    args: ["test", "-A", "--no-check", "tests", "--ignore=tests/browser"],
    tests: true,
  },
  {
    // They wait for pages more than they work, so several files run side by side
    name: "Browser tests",
    args: ["test", "-A", "--no-check", "--parallel", "tests/browser"],
    env: { DENO_JOBS: "2" },
    tests: true,
  },
];

/** On upstream Fresh the course has no `jsr`. */
function exists(folder: string): boolean {
  try {
    return Deno.statSync(new URL(folder, PROJECT)).isDirectory;
  } catch {
    return false;
  }
}

let passed = 0;
let failed = 0;
const failures: string[] = [];

for (const { name, args, tests, env = {} } of STEPS) {
  console.log(`\n── ${name}`);
  let output = "";
  const onOutput = (text: string) => output += text;
  const { success } = await runDeno(args, tests ? { onOutput, env } : { env });
  const counts = tests ? count(output) : undefined;
  passed += counts?.passed ?? (success ? 1 : 0);
  // A runner that fails without a failed test (a module that does not load) counts as one.
  failed += Math.max(counts?.failed ?? 0, success ? 0 : 1);
  if (!success) failures.push(name);
  if (tests && success && counts === undefined) {
    failed += 1;
    failures.push(`${name} (no test ran)`);
  }
}

console.log(failures.length > 0 ? `\nFailed: ${failures.join(", ")}` : "\nAll is well");
console.log(`${passed} passed, ${failed} failed`);
Deno.exit(failed > 0 ? 1 : 0);

/** Reads Deno's closing line, such as `ok | 12 passed (30 steps) | 0 failed (2s)`. */
function count(output: string): { passed: number; failed: number } | undefined {
  // deno-lint-ignore no-control-regex
  const plain = output.replaceAll(/\u001b\[[0-9;]*m/g, "");
  const lines = [...plain.matchAll(/(\d+) passed(?: \((\d+) steps?\))? \| (\d+) failed/g)];
  const last = lines.at(-1);
  if (!last) return undefined;
  return { passed: Number(last[1]) + Number(last[2] ?? 0), failed: Number(last[3]) };
}
