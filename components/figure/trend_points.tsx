import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { shapePath } from "@/lib/figures/layout/style.ts";
import { capitalised } from "@/lib/figures/text.ts";
import { type Dot, dotName } from "@/lib/figures/trend/dots.ts";
import type { Look } from "@/lib/figures/trend/lines.ts";

/** Points of one series that can be left out of its fit. */
export interface PointGroup {
  readonly look: Look;
  readonly dots: readonly Dot[];
}

/** Props of {@linkcode PointsField}. */
export interface PointsFieldProps {
  /** Unique in the page. */
  id: string;
  groups: readonly PointGroup[];
  /** The ids of points left out. */
  without: readonly string[];
  disabled: boolean;
  /** Leaves a point out, or takes it back. */
  onToggle(id: string, out: boolean): void;
  onRestore(): void;
}

/** Which points the fits rest on: a check box for each, behind one line. */
export function PointsField(props: PointsFieldProps): JSX.Element {
  const { id, groups, without, disabled, onRestore } = props;
  const [open, setOpen] = useState(false);
  const all = groups.flatMap(({ dots }) => dots);
  const used = all.filter((dot) => !without.includes(dot.id)).length;
  return (
    <details
      class="fig-details fig-points"
      id={`${id}-points`}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary id={`${id}-points-summary`}>{`Points in the fit: ${used} of ${all.length}`}</summary>
      {/* There are many: they are drawn only while they can be seen. */}
      {open && !disabled && (
        <>
          <div class="fig-point-groups">
            {groups.map((group) => <Group key={group.look.id} {...props} group={group} />)}
          </div>
          <button
            type="button"
            class="fig-small"
            disabled={used === all.length}
            onClick={onRestore}
          >
            Restore all
          </button>
        </>
      )}
    </details>
  );
}

function Group({ group, without, onToggle }: PointsFieldProps & { group: PointGroup }) {
  const { look, dots } = group;
  const byDate = dots.toSorted((a, b) => a.date - b.date);
  return (
    <fieldset class="fig-point-group">
      <legend class={`fig-t-${look.role}`}>
        <svg class="fig-icon" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
          <path
            class={`fig-s-${look.role} fig-f-${look.role}`}
            d={shapePath(look.shape, 8, 8, 4)}
          />
        </svg>
        {capitalised(look.name)}
      </legend>
      <ul class="fig-point-list">
        {byDate.map((dot) => (
          <li key={dot.id}>
            <label class="fig-check">
              <input
                type="checkbox"
                checked={!without.includes(dot.id)}
                onChange={(event) => onToggle(dot.id, !event.currentTarget.checked)}
              />
              <span>
                {dotName(dot)} <span class="fig-point-year">{dot.day.slice(0, 4)}</span>
              </span>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
