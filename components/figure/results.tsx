import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { formatNumber } from "@/lib/compute/mod.ts";
import type { Readout, TableModel, Working } from "@/lib/figures/model.ts";

/** The numbers of the moment. */
export function ReadoutTable({ readout }: { readout: Readout }): JSX.Element | null {
  const { columns, rows } = readout;
  if (rows.length === 0) return null;
  return (
    <table class="fig-readout">
      <thead>
        <tr>
          <td />
          {columns.map((column) => <th key={column} scope="col">{column}</th>)}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ label, cells }, index) => (
          <tr key={index}>
            <th scope="row">{label}</th>
            {cells.map(({ text, role }, at) => (
              <td key={at} data-label={columns[at]} class={role && `fig-t-${role}`}>{text}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Formulas, the same with the numbers put in, and what comes out. */
export function Workings({ workings }: { workings: readonly Working[] }): JSX.Element {
  return (
    <table class="fig-workings">
      <tbody>
        {workings.map(({ label, formula, numbers, result, role }) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td class="fig-formula">{formula}</td>
            <td>{numbers && `= ${numbers}`}</td>
            <td class={role && `fig-t-${role}`}>= {result}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The figure as a table. A live figure draws its rows only while they can be seen. */
export function DataTable(
  { table, label, lazy }: { table: TableModel; label: string; lazy: boolean },
): JSX.Element {
  const root = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState(!lazy);
  useEffect(() => {
    const details = root.current?.closest("details");
    if (!lazy || !details) return;
    const follow = () => setShown(details.open);
    follow();
    details.addEventListener("toggle", follow);
    return () => details.removeEventListener("toggle", follow);
  }, []);
  return (
    <div ref={root} class="fig-scroll" role="region" aria-label={label} tabIndex={0}>
      {shown && (
        <table class="fig-table">
          <caption>{table.caption}</caption>
          <thead>
            <tr>
              {table.columns.map(({ label, unit }) => (
                <th key={label} scope="col">{unit === "" ? label : `${label} (${unit})`}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row, index) => (
              <tr key={index}>
                {row.map((value, at) => (
                  <td key={at}>
                    {typeof value === "number" ? formatNumber(value, { digits: 6 }) : value}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
