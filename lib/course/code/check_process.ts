/**
 * The process in which the content check runs code from content: started
 * without any permission, told its jobs by standard input, a line each, and
 * ended from outside when it takes too long.
 *
 * @module
 */
import { runJob } from "./harness.ts";
import { lockDown } from "./lock_down.ts";
import type { CodeJob, CodeMessage } from "./types.ts";

const { stringify } = JSON;
const { isFinite } = Number;
const encoder = new TextEncoder();
const encode = encoder.encode.bind(encoder);
const write = Deno.stdout.writeSync.bind(Deno.stdout);
const { byteLength } = Object.getOwnPropertyDescriptors(
  Object.getPrototypeOf(Uint8Array.prototype),
);
const lengthOf = (bytes: Uint8Array): number =>
  Reflect.apply(byteLength?.get as () => number, bytes, []);

const jobs = JSON.parse(await new Response(Deno.stdin.readable).text()) as CodeJob[];
lockDown();
// Deno tells its global object that the process ends, and would otherwise end with an error
Object.defineProperty(globalThis, "dispatchEvent", { value: () => true });
for (let i = 0; i < jobs.length; i++) {
  const job = jobs[i];
  if (job) runJob(job, (message) => send([i, message]));
}

/** JSON has no NaN and no Infinity: as texts they still differ from every number. */
function send(message: readonly [job: number, message: CodeMessage]): void {
  const text = stringify(
    message,
    (_, value) => typeof value === "number" && !isFinite(value) ? `${value}` : value,
  );
  const bytes = encode(`${text}\n`);
  let sent = 0;
  while (sent < lengthOf(bytes)) sent += write(bytes.subarray(sent));
}
