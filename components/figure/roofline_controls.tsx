import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { MachineControls, type RooflineControlsProps } from "./machine_controls.tsx";
import { OperatorControls } from "./operator_controls.tsx";

/** The controls of a roofline. */
export function RooflineControls(props: RooflineControlsProps): JSX.Element {
  const { machine: ids, precision, levels, ceilings, controls } = props.state;
  const shown = (["machine", "compare", "precision", "roofs"] as const).some((group) =>
    controls.includes(group)
  );
  // Not drawn again while an operator is moved: nothing in it has changed.
  const machineControls = useMemo(
    () =>
      shown && (
        <div class="fig-line">
          <MachineControls {...props} />
        </div>
      ),
    [ids, precision, levels, ceilings, controls, props.disabled],
  );
  return (
    <>
      {machineControls}
      <OperatorControls {...props} />
    </>
  );
}
