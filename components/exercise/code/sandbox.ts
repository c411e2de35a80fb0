import { type CodeJob, type CodeMessage, LIMITS, readMessage } from "@/lib/course/code/mod.ts";

/** How a run ended. */
export type RunEnd =
  | "done"
  /** The code does not load; a message said why. */
  | "broken"
  | "time"
  | "stopped"
  /** The worker broke down, most likely for want of memory. */
  | "failed"
  /** The sandbox did not load. */
  | "absent";

/** What a run needs besides its job. */
export interface RunOptions {
  /** How long it may take from the moment that the code begins. */
  readonly milliseconds: number;
  readonly onMessage: (message: CodeMessage) => void;
  /** Stops it. */
  readonly signal: AbortSignal;
}

/** Loading a frame and starting a worker takes this long at most. */
const START = 10_000;

/** Results beside begin, done and output; more than any exercise has tests. */
const MOST_MESSAGES = LIMITS.lines + 1000;

/** A hidden frame of an origin of its own, in which workers run readers' code. */
export class Sandbox {
  #frame: HTMLIFrameElement | undefined;
  #port: Promise<MessagePort | undefined> | undefined;
  #runs = 0;

  /**
   * Runs a job.
   *
   * @param job Code and calls
   * @param options Time, and where messages go
   * @returns How it ended; the worker is gone then
   */
  async run(job: CodeJob, { milliseconds, onMessage, signal }: RunOptions): Promise<RunEnd> {
    const { workerSource: script } = await import("@/lib/course/code/worker_source.ts");
    const port = await (this.#port ??= this.#open());
    if (!port) {
      this.close();
      return "absent";
    }
    if (signal.aborted) return "stopped";
    const run = ++this.#runs;
    const { port1: line, port2: far } = new MessageChannel();
    const end = await new Promise<RunEnd>((resolve) => {
      let received = 0;
      let timer = setTimeout(() => resolve("absent"), START);
      const finish = (end: RunEnd) => {
        clearTimeout(timer);
        resolve(end);
      };
      signal.addEventListener("abort", () => finish("stopped"), { once: true });
      port.onmessage = ({ data }) => {
        if (data?.run === run && data.failed === true) finish("failed");
      };
      line.onmessage = ({ data }) => {
        if (++received > MOST_MESSAGES) return finish("failed");
        const message = readMessage(data);
        if (!message) return;
        if (message.kind === "begin") {
          clearTimeout(timer);
          timer = setTimeout(() => finish("time"), milliseconds);
        }
        onMessage(message);
        if (message.kind === "done" || message.kind === "broken") finish(message.kind);
      };
      port.postMessage({ run, script, job }, [far]);
    });
    line.close();
    port.postMessage(null);
    // What did not end well may have left the frame in a bad state
    if (end === "absent" || end === "failed") this.close();
    return end;
  }

  /** Removes the frame, and with it whatever runs. */
  close(): void {
    this.#frame?.remove();
    this.#frame = undefined;
    this.#port = undefined;
  }

  #open(): Promise<MessagePort | undefined> {
    const frame = document.createElement("iframe");
    this.#frame = frame;
    frame.setAttribute("sandbox", "allow-scripts");
    frame.title = "Sandbox";
    frame.hidden = true;
    frame.src = "/sandbox";
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(undefined), START);
      frame.addEventListener("load", () => {
        const { port1: near, port2: far } = new MessageChannel();
        near.onmessage = ({ data }) => {
          if (data?.ready !== true) return;
          clearTimeout(timer);
          resolve(near);
        };
        // Its origin is opaque, so it cannot be named; the frame is ours
        frame.contentWindow?.postMessage(null, "*", [far]);
      }, { once: true });
      document.body.append(frame);
    });
  }
}
