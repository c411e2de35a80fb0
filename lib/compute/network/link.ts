/**
 * A link between devices: the time before the first byte arrives, and the rate after it.
 *
 * @module
 */
import { nonNegative, positive, record } from "../check.ts";
import type { MachineLink } from "../machine_types.ts";

/** A link in the model of Hockney 1994, also known by its letters α and β. */
export interface Link {
  /** Seconds from the start of sending to the arrival of an empty message: α. */
  readonly latency: number;
  /** Bytes a second in one direction: 1 ÷ β. The other direction has as much again. */
  readonly bandwidth: number;
}

/** Returns the link if its numbers are in range. */
export function checkLink(field: string, link: Link): Link {
  nonNegative(`${field}.latency`, record(field, link).latency);
  positive(`${field}.bandwidth`, link.bandwidth);
  return link;
}

/**
 * A machine's link in one direction. Tables of machines print the bandwidth of both directions
 * together (600 GB/s for NVLink 3); what one device sends another travels at half of it.
 *
 * @param link The link of a machine.
 * @param options Its latency in seconds, which tables of machines do not hold.
 * @returns The link, one way.
 * @throws {RangeError} If the bandwidth is not above 0 or the latency is negative.
 *
 * @example
 * ```ts
 * import { oneWayLink } from "@/lib/compute/network/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const link = oneWayLink({ bandwidth: 600e9, description: "NVLink3" }, { latency: 2e-6 });
 * expect(link.bandwidth).toBe(300e9);
 * ```
 */
export function oneWayLink(
  link: Pick<MachineLink, "bandwidth" | "description">,
  options: { readonly latency: number },
): Link {
  record("link", link);
  record("options", options);
  const both = positive("link.bandwidth", link.bandwidth);
  return { latency: nonNegative("latency", options.latency), bandwidth: both / 2 };
}

/**
 * The time one message takes: latency + bytes ÷ bandwidth.
 *
 * @param link The link.
 * @param bytes The size of the message.
 * @returns Seconds.
 * @throws {RangeError} If a number is out of range.
 *
 * @example
 * ```ts
 * import { messageSeconds } from "@/lib/compute/network/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(messageSeconds({ latency: 2e-6, bandwidth: 100e9 }, 1e6)).toBeCloseTo(12e-6, 12);
 * ```
 */
export function messageSeconds(link: Link, bytes: number): number {
  checkLink("link", link);
  return link.latency + nonNegative("bytes", bytes) / link.bandwidth;
}

/**
 * The size of a message that reaches half of the link's bandwidth, latency × bandwidth (Hockney's
 * n½). Smaller messages are dominated by latency, larger ones by bandwidth.
 *
 * @param link The link.
 * @returns Bytes.
 * @throws {RangeError} If a number is out of range.
 *
 * @example
 * ```ts
 * import { halfBandwidthBytes } from "@/lib/compute/network/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(halfBandwidthBytes({ latency: 2e-6, bandwidth: 100e9 })).toBeCloseTo(200_000, 6);
 * ```
 */
export function halfBandwidthBytes(link: Link): number {
  checkLink("link", link);
  return link.latency * link.bandwidth;
}
