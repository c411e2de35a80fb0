/**
 * The worker in which a reader's code runs. It is bundled into one text, which
 * the sandbox starts; see `bundle_worker.ts`.
 *
 * @module
 */
import { runJob } from "./harness.ts";
import { lockDown } from "./lock_down.ts";
import type { CodeJob } from "./types.ts";

globalThis.addEventListener("message", (event) => {
  const { data, ports: [port] } = event as MessageEvent<CodeJob>;
  if (!port) return;
  // Bound now: the port itself is reachable for nobody else, and its method cannot be replaced
  const send = port.postMessage.bind(port);
  lockDown();
  runJob(data, (message) => send(message));
}, { once: true });
