/**
 * Compares generated texts with the files of a folder.
 *
 * @param texts The texts by file name
 * @param folder The folder
 * @returns Names of files that differ or are missing
 */
export function outdatedFiles(texts: ReadonlyMap<string, string>, folder: URL): string[] {
  return [...texts].filter(([name, text]) => readText(new URL(name, folder)) !== text)
    .map(([name]) => name);
}

function readText(url: URL): string | undefined {
  try {
    return Deno.readTextFileSync(url);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
