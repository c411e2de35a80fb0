import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import fc from "fast-check";
import { energyTables, findMachine, memoryLevel, ridgePoint } from "@/lib/compute/mod.ts";
import { knownMachines } from "@/lib/compute/data/mod.ts";
import { bandwidthLadder } from "@/lib/figures/bandwidth_ladder/mod.ts";
import {
  addMachine,
  amounts,
  removeMachine,
  setIntensity,
  setMachine,
} from "@/lib/figures/bandwidth_ladder/change.ts";
import { energyRows, jouleText } from "@/lib/figures/bandwidth_ladder/energy.ts";
import { energyChoices, type LadderState } from "@/lib/figures/bandwidth_ladder/state.ts";
import type { FigureModel } from "@/lib/figures/mod.ts";

const machines = knownMachines();
const context = { machines };
const machine = (id: string) => findMachine(machines, id);
const state = (attributes: Record<string, string> = {}) =>
  bandwidthLadder.parseProps(attributes, context);
const draw = (attributes: Record<string, string> = {}) =>
  bandwidthLadder.draw(state(attributes), context);
const observe = (attributes: Record<string, string> = {}) =>
  bandwidthLadder.observe(state(attributes), context);
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, " ");
const finding = (attributes: Record<string, string> = {}) => plain(draw(attributes).finding);
const valueOf = (observed: unknown) => (observed as { value: number }).value;

describe("bandwidth-ladder: finding", () => {
  it("says how much slower memory is than the chip, and another chip than memory", () => {
    expect(finding()).toBe(
      "On the A100 80GB SXM, a byte comes from memory 3.54 times slower than from the L2, " +
        "and from another chip 6.8 times slower still",
    );
    expect(finding({ machine: "h100-sxm" })).toContain("7.44 times slower still");
    expect(finding({ machine: "mi300x" })).toContain("than from the L3");
  });

  it("speaks of what is known alone", () => {
    expect(finding({ machine: "tpu-v4" })).toBe(
      "On the TPU v4, a byte comes from another chip 4.55 times slower than from memory",
    );
    expect(finding({ machine: "xeon-6242" })).toBe(
      "On the Xeon Gold 6242 (1 socket), a byte comes from memory 5.09 times slower than from the L3",
    );
    expect(finding({ machine: "m1" })).toBe(
      "On the M1 (8-core GPU), a byte comes from memory at 68.3 GB/s; " +
        "no other level's bandwidth is known here",
    );
  });

  it("says which levels feed the work", () => {
    expect(finding({ machine: "a100-80", intensity: "100" })).toBe(
      "At 100 FLOP/byte, the FP16 units of the A100 80GB SXM take 3.12 TB/s: " +
        "the L1 and the L2 can feed them, memory and another chip cannot",
    );
    expect(finding({ intensity: "5000" })).toContain("every level here can feed them");
    expect(finding({ intensity: "1" })).toContain("no level here can feed them");
  });
});

describe("bandwidth-ladder: rungs", () => {
  it("halves links, whose table counts both directions", () => {
    expect(machine("h100-sxm").link?.bandwidth).toBe(900e9);
    expect(valueOf(observe({ machine: "h100-sxm" }).link)).toBe(450e9);
    expect(draw().conventions.join(" ")).toContain("one direction");
    expect(draw({ machine: "m1" }).conventions.join(" ")).not.toContain("one direction");
  });

  it("draws every level of the table at its bandwidth, nearest first", () => {
    const { chart } = draw({ machine: "mi300x, a100-80" });
    expect(chart.x.names).toEqual(["L1", "L2", "L3", "memory", "other chip"]);
    const heights = (id: string) => {
      const line = chart.series.find((series) => series.id === id);
      return new Map(line?.points.map(({ x, y }) => [x, y]));
    };
    const mi300x = heights("mi300x");
    expect(mi300x.get(2)).toBe(memoryLevel(machine("mi300x"), "l2").bandwidth);
    expect(mi300x.get(3)).toBe(memoryLevel(machine("mi300x"), "l3").bandwidth);
    expect(mi300x.get(4)).toBe(5300e9);
    expect(mi300x.get(1)).toBeUndefined();
    expect(heights("mi300x-link").get(5)).toBe(448e9);
    expect(heights("a100-80").get(3)).toBeUndefined();
    expect(heights("a100-80").get(1)).toBe(memoryLevel(machine("a100-80"), "l1").bandwidth);
  });

  it("writes the ratio on every step of the main machine", () => {
    const labels = draw().chart.annotations.map(({ label }) => plain(label));
    // 19.49 ÷ 7.219, 7.219 ÷ 2.039 and 2.039 ÷ 0.3 TB/s
    expect(labels.filter((label) => label.startsWith("÷"))).toEqual(["÷ 2.7", "÷ 3.54", "÷ 6.8"]);
  });

  it("names what is left out, and what is unverified", () => {
    expect(draw().notes[0]).toBe("Unverified on the H100 SXM: the L2.");
    const notes = draw({ machine: "rtx-3090, m1" }).notes.join(" ");
    expect(notes).toContain("Left out: caches of the RTX 3090");
    expect(notes).toContain("Left out: caches and links to other chips of the M1");
    expect(notes).toContain("Unverified on the RTX 3090: the link, the FP16 peak");
    const peakless = { machine: "wse-3", intensity: "10" };
    expect(draw(peakless).notes.join(" ")).toContain("No dense FP16 peak of the Cerebras WSE-3");
    expect(draw(peakless).chart.handles).toEqual([]);
  });
});

describe("bandwidth-ladder: numbers", () => {
  it("observes times, steps and work of the computation library", () => {
    const seen = observe({ machine: "a100-80", bytes: "14 GB" });
    expect(valueOf(seen.memory_time)).toBeCloseTo(14e9 / 2039e9, 12);
    expect(valueOf(seen.link_time)).toBeCloseTo(14e9 / 300e9, 12);
    expect(valueOf(seen.memory_work)).toBeCloseTo(
      ridgePoint(machine("a100-80"), { precision: "fp16" }),
      9,
    );
    expect(seen.memory_step).toBeCloseTo(7219.2 / 2039, 9);
    expect(seen.link_step).toBeCloseTo(2039 / 300, 9);
    expect(observe({ machine: "m1" })).toMatchObject({ memory_step: 0, link_step: 0 });
  });

  it("draws times and energies to a linear scale", () => {
    const bars = (attributes: Record<string, string>) =>
      draw(attributes).diagrams[0]?.shapes.flatMap((shape) =>
        shape.kind === "rects" ? shape.rects.map(({ width }) => width) : []
      ) ?? [];
    const [l1 = 0, l2 = 0, memory = 0, link = 0, flop = 0, sram = 0, dram = 0] = bars({
      machine: "a100-80",
    });
    expect(link / memory).toBeCloseTo(2039 / 300, 6);
    expect(memory / l2).toBeCloseTo(7219.2 / 2039, 6);
    expect(link / l1).toBeCloseTo(19_491.8 / 300, 6);
    expect(dram / sram).toBeCloseTo(128, 6);
    expect(dram / flop).toBeCloseTo(213.3, 1);
    expect(bars({ machine: "a100-80", energy: "none" })).toHaveLength(4);
  });

  it("counts energies per byte, whatever an access moves", () => {
    const rows = energyTables.flatMap((table) => energyRows(table));
    const of = (name: string) => rows.find((row) => row.name === name);
    expect(of("DRAM")?.joules).toBeCloseTo(160e-12, 18);
    expect(of("HBM2")?.joules).toBeCloseTo(31.36e-12, 18);
    expect(of("GDDR6")?.joules).toBeCloseTo(43.75e-12, 18);
    expect(of("GDDR6")?.most).toBeCloseTo(60e-12, 18);
    expect([of("HBM2")?.kind, of("same board")?.kind]).toEqual(["byte", "link"]);
    expect(of("FP16 FLOP")?.joules).toBeCloseTo(0.75e-12, 18);
    expect(plain(jouleText(0.16))).toBe("160 mJ");
    expect(valueOf(observe().byte_energy)).toBeCloseTo(160e-12, 18);
    expect(valueOf(observe({ energy: "none" }).byte_energy)).toBe(0);
  });

  it("says whose energies they are", () => {
    expect(draw().notes.join(" ")).toContain("Horowitz, ISSCC 2014");
    expect(draw({ energy: "oconnor-hbm2" }).notes.join(" ")).toContain("others' accounts");
    expect(draw({ energy: "antepara-a100" }).notes.join(" ")).toContain("the sum of the three");
    expect(draw({ energy: "none" }).notes.join(" ")).not.toContain("Energies");
  });

  it("tells a state in a sentence", () => {
    expect(plain(bandwidthLadder.tell(state({ machine: "v100", intensity: "50" }), context))).toBe(
      "V100 SXM2 16GB, one way: L1 15.7 TB/s, L2 3.13 TB/s, memory 900 GB/s, other chip 150 GB/s; " +
        "50 FLOPs with each byte need 2.5 TB/s.",
    );
  });
});

describe("bandwidth-ladder: moving", () => {
  it("has a line to drag only where there is work", () => {
    expect(draw().chart.handles).toEqual([]);
    const [handle] = draw({ machine: "a100-80", intensity: "100" }).chart.handles;
    expect(handle).toMatchObject({ id: "need", y: 3.12e12, vertical: true });
  });

  it("turns a bandwidth into the work that needs it", () => {
    const drag = (y: number) =>
      bandwidthLadder.drag(
        state({ machine: "a100-80", intensity: "100" }),
        "need",
        { x: 1, y },
        context,
      ).intensity;
    expect(drag(312e12 / 20)).toBe(20);
    expect(drag(2039e9)).toBe(150);
    expect(bandwidthLadder.drag(state(), "need", { x: 1, y: 1e12 }, context)).toEqual(state());
  });

  it("steps up to more bandwidth, which is less work with each byte", () => {
    const step = (intensity: string, by: Parameters<typeof bandwidthLadder.step>[2]) =>
      bandwidthLadder.step(state({ intensity }), "need", by, context).intensity;
    expect(step("100", "more")).toBe(50);
    expect(step("100", "less")).toBe(200);
    expect(step("30", "more")).toBe(20);
    expect(step("100", "much-more")).toBe(10);
    expect(step("100", "much-less")).toBe(1000);
    expect(step("100", "most")).toBe(0.01);
    expect(step("100", "least")).toBe(100_000);
  });

  it("keeps machines apart, and a precision that the first one has", () => {
    const two = state({ machine: "a100-80, h100-sxm", precision: "fp16" });
    expect(setMachine(two, 0, "h100-sxm", context).machine).toEqual(["h100-sxm", "a100-80"]);
    expect(setMachine(two, 0, "tpu-v4", context).precision).toBe("bf16");
    expect(setMachine(two, 1, "tpu-v4", context).precision).toBe("fp16");
    const three = addMachine(two, context);
    expect(new Set(three.machine).size).toBe(3);
    expect(addMachine(three, context)).toEqual(three);
    expect(removeMachine(two, 0, context).machine).toEqual(["h100-sxm"]);
    expect(removeMachine(removeMachine(two, 0, context), 0, context).machine).toHaveLength(1);
    expect(setIntensity(two, 1e9).intensity).toBe(1e5);
  });

  it("offers amounts of which the first state is one", () => {
    expect(amounts.filter(({ bytes }) => bytes === state().bytes)).toHaveLength(1);
  });
});

describe("bandwidth-ladder: properties", () => {
  const refused: readonly [Record<string, string>, string][] = [
    [{ machine: "a1000" }, "a100-80"],
    [{ machine: "none" }, "one is needed"],
    [{ machine: "a100-80, h100-sxm, v100, b200" }, "at most 3"],
    [{ bytes: "0.1 B" }, "from 1 to"],
    [{ bytes: "a lot" }, "(B)"],
    [{ precision: "fp8", machine: "a100-80" }, "fp16"],
    [{ intensity: "0" }, "from 0.01 to 100000"],
    [{ energy: "free" }, "horowitz-45nm"],
    [{ controls: "volume" }, "presets"],
    [{ speed: "1" }, "no such property"],
  ];
  for (const [attributes, allowed] of refused) {
    const [prop = "", value = ""] = Object.entries(attributes)[0] ?? [];
    it(`refuses ${prop}="${value}" and says what is allowed`, () => {
      expect(() => state(attributes)).toThrow(allowed);
      expect(() => state(attributes)).toThrow(prop);
    });
  }
});

const ids = machines.map(({ id }) => id);
const states: fc.Arbitrary<LadderState> = fc.record({
  machine: fc.uniqueArray(fc.constantFrom(...ids), { minLength: 1, maxLength: 3 })
    .map((chosen) => chosen.join(",")),
  bytes: fc.double({ min: 1, max: 1e15, noNaN: true }).map(String),
  intensity: fc.oneof(
    fc.constant("none"),
    fc.double({ min: 0.01, max: 1e5, noNaN: true }).map(String),
  ),
  energy: fc.constantFrom(...energyChoices),
}).map(state);

function numbersOf({ chart, table, diagrams }: FigureModel): number[] {
  return [
    ...chart.series.flatMap(({ points }) => points.flatMap(({ x, y }) => [x, y])),
    ...chart.handles.flatMap(({ x, y, min, max }) => [x, y, min, max]),
    ...diagrams.flatMap(({ height, shapes }) => [
      height,
      ...shapes.flatMap((shape) => shape.kind === "rects" ? shape.rects.map((r) => r.width) : []),
    ]),
    ...table.rows.flat().filter((cell) => typeof cell === "number"),
  ];
}

describe("bandwidth-ladder: any state", () => {
  it("draws finite numbers, words without holes, and rungs and handles within the axes", () => {
    fc.assert(fc.property(states, (each) => {
      const model = bandwidthLadder.draw(each, context);
      expect(numbersOf(model).every(Number.isFinite)).toBe(true);
      expect(JSON.stringify(model)).not.toMatch(/NaN|undefined|Infinity(?! Cache| Fabric)|∞|null/);
      const { x, y, handles, series } = model.chart;
      for (const place of [...handles, ...series.flatMap(({ points }) => points)]) {
        expect(place.x >= x.min && place.x <= x.max).toBe(true);
        expect(place.y >= y.min && place.y <= y.max).toBe(true);
      }
      for (const row of model.table.rows) expect(row).toHaveLength(model.table.columns.length);
      for (
        const key of [model.table.columns, model.workings].map((all) =>
          all.map(({ label }) => label)
        )
      ) expect(new Set(key).size).toBe(key.length);
      expect(Object.keys(bandwidthLadder.observe(each, context))).toEqual([
        ...bandwidthLadder.observes,
      ]);
    }));
  });

  it("draws every machine of the table by itself", () => {
    for (const id of ids) expect(finding({ machine: id })).toMatch(/^On the .+/);
  });

  it("is read back from its properties, also after a drag", () => {
    fc.assert(fc.property(states, fc.double({ min: 1e9, max: 1e16, noNaN: true }), (each, y) => {
      const moved = bandwidthLadder.drag(each, "need", { x: 1, y }, context);
      for (const one of [each, moved]) {
        expect(bandwidthLadder.parseProps(bandwidthLadder.formatProps(one), context)).toEqual(one);
      }
    }));
  });
});
