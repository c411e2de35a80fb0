/** Directory of the project, whatever the current one is. */
export const PROJECT = new URL("../", import.meta.url);

/** Options of {@linkcode runDeno}. */
export interface RunOptions {
  /** Gets each chunk of standard output and error, which are also shown. */
  readonly onOutput?: (text: string) => void;
  /** Further environment variables. */
  readonly env?: Readonly<Record<string, string>>;
}

/** How a command ended. */
export interface RunResult {
  readonly success: boolean;
  readonly code: number;
}

/**
 * Runs this same Deno again in the project's directory.
 *
 * @param args Subcommand and arguments.
 * @param options See {@linkcode RunOptions}.
 * @returns How it ended. Signals that end this process end the other as well.
 */
export async function runDeno(
  args: readonly string[],
  { onOutput, env = {} }: RunOptions = {},
): Promise<RunResult> {
  const child = new Deno.Command(Deno.execPath(), {
    args: [...args],
    cwd: PROJECT,
    env,
    stdin: "null",
    stdout: onOutput ? "piped" : "inherit",
    stderr: onOutput ? "piped" : "inherit",
  }).spawn();
  const stop = () => {
    try {
      child.kill("SIGTERM");
    } catch { /* It has ended already. */ }
  };
  const signals = ["SIGINT", "SIGTERM"] as const;
  for (const signal of signals) Deno.addSignalListener(signal, stop);
  const copies = onOutput
    ? [
      copy(child.stdout, Deno.stdout, onOutput),
      copy(child.stderr, Deno.stderr, onOutput),
    ]
    : [];
  const [status] = await Promise.all([child.status, ...copies]);
  for (const signal of signals) Deno.removeSignalListener(signal, stop);
  return { success: status.success, code: status.code };
}

async function copy(
  from: ReadableStream<Uint8Array>,
  to: { write(chunk: Uint8Array): Promise<number> },
  onOutput: (text: string) => void,
): Promise<void> {
  const decoder = new TextDecoder();
  for await (const chunk of from) {
    await to.write(chunk);
    onOutput(decoder.decode(chunk, { stream: true }));
  }
}
