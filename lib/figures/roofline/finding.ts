import { type Machine, peakRate, ridgePoint } from "@/lib/compute/mod.ts";
import { precisionName } from "../machines.ts";
import {
  capitalised,
  intensityText,
  percentText,
  rateText,
  shortName,
  timesText,
} from "../text.ts";
import { limitText, misfitOn, type Placed } from "./place.ts";
import type { RooflineState } from "./state.ts";

/** What there is to see in a roofline, in one sentence. */
export function rooflineFinding(
  state: RooflineState,
  machines: readonly Machine[],
  placed: readonly Placed[],
): string {
  const chosen = placed.find(({ selected }) => selected);
  const [first] = machines;
  const last = machines.at(-1);
  if (!first || !last) return "";
  if (machines.length > 1) return comparison(state, first, last, chosen);
  if (!chosen) {
    const ridge = ridgePoint(first, { precision: state.precision });
    return `The ${shortName(first)} needs ${intensityText(ridge)} to reach its ${
      precisionName(state.precision)
    } peak of ${rateText(peakRate(first, state.precision))}`;
  }
  return chosen.measured
    ? measuredFinding(chosen, chosen.measured.rate)
    : boundFinding(state, chosen);
}

function boundFinding({ precision }: RooflineState, { spec, text, intensity, on }: Placed): string {
  const [here] = on;
  if (!here) return "";
  const { best } = here;
  if (!best) return `${capitalised(text)} ${misfitOn(here)}`;
  const subject = spec.kind === "intensity" && spec.name === ""
    ? `At ${intensityText(intensity)}`
    : `${capitalised(text)} does ${intensityText(intensity)}`;
  const joint = spec.kind === "intensity" && spec.name === "" ? "," : ":";
  const machine = `the ${shortName(here.machine)}`;
  const peak = `its ${precisionName(precision)} peak`;
  return best.bound === "memory"
    ? `${subject}${joint} memory holds ${machine} to ${rateText(best.rate)}, ${
      percentText(best.share)
    } of ${peak}`
    : `${subject}${joint} ${machine} can reach ${peak} of ${
      rateText(best.rate)
    }, and arithmetic is the limit`;
}

function measuredFinding({ text, on }: Placed, rate: number): string {
  const [here] = on;
  if (!here?.best) return "";
  const share = rate / here.best.rate;
  const roof = `the ${rateText(here.best.rate)} that ${limitText[here.best.bound]} allows on the ${
    shortName(here.machine)
  }`;
  return share > 1
    ? `${capitalised(text)} is above the roof: ${rateText(rate)} measured, against ${roof}`
    : `${capitalised(text)} reaches ${percentText(share)} of ${roof}`;
}

function comparison(
  { precision }: RooflineState,
  first: Machine,
  last: Machine,
  chosen: Placed | undefined,
): string {
  const ratio = (of: (machine: Machine) => number) => timesText(of(last) / of(first));
  const machines = `The ${shortName(last)} has ${
    ratio((machine) => peakRate(machine, precision))
  } the ${precisionName(precision)} peak of the ${shortName(first)} and ${
    ratio((machine) => machine.levels[0]?.bandwidth ?? 1)
  } its bandwidth`;
  const [before, after] = [chosen?.on[0], chosen?.on.at(-1)];
  if (!chosen || !before || !after) return machines;
  if (!before.best || !after.best) {
    const misfits = [before, after].filter(({ best }) => !best).map(misfitOn);
    return `${machines}: ${chosen.text} ${misfits.join(" and ")}`;
  }
  const gain = timesText(after.best.rate / before.best.rate);
  const subject = chosen.spec.kind === "intensity" && chosen.spec.name === ""
    ? `at ${chosen.text} that allows`
    : `${chosen.text} gains`;
  return `${machines}: ${subject} ${gain} the rate`;
}
