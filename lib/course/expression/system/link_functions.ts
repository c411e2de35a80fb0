import type { Machine } from "@/lib/compute/mod.ts";
import { collectiveAlgorithms, collectiveCost, oneWayLink } from "@/lib/compute/network/mod.ts";
import { define } from "../functions.ts";
import type { VocabularyFunction } from "../types.ts";
import { toNumberOf } from "../values.ts";
import { byteCount, measured, oneOf } from "./read.ts";

/**
 * Functions over links between machines.
 *
 * @param machines The machine table
 * @returns The functions, in the order in which they are documented
 */
export function linkFunctions(machines: readonly Machine[]): VocabularyFunction[] {
  return [
    define("link(machine)", "the bandwidth of its links to other machines, one way", (args) => {
      const { id, link } = args.machine(0, machines);
      if (!link) throw new RangeError(`Machine "${id}" has no link of known bandwidth`);
      return measured(oneWayLink(link, { latency: 0 }).bandwidth, { byte: 1, second: -1 });
    }),
    define(
      "all_reduce_time(bytes, devices, bandwidth, latency?, algorithm?)",
      'the time in which devices add up a vector, as a "ring" unless said',
      (args) => {
        const name = "all_reduce_time";
        const latency = args.has(3) ? toNumberOf(args.value(3), { second: 1 }, name) : 0;
        const bandwidth = toNumberOf(args.value(2), { byte: 1, second: -1 }, name);
        const { seconds } = collectiveCost("all-reduce", {
          bytes: byteCount(args, 0, name),
          devices: args.number(1),
          link: { latency, bandwidth },
          algorithm: args.has(4)
            ? oneOf(args, 4, "algorithm", collectiveAlgorithms("all-reduce"))
            : "ring",
        });
        return measured(seconds, { second: 1 });
      },
    ),
  ];
}
