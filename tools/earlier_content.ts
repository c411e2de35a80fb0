/**
 * The content folder as it was at a commit.
 *
 * @module
 */

/** Why an earlier state could not be had: no Git, no repository, no such commit. */
export class NoEarlierState extends Error {
  override readonly name = "NoEarlierState";
}

/**
 * Unpacks a folder as it was at a commit.
 *
 * @param folder The folder, in a Git repository
 * @param revision Such as `HEAD` or `origin/main`
 * @returns A temporary folder, which is removed when it is disposed of
 * @throws {NoEarlierState} If there is no earlier state
 */
export async function earlierContent(
  folder: string,
  revision: string,
): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await Deno.makeTempDir({ prefix: "content-" });
  const remove = () => Deno.remove(path, { recursive: true });
  try {
    const archive = `${path}/.archive.tar`;
    // A revision that begins with a hyphen would be read as an option
    await run("git", ["-C", folder, "rev-parse", "--verify", "--end-of-options", revision]);
    await run("git", ["-C", folder, "archive", "--format=tar", "-o", archive, revision, "."]);
    await run("tar", ["-xf", archive, "-C", path]);
  } catch (error) {
    await remove();
    throw error;
  }
  return { path, [Symbol.asyncDispose]: remove };
}

async function run(command: string, args: readonly string[]): Promise<void> {
  let output: Deno.CommandOutput;
  try {
    output = await new Deno.Command(command, { args: [...args], stdin: "null" }).output();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) throw new NoEarlierState(`${command} is missing`);
    throw error;
  }
  if (output.success) return;
  throw new NoEarlierState(new TextDecoder().decode(output.stderr).trim());
}
