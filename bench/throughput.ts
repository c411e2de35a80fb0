/**
 * Requests a second of a lesson, served warm by the built course, against a bare `Deno.serve` of the
 * same compressed bytes and headers; each server on one core, in turn. Needs `wrk` and `taskset` (Linux):
 * `deno run -A bench/throughput.ts`.
 *
 * @module
 */
const PATH = "/lessons/the-roofline";
const ROUNDS = 5;
const COURSE_PORT = 8911;
const BARE_PORT = 8912;

const BARE = `
import { get } from "node:http";
// Not fetch, which would unpack the body.
const { body, headers } = await new Promise((resolve) => {
  get({
    host: "127.0.0.1",
    port: ${COURSE_PORT},
    path: "${PATH}",
    headers: { "Accept-Encoding": "br" },
  }, async (response) => {
    const chunks = [];
    for await (const chunk of response) chunks.push(...chunk);
    const headers = Object.entries(response.headers).filter(([name]) =>
      !["date", "connection", "keep-alive", "transfer-encoding"].includes(name)
    );
    resolve({ body: new Uint8Array(chunks), headers });
  });
});
Deno.serve({ port: ${BARE_PORT}, hostname: "127.0.0.1", onListen() {} }, () =>
  new Response(body, { headers }));
`;

const entry = new URL("../_fresh/server.js", import.meta.url).pathname;
const course = pinned(
  ["serve", "-A", "--quiet", "--host", "127.0.0.1", "--port", String(COURSE_PORT), entry],
);
await answering(COURSE_PORT);
const bareFile = await Deno.makeTempFile({ suffix: ".ts" });
await Deno.writeTextFile(bareFile, BARE);
const bare = pinned(["run", "-A", "--quiet", bareFile]);
await answering(BARE_PORT);

try {
  const ratios: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const plain = await rate(BARE_PORT);
    const served = await rate(COURSE_PORT);
    ratios.push(served / plain);
    console.log(
      `course ${served.toFixed(0)} req/s, bare ${plain.toFixed(0)} req/s, ratio ${
        (served / plain).toFixed(2)
      }`,
    );
  }
  ratios.sort((a, b) => a - b);
  console.log(`median ratio ${ratios[Math.floor(ROUNDS / 2)]?.toFixed(2)} (budget: at least 0.8)`);
} finally {
  course.kill();
  bare.kill();
  await Deno.remove(bareFile);
}

/** Starts a Deno process on the first core; the load comes from the second. */
function pinned(args: string[]): Deno.ChildProcess {
  return new Deno.Command("taskset", {
    args: ["-c", "0", Deno.execPath(), ...args],
    stdout: "null",
    stderr: "inherit",
  }).spawn();
}

async function answering(port: number): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    try {
      const response = await fetch(`http://127.0.0.1:${port}${PATH}`);
      await response.arrayBuffer();
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  throw new Error(`Nothing answers on port ${port}: run "deno task build" first`);
}

async function rate(port: number): Promise<number> {
  const { stdout } = await new Deno.Command("taskset", {
    args: [
      "-c",
      "1",
      "wrk",
      "-t1",
      "-c32",
      "-d3s",
      "-H",
      "Accept-Encoding: br",
      `http://127.0.0.1:${port}${PATH}`,
    ],
  }).output();
  const found = /Requests\/sec:\s+([\d.]+)/.exec(new TextDecoder().decode(stdout));
  if (!found) throw new Error("wrk printed no rate: is it installed?");
  return Number(found[1]);
}
