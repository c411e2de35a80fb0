import { capitalised } from "../text.ts";
import { counted, doublingText, growthText, listed } from "../trend/text.ts";
import { factorOver, fewestPoints } from "../trend/fit.ts";
import { ridgeOf, type Scaled } from "./fits.ts";

/** What there is to see, in one sentence. */
export function scalingFinding(series: readonly Scaled[]): string {
  return capitalised(`${pointsText(series)}${ratesText(series)}${consequence(series)}`);
}

/** Which points the lines rest on, where they are not those of the paper. */
function pointsText(series: readonly Scaled[]): string {
  if (series.every(({ trend }) => !trend)) return "";
  const out = series.reduce((sum, each) => sum + each.out.length, 0);
  const all = series.reduce((sum, each) => sum + each.used.length, out);
  const later = new Set(
    series.flatMap(({ later, trend, used }) =>
      trend && trend.points.length > used.length ? later.map(({ id }) => id) : []
    ),
  ).size;
  const parts = [
    ...(out > 0 ? [`without ${out} of ${all} points`] : []),
    ...(later > 0 ? [`with ${counted(later, "later machine")}`] : []),
  ];
  return parts.length > 0 ? `${parts.join(" and ")}, ` : "";
}

function ratesText(series: readonly Scaled[]): string {
  const fitted = series.flatMap(({ look, trend }) => trend ? [{ look, slope: trend.slope }] : []);
  const lacking = series.filter(({ trend }) => !trend).map(({ look }) => look.name);
  if (fitted.length === 0) {
    return `${listed(lacking)} ${
      lacking.length === 1 ? "has" : "have"
    } too few points left for a ` +
      `line: it takes ${fewestPoints} points, not all of one date`;
  }
  // "Every two years" is said once, where all of them grow
  const growing = fitted.every(({ slope }) => slope >= 0);
  const rates = fitted.map(({ look, slope }, index) => {
    const factor = growthText(factorOver(slope, 2));
    if (slope < 0) return `${look.name} falls to ${factor}`;
    const verb = growing && index > 0 ? "" : "grows ";
    return `${look.name} ${verb}${factor}`;
  });
  const [first = "", ...others] = rates;
  return listed([`${first} every two years`, ...others]);
}

function consequence(series: readonly Scaled[]): string {
  const ridge = ridgeOf(series);
  if (ridge) return `: the ridge point ${doublingText(ridge.slope)}`;
  const [only, ...others] = series.flatMap(({ trend }) => trend ? [trend] : []);
  return only && others.length === 0 ? `: it ${doublingText(only.slope)}` : "";
}
