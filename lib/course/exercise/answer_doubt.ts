/**
 * What may be meant in two ways. An answer is read in the likelier way, and once more for each
 * doubt that was met, so that a reader is asked where the other way would be right.
 *
 * @module
 */

/** What is in doubt, and what to tell the reader of it. */
export const DOUBTS = {
  comma: (read: string) => `With the comma it was read as ${read}: write a point before decimals.`,
  point: (read: string) => `With the point it was read as ${read}: leave it out between thousands.`,
  space: (read: string) => `With the space it was read as ${read}: write × between factors.`,
  power: (read: string) =>
    `It was read as ${read}, divided by the power of ten too: write brackets.`,
  kilo: () => "Here K was read as 1000: write KiB for 1024 bytes.",
  bit: () => "Here b was read as bits: write B or byte for bytes.",
  scale: (read: string) => `It was read as ${read}: write the unit too.`,
} as const;

/** A way in which a text may be meant otherwise. */
export type Doubt = keyof typeof DOUBTS;

/** One way of reading a text, which collects the doubts that it meets. */
export class Reading {
  /** The doubts met so far. */
  readonly met: Set<Doubt> = new Set();
  readonly #other: Doubt | undefined;

  /** Reads everything in the likelier way, but for one doubt. */
  constructor(other?: Doubt) {
    this.#other = other;
  }

  /** Notes a doubt and says whether it is to be settled the less likely way. */
  doubt(doubt: Doubt): boolean {
    this.met.add(doubt);
    return this.#other === doubt;
  }
}
