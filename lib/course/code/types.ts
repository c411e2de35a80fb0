/**
 * What goes between the page and the place where a reader's code runs. Expected
 * values never do: results are compared outside, where no code can reach.
 *
 * @module
 */

/** A value that a test gives or a function returns. */
export type CodeValue =
  | number
  | string
  | boolean
  | null
  | readonly CodeValue[]
  | { readonly [name: string]: CodeValue };

/** One call of the reader's function. */
export interface CodeCall {
  readonly arguments: readonly CodeValue[];
  /** Settings of the simulators it may use, by name. */
  readonly simulators: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** What is to be run. */
export interface CodeJob {
  /** JavaScript. */
  readonly code: string;
  /** The name of the function that is called. */
  readonly entry: string;
  readonly calls: readonly CodeCall[];
}

/** What became of one call. */
export type CodeResult =
  | {
    readonly kind: "value";
    readonly value: CodeValue;
    /** What the simulators counted. */
    readonly measured: Readonly<Record<string, number>>;
  }
  /** Something that cannot be compared: "a function", "nothing (undefined)". */
  | {
    readonly kind: "odd";
    readonly what: string;
    readonly measured: Readonly<Record<string, number>>;
  }
  | { readonly kind: "threw"; readonly text: string; readonly line?: number };

/** What the running code's surroundings say. */
export type CodeMessage =
  /** Before anything of the reader's runs: time begins here. */
  | { readonly kind: "begin" }
  /** The code does not load. */
  | { readonly kind: "broken"; readonly text: string; readonly line?: number }
  | { readonly kind: "result"; readonly call: number; readonly result: CodeResult }
  | { readonly kind: "log"; readonly text: string }
  | { readonly kind: "done" };

/** Bounds of what one run may say. */
export const LIMITS = {
  /** Lines of output. */
  lines: 100,
  /** Characters of a line, or of an error. */
  line: 500,
  /** Characters of a text that is returned. */
  text: 10_000,
  /** Values in what is returned, those within others counted. */
  values: 20_000,
  /** Lists within lists. */
  depth: 12,
  /** Bytes of typed arrays in one run. */
  bytes: 512e6,
} as const;
