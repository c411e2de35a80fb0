import { formatNumber } from "@/lib/compute/mod.ts";
import type { Readout, TableModel, Working } from "../model.ts";
import { averageAt, gapOf, missAt, type Reached, reachedOf, wallOf } from "./access.ts";
import { yearsForTenth } from "./change.ts";
import { comparedStates } from "./chart.ts";
import type { WulfMckeeState } from "./state.ts";
import { cyclesText, hitRateText, reachedText, yearText } from "./text.ts";

/** What there is to see, in one sentence. */
export function wulfMckeeFinding(state: WulfMckeeState): string {
  const at = `At a hit rate of ${hitRateText(state.hitRate)}, memory`;
  const reached = reachedOf(state);
  switch (reached.when) {
    case "already":
      return `${at} alone sets the pace already in ${state.start}${delay(state, reached)}`;
    case "later":
      return reached.year <= state.until
        ? `${at} alone sets the pace from ${yearText(reached.year)} on${delay(state, reached)}`
        : `${at} alone sets the pace only from ${yearText(reached.year)} on, beyond this chart`;
    case "never":
      return `${at} never sets the pace alone: the average access takes ${
        below(averageAt(state, state.until), wallOf(state))
      } in ${state.until}, and the work between two accesses ${cyclesText(wallOf(state))}`;
  }
}

/** How far the best of the other caches puts it off. */
function delay(state: WulfMckeeState, { year }: { readonly year: number }): string {
  const better = comparedStates(state).findLast(({ hitRate }) => hitRate > state.hitRate);
  if (!better) return "";
  const reached = reachedOf(better);
  const name = hitRateText(better.hitRate);
  if (reached.when === "never") return `; ${name} puts that off for good`;
  if (reached.when === "already") return `; ${name} does not change that`;
  const [before, after] = [yearText(year), yearText(reached.year)];
  return before === after
    ? `; ${name} hardly puts that off`
    : `; ${name} puts that off only until ${after}`;
}

/** A number below another one, also where both would be written alike. */
function below(cycles: number, wall: number): string {
  const text = cyclesText(cycles);
  return text === cyclesText(wall) ? `just under ${text}` : text;
}

/** Each hit rate at both ends of the chart, and when it reaches the wall. */
export function wulfMckeeReadout(state: WulfMckeeState): Readout {
  return {
    columns: [
      `access in ${state.start}`,
      `access in ${state.until}`,
      "at the wall",
    ],
    rows: [state, ...comparedStates(state)].map((each) => ({
      label: `${hitRateText(each.hitRate)} hits`,
      cells: [
        { text: cyclesText(averageAt(each, state.start)) },
        { text: cyclesText(averageAt(each, state.until)), role: "memory" },
        { text: reachedText(reachedOf(each), state.start) },
      ],
    })),
  };
}

/** The formulas with the numbers of the state. */
export function wulfMckeeWorkings(state: WulfMckeeState): Working[] {
  const { hitRate, cacheCycles, until, start } = state;
  const [p, c, g] = [plain(hitRate), plain(cacheCycles), plain(gapOf(state))];
  const miss = missAt(state, until);
  const years = Math.min(until, state.gapUntil ?? until) - start;
  const tenth = yearsForTenth(state);
  return [
    {
      label: "growth of a miss in a year, g",
      formula: "processor growth ÷ memory growth",
      numbers: `${plain(1 + state.processorGrowth / 100)} ÷ ${plain(1 + state.memoryGrowth / 100)}`,
      result: g,
    },
    {
      label: `miss in ${until}, t_m`,
      formula: "miss at the start · gᵀ",
      numbers: `${plain(state.memoryCycles)} · ${g}^${years}`,
      result: cyclesText(miss),
      role: "memory",
    },
    {
      label: `average access in ${until}`,
      formula: "p·t_c + (1 − p)·t_m",
      numbers: `${p}·${c} + ${misses(state)}·${formatNumber(miss)}`,
      result: cyclesText(averageAt(state, until)),
      role: "memory",
    },
    {
      label: "wall, w",
      formula: "instructions from one reference to the next",
      numbers: "",
      result: cyclesText(wallOf(state)),
      role: "compute",
    },
    wallWorking(state, reachedOf(state)),
    ...tenth === undefined ? [] : [{
      label: "a tenth of the misses buys, nearly",
      formula: "ln 10 ÷ ln g",
      numbers: `${plain(Math.log(10))} ÷ ${plain(Math.log(gapOf(state)))}`,
      result: `${formatNumber(tenth)}\u00a0years`,
    }],
  ];
}

function wallWorking(state: WulfMckeeState, reached: Reached): Working {
  const label = "years to the wall";
  const formula = "ln((w − p·t_c) ÷ ((1 − p)·t_m at the start)) ÷ ln g";
  if (reached.when !== "later") {
    return { label, formula, numbers: "", result: reached.when === "never" ? "never" : "none" };
  }
  const { hitRate, cacheCycles, memoryCycles } = state;
  const top = wallOf(state) - hitRate * cacheCycles;
  return {
    label,
    formula,
    numbers: `ln(${plain(top)} ÷ (${misses(state)}·${plain(memoryCycles)})) ÷ ln ${
      plain(gapOf(state))
    }`,
    result: `${formatNumber(reached.year - state.start)}\u00a0years`,
  };
}

function misses({ hitRate }: WulfMckeeState): string {
  return plain(Number((1 - hitRate).toPrecision(10)));
}

function plain(value: number): string {
  return formatNumber(value, { digits: 4 });
}

/** Every year: a miss, and the average access at each hit rate. */
export function wulfMckeeTable(state: WulfMckeeState): TableModel {
  const states = [state, ...comparedStates(state)];
  const years = Array.from({ length: state.until - state.start + 1 }, (_, n) => state.start + n);
  return {
    caption: "A miss and the average access, by year",
    columns: [
      { label: "year", unit: "" },
      { label: "miss", unit: "cycles" },
      ...states.map(({ hitRate }) => (
        { label: `average at ${hitRateText(hitRate)} hits`, unit: "cycles" }
      )),
    ],
    rows: years.map((year) => [
      String(year),
      missAt(state, year),
      ...states.map((each) => averageAt(each, year)),
    ]),
  };
}
