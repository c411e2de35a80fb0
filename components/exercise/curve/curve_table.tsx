import type { JSX } from "preact";
import { Icon } from "@/components/exercise/icon.tsx";
import { type CurvePlace, offText } from "@/lib/course/exercise/mod.ts";
import type { CurveQuestion } from "@/lib/course/types.ts";
import { axisName, axisNumber } from "./words.ts";

/** Props of {@linkcode CurveTable}. */
export interface CurveTableProps {
  curve: CurveQuestion;
  places: readonly CurvePlace[];
}

/** A drawn line beside the computed one, place by place. */
export function CurveTable({ curve, places }: CurveTableProps): JSX.Element {
  return (
    <table class="ex-curve-table">
      <caption class="visually-hidden">Your line and the computed one</caption>
      <thead>
        <tr>
          <th scope="col">{axisName(curve.x)}</th>
          <th scope="col">your line{curve.y.unit && ` (${curve.y.unit})`}</th>
          <th scope="col">computed</th>
          <th scope="col">off by</th>
        </tr>
      </thead>
      <tbody>
        {places.map((place) => (
          <tr key={place.x} data-held={place.held}>
            <th scope="row">{axisNumber(place.x)}</th>
            <td>{axisNumber(place.given)}</td>
            <td>{axisNumber(place.exact)}</td>
            <td>
              <Icon name={place.held ? "right" : "partly"} />{" "}
              {place.held ? "close enough" : offText(place)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
