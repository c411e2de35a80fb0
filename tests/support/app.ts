/**
 * The built course, as tests meet it: by requests, or at an address of this machine.
 *
 * @module
 */

/** The default export of `_fresh/server.js`. */
interface BuiltServer {
  fetch(request: Request, info?: Deno.ServeHandlerInfo): Promise<Response> | Response;
}

const ORIGIN = "http://localhost:8000";

/** Loads the built app; says what to do when there is none. */
export async function loadApp(): Promise<BuiltServer> {
  const entry = new URL("../../_fresh/server.js", import.meta.url);
  try {
    const module = await import(entry.href);
    return module.default as BuiltServer;
  } catch (error) {
    throw new Error('The built course could not be loaded: run "deno task build" first', {
      cause: error,
    });
  }
}

/**
 * Sends one request to the built app, without a socket.
 *
 * @param path Path and query.
 * @param init As for `Request`.
 * @returns The response.
 */
export async function request(path: string, init?: RequestInit): Promise<Response> {
  const app = await loadApp();
  const info = {
    remoteAddr: { transport: "tcp", hostname: "127.0.0.1", port: 1234 },
    completed: Promise.resolve(),
  } as Deno.ServeHandlerInfo;
  return await app.fetch(new Request(ORIGIN + path, init), info);
}

/** A server on a free port of this machine. */
export interface RunningApp extends AsyncDisposable {
  readonly origin: string;
}

/** Serves the built app to a browser. */
export async function serveApp(): Promise<RunningApp> {
  const app = await loadApp();
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen() {} },
    (req, info) => app.fetch(req, info),
  );
  return {
    origin: `http://localhost:${server.addr.port}`,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}
