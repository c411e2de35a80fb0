/**
 * The text of the worker that runs a reader's code, for the sandbox. The
 * plugin in `bundle_worker.ts` replaces this module in a Vite build.
 *
 * @module
 */

/** JavaScript of `worker.ts` with all it imports. */
export const workerSource: string = unbuilt();

function unbuilt(): never {
  throw new Error(
    'The bundled worker exists only in a Vite build: run it through "deno task build" or "deno task dev"',
  );
}
