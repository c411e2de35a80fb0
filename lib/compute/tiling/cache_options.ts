/**
 * What a simulated cache and the arrays behind it look like.
 *
 * @module
 */
import { describe, positiveInteger, record } from "../check.ts";

/** A cache. Sizes are in words, the values of the arrays. */
export interface CacheOptions {
  /** Words the cache holds, a multiple of a line. */
  readonly words: number;
  /** Words of a line, which move together. Default 1. */
  readonly lineWords?: number | undefined;
  /** Lines of a set; must divide the cache's lines. Default: all of them, fully associative. */
  readonly ways?: number | undefined;
  /**
   * Whether a line that is written but not in the cache is loaded first. Default `true`. `false`
   * needs lines of one word, which a write fills whole.
   */
  readonly fetchOnWrite?: boolean | undefined;
  /** Accesses after which the simulation stops with an error. Default 50 million. */
  readonly maxAccesses?: number | undefined;
}

/** A matrix in memory. */
export interface ArrayShape {
  /** Rows. */
  readonly rows: number;
  /** Columns. */
  readonly columns: number;
  /** Whether the values of a row or of a column lie side by side. Default `row`. */
  readonly layout?: "row" | "column" | undefined;
  /** Words from one row (or column) to the next, at least its length. Default: its length. */
  readonly stride?: number | undefined;
}

/** Words that all arrays may take, which bounds the simulation's own memory. */
const mostWords = 67_108_864;

/** A cache with its options checked and filled in. */
export interface CheckedCache {
  readonly lines: number;
  readonly lineWords: number;
  readonly ways: number;
  readonly sets: number;
  readonly fetchOnWrite: boolean;
  readonly maxAccesses: number;
}

/** Checks a cache's options. */
export function checkCache(options: CacheOptions): CheckedCache {
  const words = positiveInteger("words", record("cache", options).words);
  const lineWords = positiveInteger("lineWords", options.lineWords ?? 1);
  const lines = words / lineWords;
  if (!Number.isInteger(lines)) {
    throw new RangeError(`words is ${words}: it must be a multiple of a line of ${lineWords}`);
  }
  if (words > mostWords) throw new RangeError(`words is ${words}: it must be at most ${mostWords}`);
  const ways = positiveInteger("ways", options.ways ?? lines);
  const sets = lines / ways;
  if (!Number.isInteger(sets)) {
    throw new RangeError(`ways is ${ways}: it must divide the cache's ${lines} lines`);
  }
  const fetchOnWrite = options.fetchOnWrite ?? true;
  if (!fetchOnWrite && lineWords > 1) {
    throw new RangeError(
      `fetchOnWrite is false: lines must be of 1 word then, as a write fills one word of ${lineWords}`,
    );
  }
  const maxAccesses = positiveInteger("maxAccesses", options.maxAccesses ?? 50_000_000);
  return { lines, lineWords, ways, sets, fetchOnWrite, maxAccesses };
}

/** Arrays laid out one after the other, each from the start of a line. */
export interface Layout {
  readonly names: readonly string[];
  readonly rows: Int32Array;
  readonly columns: Int32Array;
  /** Words from one row to the next. */
  readonly rowStep: Int32Array;
  /** Words from one column to the next. */
  readonly columnStep: Int32Array;
  /** The word at which an array starts. */
  readonly start: Int32Array;
  /** Words of all arrays, filled up to whole lines. */
  readonly words: number;
}

/** Checks arrays and lays them out. */
export function layOut(arrays: Readonly<Record<string, ArrayShape>>, lineWords: number): Layout {
  const names = Object.keys(record("arrays", arrays));
  if (names.length === 0) throw new RangeError("arrays is empty: there is nothing to access");
  const count = names.length;
  const layout = {
    names,
    rows: new Int32Array(count),
    columns: new Int32Array(count),
    rowStep: new Int32Array(count),
    columnStep: new Int32Array(count),
    start: new Int32Array(count),
    words: 0,
  };
  Object.entries(arrays).forEach(([name, shape], index) => {
    const rows = positiveInteger(`arrays.${name}.rows`, record(`arrays.${name}`, shape).rows);
    const columns = positiveInteger(`arrays.${name}.columns`, shape.columns);
    const { layout: by = "row" } = shape;
    if (by !== "row" && by !== "column") {
      throw new RangeError(`arrays.${name}.layout is ${describe(by)}: known are row, column`);
    }
    const [length, others] = by === "row" ? [columns, rows] : [rows, columns];
    const stride = positiveInteger(`arrays.${name}.stride`, shape.stride ?? length);
    if (stride < length) {
      throw new RangeError(`arrays.${name}.stride is ${stride}: it must be at least ${length}`);
    }
    layout.rows[index] = rows;
    layout.columns[index] = columns;
    layout.rowStep[index] = by === "row" ? stride : 1;
    layout.columnStep[index] = by === "row" ? 1 : stride;
    layout.start[index] = layout.words;
    layout.words += Math.ceil(((others - 1) * stride + length) / lineWords) * lineWords;
    if (layout.words > mostWords) {
      throw new RangeError(
        `arrays take more than ${mostWords} words, from ${
          describe(name)
        } on: simulate a smaller case`,
      );
    }
  });
  return layout;
}
