/**
 * Builds the course and serves the production build: `deno task start`.
 *
 * `PORT` (default 8000) and `HOST` (default localhost) are honoured. With `--parallel` one server
 * runs on each core.
 *
 * @module
 */
import { runDeno } from "./deno.ts";

const port = readPort(Deno.env.get("PORT") || "8000");
const hostname = (Deno.env.get("HOST") || "localhost").replace(/^\[(.*)\]$/, "$1");
/** As it stands in an address: a name with colons goes in brackets. */
const host = hostname.includes(":") ? `[${hostname}]` : hostname;

// Ask before the build, so that nobody waits for it in vain.
assertFree(hostname, port);

const built = await runDeno(["task", "build"]);
if (!built.success) Deno.exit(built.code);

const anywhere = hostname === "0.0.0.0" || hostname === "::";
console.log(`\nThe course is at http://${anywhere ? "localhost" : host}:${port}\n`);
const parallel = Deno.args.includes("--parallel") ? ["--parallel"] : [];
const served = await runDeno(
  [
    "serve",
    "-A",
    "--quiet",
    ...parallel,
    "--host",
    host,
    "--port",
    String(port),
    "_fresh/server.js",
  ],
);
Deno.exit(served.code);

function readPort(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 65535) {
    fail(`PORT is "${text}": set it to a whole number from 1 to 65535`);
  }
  return value;
}

function assertFree(hostname: string, port: number): void {
  try {
    Deno.listen({ hostname, port }).close();
  } catch (error) {
    if (error instanceof Deno.errors.AddrInUse) {
      fail(`Port ${port} is taken: stop the other server, or choose another port, as in PORT=8001`);
    }
    if (error instanceof Deno.errors.AddrNotAvailable) {
      fail(`HOST is "${hostname}", which is not an address of this machine`);
    }
    if (error instanceof Deno.errors.PermissionDenied) {
      fail(`Port ${port} may not be opened by this user: choose one above 1023, as in PORT=8000`);
    }
    fail(`HOST is "${hostname}", which is not a name or address to listen at`);
  }
}

function fail(message: string): never {
  console.error(message);
  Deno.exit(1);
}
