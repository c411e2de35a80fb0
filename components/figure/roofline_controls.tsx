import type { JSX } from "preact";
import { MachineControls, type RooflineControlsProps } from "./machine_controls.tsx";
import { OperatorControls } from "./operator_controls.tsx";

/** The controls of a roofline. */
export function RooflineControls(props: RooflineControlsProps): JSX.Element {
  const { controls } = props.state;
  const machine = (["machine", "compare", "precision", "roofs"] as const).some((group) =>
    controls.includes(group)
  );
  return (
    <>
      {machine && (
        <div class="fig-line">
          <MachineControls {...props} />
        </div>
      )}
      <OperatorControls {...props} />
    </>
  );
}
