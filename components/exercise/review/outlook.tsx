import type { JSX } from "preact";
import type { Outlook as Counts } from "@/lib/course/review/plan.ts";

/** What comes when, as a small table. */
export function Outlook({ outlook }: { outlook: Counts }): JSX.Element {
  const rows = [
    ["Today", outlook.now],
    ["Tomorrow", outlook.tomorrow],
    ["In 2 to 7 days", outlook.week],
    ["Later", outlook.later],
  ] as const;
  return (
    <table class="rv-outlook">
      <caption>What comes when</caption>
      <tbody>
        {rows.map(([when, count]) => (
          <tr key={when}>
            <th scope="row">{when}</th>
            <td class="num">{count}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
