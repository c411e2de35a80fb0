import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import fc from "fast-check";
import { clearLink, readLink, writeLink } from "@/lib/figures/mod.ts";
import { intensity } from "@/lib/figures/intensity/mod.ts";
import { countedOperations, sizesOf, varies } from "@/lib/figures/intensity/state.ts";
import { roofline } from "@/lib/figures/roofline/mod.ts";
import type { RooflineState } from "@/lib/figures/roofline/state.ts";
import { precisions } from "@/lib/compute/mod.ts";
import { context } from "./support.ts";
import { anyRooflineState } from "./roofline_states.ts";

const page = "https://example.org/lessons/the-roofline?other=1";
const initial = roofline.parseProps({}, context);

const anyIntensityState = fc.constantFrom(...countedOperations).chain((operation) =>
  fc.record({
    operation: fc.constant(operation),
    m: fc.integer({ min: 1, max: 65_536 }),
    n: fc.integer({ min: 1, max: 65_536 }),
    k: fc.integer({ min: 1, max: 65_536 }),
    precision: fc.constantFrom(...precisions),
    weights: fc.constantFrom(...precisions),
    vary: fc.constantFrom(...varies(operation)),
    machine: fc.constantFrom("v100", "tpu-v4", "xeon-6242"),
    controls: fc.subarray(["operation", "sizes", "precision", "weights", "machine"] as const),
  })
);

describe("links to a state", () => {
  it("bring back any state of a roofline", () => {
    fc.assert(fc.property(anyRooflineState, anyRooflineState, (from, state) => {
      const url = writeLink(roofline, page, "a-figure", { initial: from, state });
      const read = readLink(roofline, url.href, "a-figure", from, context);
      expect(read.kind === "state" ? read.state : from).toEqual(state);
    }));
  });

  it("bring back any state of the intensity figure", () => {
    fc.assert(fc.property(anyIntensityState, anyIntensityState, (from, state) => {
      const url = writeLink(intensity, page, "a-figure", { initial: from, state });
      const read = readLink(intensity, url.href, "a-figure", from, context);
      expect(read.kind === "state" ? read.state : from).toEqual(state);
      expect(sizesOf[state.operation].length).toBeGreaterThan(0);
    }));
  });

  it("write only what changed, beside what the address held, and point at the figure", () => {
    const state: RooflineState = { ...initial, ceilings: "all" };
    const url = writeLink(roofline, `${page}&a.levels=all&b.levels=all`, "a", { initial, state });
    expect(url.search).toBe("?other=1&b.levels=all&a.ceilings=all");
    expect(url.hash).toBe("#figure-a");
  });

  it("say nothing when the address says nothing about the figure", () => {
    expect(readLink(roofline, `${page}&b.levels=all`, "a", initial, context)).toEqual({
      kind: "none",
    });
  });

  it("refuse what the figure's schema refuses, whatever it is", () => {
    const bad = ["machine=toaster", "operator=gemv(1e99, 2)", "selected=9", "nothing=1"];
    for (const part of bad) {
      expect(readLink(roofline, `${page}&a.${part}`, "a", initial, context).kind).toBe("invalid");
    }
    fc.assert(fc.property(fc.string(), fc.string(), (prop, value) => {
      const url = new URL(page);
      url.searchParams.set(`a.${prop}`, value);
      const read = readLink(roofline, url, "a", initial, context);
      expect(["state", "invalid"]).toContain(read.kind);
    }));
  });

  it("give back nothing of what is refused but the name of a known property", () => {
    const long = "x".repeat(20_000);
    expect(readLink(roofline, `${page}&a.machine=${long}`, "a", initial, context)).toEqual({
      kind: "invalid",
      prop: "machine",
    });
    expect(readLink(roofline, `${page}&a.${long}=1`, "a", initial, context)).toEqual({
      kind: "invalid",
    });
  });

  it("are cleared of one figure's state, whether it can be used or not, and of nothing else", () => {
    const address = `${page}&a.levels=all&a.machine=toaster&ab.levels=all&a.nothing=1#figure-a`;
    expect(clearLink(address, "a").href).toBe(`${page}&ab.levels=all#figure-a`);
    expect(readLink(roofline, clearLink(address, "a"), "a", initial, context).kind).toBe("none");
    const plain = "https://example.org/lessons/the-roofline?odd=a+b%20c#figure-a";
    expect(clearLink(plain, "a").href).toBe(plain);
  });
});
