import type { GrowthSeriesId, LabelBasis } from "@/lib/compute/data/mod.ts";
import { pointsOf } from "@/lib/compute/data/select.ts";
import { dateInYears } from "@/lib/compute/trends/dates.ts";

/** A point of a trend figure. */
export interface Dot {
  /** The name authors and links use: lower-case letters, digits, points and hyphens. */
  readonly id: string;
  /** Years. */
  readonly date: number;
  /** The same as `2020-05-14`, or `2024` where only the year is known. */
  readonly day: string;
  /** The device or model in full. */
  readonly label: string;
  /** In the unit of its series. */
  readonly value: number;
  /** Whether the paper's figure prints the label; `unknown` where nothing names the device. */
  readonly basis: LabelBasis;
  /** Whether the paper's line is fitted to it. */
  readonly inFit: boolean;
}

const known = new Map<GrowthSeriesId, readonly Dot[]>();

/** The points of one of the paper's series, each with an id. */
export function dotsOf(series: GrowthSeriesId): readonly Dot[] {
  const found = known.get(series);
  if (found) return found;
  const points = pointsOf(series);
  const slugs = points.map(({ label }) => slugOf(label));
  const dots = points.map(({ date, label, value, labelBasis, inFit }, index): Dot => {
    const slug = slugs[index] ?? "";
    const shared = slugs.indexOf(slug) !== slugs.lastIndexOf(slug);
    return {
      id: shared ? `${slug}-${date.slice(0, 4)}` : slug,
      date: dateInYears(date),
      day: date,
      label,
      value,
      basis: labelBasis,
      inFit,
    };
  });
  known.set(series, dots);
  return dots;
}

/** `A100 FP16 dense (312 TF)` as `a100-fp16-dense`. */
function slugOf(label: string): string {
  const slug = label.toLowerCase().replace(/ class.*|\s*\(.*/, "")
    .replaceAll(/[^a-z0-9.]+/g, "-");
  return /^\d+$/.test(slug) ? `device-${slug}` : slug;
}

/** A label as it stands in a chart: `A100 FP16 dense (312 TF)` as `A100`. */
export function shortLabel({ label }: Pick<Dot, "label">): string {
  return label.replace(/ class.*|\s*\(.*|\s\/.*/, "").replace(/(?: SXM| PCIe)? FP16.*/, "");
}

/** Whether the paper's figure names a point, at least in part. */
export function isNamed({ basis }: Pick<Dot, "basis">): boolean {
  return basis === "printed" || basis === "partly inferred";
}

/** A point as the cursor and the lists of the figure name it. */
export function dotName({ label, basis }: Pick<Dot, "label" | "basis">): string {
  return basis === "inferred" ? `${label}, inferred` : label;
}
