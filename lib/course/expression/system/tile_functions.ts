import { attention } from "@/lib/compute/mod.ts";
import {
  bestTile,
  blockedTraffic,
  loopOrders,
  simulateMatrixProduct,
  trafficBounds,
} from "@/lib/compute/tiling/mod.ts";
import { type Arguments, define } from "../functions.ts";
import type { VocabularyFunction } from "../types.ts";
import { byteCount, measured, oneOf, valueBytes } from "./read.ts";

/** The most accesses a simulation in a text may make: about a tenth of a second. */
const maxAccesses = 4_000_000;

/**
 * Functions over matrix products that reuse what is on the chip, and over attention.
 *
 * @returns The functions, in the order in which they are documented
 */
export function tileFunctions(): VocabularyFunction[] {
  const shape = (args: Arguments) => ({ m: args.number(0), n: args.number(1), k: args.number(2) });
  const cacheWords = (args: Arguments) =>
    Math.floor(byteCount(args, 3, "a cache") / valueBytes(args, 4));
  const inBytes = (args: Arguments, words: number) =>
    measured(words * valueBytes(args, 4), { byte: 1 });
  return [
    define(
      "tiled_bytes(m, n, k, tile, precision?)",
      "what a matrix product in square tiles moves, a tile of each matrix on the chip",
      (args) => {
        const { m, n, k } = shape(args);
        const side = args.number(3);
        const tiles = { m: Math.min(side, m), n: Math.min(side, n), k: Math.min(side, k) };
        return inBytes(args, blockedTraffic({ m, n, k }, { order: "mnk", tiles }).words);
      },
    ),
    define(
      "best_tiled_bytes(m, n, k, cache, precision?)",
      "the least that tiles of any shape move",
      (args) => inBytes(args, bestTile(shape(args), cacheWords(args)).traffic.words),
    ),
    define(
      "least_bytes(m, n, k, cache, precision?)",
      "what a matrix product must move at least, with so much memory on the chip",
      (args) => inBytes(args, trafficBounds(shape(args), cacheWords(args)).words),
    ),
    define(
      "loop_bytes(order, n, cache, line, precision?)",
      "what a product of n × n matrices moves through a simulated cache, loops outermost first",
      (args) => {
        const n = args.number(1);
        const width = valueBytes(args, 4);
        const { words } = simulateMatrixProduct({ m: n, n, k: n }, {
          order: oneOf(args, 0, "order of the loops", loopOrders),
          cache: {
            words: Math.floor(byteCount(args, 2, "a cache") / width),
            lineWords: Math.floor(byteCount(args, 3, "a line") / width),
            maxAccesses,
          },
        });
        return measured(words * width, { byte: 1 });
      },
    ),
    define(
      "attention(batch, heads, tokens, head_size, precision?)",
      "attention whose scores go to memory and back, as an operator",
      (args) => attention(attentionShape(args), precision(args)),
    ),
    define(
      "fused_attention(batch, heads, tokens, head_size, precision?)",
      "attention whose scores stay on the chip, as an operator",
      (args) => attention(attentionShape(args), { ...precision(args), fused: true }),
    ),
  ];
}

function attentionShape(args: Arguments) {
  const tokens = args.number(2);
  const heads = args.number(1);
  return {
    batch: args.number(0),
    queryTokens: tokens,
    keyTokens: tokens,
    heads,
    keyValueHeads: heads,
    headSize: args.number(3),
  };
}

function precision(args: Arguments) {
  return args.has(4) ? { precision: args.precision(4) } : {};
}
