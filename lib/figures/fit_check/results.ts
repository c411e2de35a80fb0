import type { Readout, TableModel } from "../model.ts";
import { byteText, capitalised, percentText, shortName } from "../text.ts";
import { mostDevices } from "./change.ts";
import { devicesFor, type Holding } from "./memory.ts";
import { modelOf } from "./models.ts";
import type { FitCheckState } from "./state.ts";
import { countText, devicesText, kindText, looks, optimizerName, sizedDevices } from "./words.ts";

/** What there is to see, in one sentence. */
export function fitFinding(state: FitCheckState, holding: Holding): string {
  const { fixed, total } = holding;
  const { name } = modelOf(state);
  const takes = state.use === "training"
    ? `Training ${name} with ${optimizerName(state.optimizer)} takes ${
      byteText(fixed)
    } before any activation`
    : `Running ${name} takes ${byteText(fixed)} for its weights`;
  return `${takes} and ${byteText(total)} in all: ${verdict(state, holding)}`;
}

function verdict({ devices }: FitCheckState, holding: Holding): string {
  const { capacity, needed, total, machine, each } = holding;
  const least = sizedDevices(needed, machine);
  if (needed === 1) {
    return devices === 1
      ? `${least} holds it and has ${byteText(capacity - total)} to spare`
      : `${least} would hold it, and each of ${countText(devices)} holds ${byteText(each)}`;
  }
  const only = `${least} only to hold it`;
  if (devices < needed) {
    const have = devices === 1 ? "one has" : `${countText(devices)} have`;
    return `${only}, and ${have} room for ${percentText(devices * capacity / total)} of it`;
  }
  return devices === needed
    ? `${only}, ${byteText(each)} on each`
    : `${only}, and each of ${countText(devices)} holds ${byteText(each)}`;
}

/** Bytes by kind, the share of each, and how many devices each would take by itself. */
export function fitReadout(state: FitCheckState, holding: Holding): Readout {
  const { parts, total, capacity, needed } = holding;
  const row = (label: string, bytes: number, least: number, role?: "memory" | "compute") => ({
    label,
    cells: [
      { text: byteText(bytes), ...(role && { role }) },
      { text: percentText(bytes / total) },
      { text: countText(least) },
      { text: byteText(bytes / state.devices) },
    ],
  });
  return {
    columns: [
      "bytes",
      "share",
      "devices at least",
      state.devices === 1 ? "on the one device" : `on each of ${countText(state.devices)}`,
    ],
    rows: [
      ...parts.map(({ kind, bytes }) => {
        const { role } = looks[kind];
        return row(
          capitalised(kindText(kind, state)),
          bytes,
          devicesFor(bytes, capacity),
          role === "memory" || role === "compute" ? role : undefined,
        );
      }),
      row("All", total, needed),
    ],
  };
}

/** What each number of devices holds, and what it would have to hold. */
export function fitTable(state: FitCheckState, holding: Holding): TableModel {
  const { parts, total, capacity, machine, needed } = holding;
  const powers = Math.log2(mostDevices(needed, state.devices));
  const counts = new Set([
    ...Array.from({ length: powers + 1 }, (_, power) => 2 ** power),
    needed,
    state.devices,
  ]);
  return {
    caption: `Memory of ${modelOf(state).name} on ${shortName(machine)}s`,
    columns: [
      { label: "devices", unit: "" },
      { label: "memory together", unit: "B" },
      ...parts.map(({ kind }) => ({ label: `${kindText(kind, state)} on each`, unit: "B" })),
      { label: "all on each", unit: "B" },
      { label: "fits", unit: "" },
    ],
    rows: [...counts].sort((a, b) => a - b).map((devices) => [
      devices,
      devices * capacity,
      ...parts.map(({ bytes }) => bytes / devices),
      total / devices,
      total / devices <= capacity ? "yes" : "no",
    ]),
  };
}

/** The state in one sentence. */
export function tellFit(state: FitCheckState, holding: Holding): string {
  const { machine, total, needed, fits, each } = holding;
  const use = state.use === "training" ? "Training" : "Running";
  return `${use} ${modelOf(state).name} takes ${byteText(total)}, which needs at least ${
    sizedDevices(needed, machine)
  }; on ${devicesText(state.devices, machine)} that is ${byteText(each)} each, which ${
    fits ? "fits" : "does not fit"
  }.`;
}
