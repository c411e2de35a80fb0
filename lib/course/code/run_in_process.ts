import { spawn } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { readMessage } from "./read_message.ts";
import type { CodeJob, CodeMessage } from "./types.ts";

/** What became of a job: its messages, and whether it came to its end. */
export interface JobReport {
  readonly messages: readonly CodeMessage[];
  /** `time` if it was stopped, `none` if nothing is known of it. */
  readonly end: "done" | "broken" | "time" | "none";
  /** What the process complained of, where it ended by itself and the job is not done. */
  readonly trouble?: string;
}

/** Starting a process on a busy machine takes its time. */
const START = 20_000;

/** More output than this is no exercise's. */
const MOST_BYTES = 50e6;

/** Characters of complaints that are kept. */
const MOST_TROUBLE = 10_000;

const ARGUMENTS = [
  "run",
  "--quiet",
  "--no-prompt",
  "--no-config",
  "--no-lock",
  "--no-remote",
  "--no-npm",
  "--cached-only",
  "--v8-flags=--max-old-space-size=256",
  fileURLToPath(new URL("./check_process.ts", import.meta.url)),
];

/**
 * Runs code from content in a process of its own that may do nothing: no
 * files, no network, no environment, little memory. Jobs run one after the
 * other; where one is stopped, those after it are not run.
 *
 * @param jobs What to run
 * @param milliseconds How long each may take
 * @returns What became of each
 */
export function runInProcess(jobs: readonly CodeJob[], milliseconds: number): Promise<JobReport[]> {
  const child = spawn(process.execPath, ARGUMENTS, { env: { NO_COLOR: "1" } });
  const messages: CodeMessage[][] = jobs.map(() => []);
  let isLate = false;
  let rest = "";
  let bytes = 0;
  const stop = () => {
    isLate = true;
    child.kill("SIGKILL");
  };
  let timer = setTimeout(stop, START);
  child.stdout.setEncoding("utf8");
  child.stdout.on("data", (text: string) => {
    bytes += text.length;
    if (bytes > MOST_BYTES) return stop();
    const lines = `${rest}${text}`.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const read = readLine(line);
      const list = read && messages[read[0]];
      if (!list) continue;
      list.push(read[1]);
      if (read[1].kind !== "begin") continue;
      clearTimeout(timer);
      timer = setTimeout(stop, milliseconds);
    }
  });
  let trouble = "";
  child.stderr.setEncoding("utf8");
  child.stderr.on("data", (text: string) => {
    trouble = (trouble + text).slice(0, MOST_TROUBLE);
  });
  child.stdin.on("error", () => {/* It has ended: its end says so. */});
  child.stdin.end(JSON.stringify(jobs));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", () => {
      clearTimeout(timer);
      const said = firstTrouble(trouble);
      resolve(messages.map((list) => {
        const end = endOf(list, isLate);
        return { messages: list, end, ...(end === "none" && said ? { trouble: said } : {}) };
      }));
    });
  });
}

/** The first line that says what is wrong, among those about the engine's own state. */
function firstTrouble(text: string): string | undefined {
  const lines = text.split("\n").map((line) => line.trim());
  return lines.find((line) => /\b(?:error|fatal|panicked)\b/i.test(line))?.slice(0, 200);
}

function endOf(messages: readonly CodeMessage[], isLate: boolean): JobReport["end"] {
  const last = messages.at(-1)?.kind;
  if (last === "done" || last === "broken") return last;
  return isLate && last !== undefined ? "time" : "none";
}

function readLine(line: string): [number, CodeMessage] | undefined {
  try {
    const [job, message] = JSON.parse(line) as [unknown, unknown];
    const read = readMessage(message);
    return typeof job === "number" && read ? [job, read] : undefined;
  } catch {
    return undefined;
  }
}
