/**
 * What surrounds the reader's code where it runs: a worker of the sandbox, or
 * the process of the content check.
 *
 * The code shares this realm, so it may replace every method there is, but not
 * what was taken before it ran: the way to send, and the simulators' counts.
 *
 * @module
 */
import { defineOwn } from "./define_own.ts";
import { encode } from "./encode.ts";
import { describeError, makeConsole, SOURCE_NAME } from "./output.ts";
import { type Simulation, simulators } from "./simulators/mod.ts";
import type { CodeCall, CodeJob, CodeMessage, CodeResult } from "./types.ts";

const evaluate = globalThis.eval;
const { apply, deleteProperty } = Reflect;
const { keys } = Object;

/**
 * Runs a job and tells what becomes of it. To be called once the surroundings
 * are locked down.
 *
 * @param job Code and calls
 * @param send Where messages go; must not look anything up that code could replace
 */
export function runJob(
  { code, entry, calls }: CodeJob,
  send: (message: CodeMessage) => void,
): void {
  expose("console", makeConsole((text) => send({ kind: "log", text })));
  send({ kind: "begin" });
  const called = load(code, entry, send);
  if (called === undefined) return;
  for (let i = 0; i < calls.length; i++) {
    const call = calls[i];
    if (call) send({ kind: "result", call: i, result: runCall(called, call) });
  }
  send({ kind: "done" });
}

type Entry = (...values: unknown[]) => unknown;

function load(
  code: string,
  entry: string,
  send: (message: CodeMessage) => void,
): Entry | undefined {
  try {
    // Strict, on the reader's first line, so that lines keep their numbers
    const found: unknown = evaluate(
      `"use strict";${code}\n;typeof ${entry} === "function" ? ${entry} : undefined` +
        `\n//# sourceURL=${SOURCE_NAME}`,
    );
    if (typeof found === "function") return found as Entry;
    send({ kind: "broken", text: `There is no function ${entry}: the tests call it by this name` });
  } catch (error) {
    const { text, line } = describeError(error);
    send({ kind: "broken", text, ...(line === undefined ? {} : { line }) });
  }
  return undefined;
}

function runCall(called: Entry, call: CodeCall): CodeResult {
  const running = begin(call);
  try {
    const value = apply(called, undefined, call.arguments as unknown[]);
    return encode(value, end(running));
  } catch (error) {
    return { kind: "threw", ...describeError(error) };
  } finally {
    for (let i = 0; i < running.length; i++) deleteProperty(globalThis, running[i]?.name ?? "");
  }
}

function begin({ simulators: wanted }: CodeCall): readonly (Simulation & { name: string })[] {
  const running: (Simulation & { name: string })[] = [];
  const names = keys(wanted);
  for (let i = 0; i < names.length; i++) {
    const name = names[i] ?? "";
    const make = simulators[name as keyof typeof simulators];
    const simulation = make.start(wanted[name] ?? {});
    expose(name, simulation.given);
    defineOwn(running, i, { name, given: simulation.given, measure: simulation.measure });
  }
  return running;
}

function end(running: readonly Simulation[]): Record<string, number> {
  const measured: Record<string, number> = {};
  for (let i = 0; i < running.length; i++) {
    const counts = running[i]?.measure() ?? {};
    const names = keys(counts);
    for (let k = 0; k < names.length; k++) {
      defineOwn(measured, names[k] ?? "", counts[names[k] ?? ""]);
    }
  }
  return measured;
}

function expose(name: string, value: unknown): void {
  defineOwn(globalThis, name, value);
}
