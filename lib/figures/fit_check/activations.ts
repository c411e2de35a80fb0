/**
 * Activations that a training step stores, of a whole model on one device.
 *
 * @module
 */
import { layerActivations, modelActivations } from "@/lib/compute/training/mod.ts";
import { formatNumber } from "@/lib/compute/mod.ts";
import { layersOf, modelOf, trainedLayer } from "./models.ts";
import type { FitCheckState } from "./state.ts";

/** What is stored for the backward pass, in bytes. */
export interface StoredActivations {
  readonly layers: number;
  /** One layer's. */
  readonly layer: number;
  /** Of embedding, last norm and head. */
  readonly ends: number;
  readonly total: number;
  /** One layer's whole activations, which full recomputation holds again for a moment. */
  readonly whole: number;
}

/** Stored activations; in `fp32` every value that takes two bytes in 16 bits takes four. */
export function storedActivations(state: FitCheckState): StoredActivations {
  const model = modelOf(state);
  const sizes = trainedLayer(model);
  const options = { tokens: state.length, batch: state.batch };
  const wide = state.precision === "fp32";
  const bytesOf = (recomputation: FitCheckState["recompute"]) =>
    layerActivations(sizes, { ...options, recomputation }).tensors.reduce(
      (sum, { values, bytesPerValue }) =>
        sum + values * (wide && bytesPerValue === 2 ? 4 : bytesPerValue),
      0,
    );
  const narrow = modelActivations(sizes, {
    ...options,
    recomputation: state.recompute,
    layers: layersOf(model),
    vocabulary: model.tiedHead === null ? undefined : model.vocabulary,
  });
  // The inputs of the last norm and of the head; scores are in FP32 in any case.
  const inputs = narrow.output > 0 ? 2 * 2 * state.batch * state.length * model.width : 0;
  const ends = narrow.embedding + narrow.output + (wide ? inputs : 0);
  const layer = bytesOf(state.recompute);
  const layers = layersOf(model) * layer;
  return { layer, layers, ends, total: layers + ends, whole: bytesOf("none") };
}

/** How one layer's activations are counted, with letters and with numbers. */
export interface ActivationFormula {
  readonly formula: string;
  readonly numbers: string;
}

/**
 * The count of one layer: Korthikanti et al.'s for a layer of their shape, and what it comes from
 * for others (a heads of k values, g of keys and values, an MLP of f values).
 */
export function activationFormula(state: FitCheckState): ActivationFormula {
  const { width: h, heads: a, keyValueHeads: g, headSize: k, mlpWidth: f, gated } = trainedLayer(
    modelOf(state),
  );
  const wide = state.precision === "fp32";
  const [s, b] = [state.length, state.batch];
  const say = (value: number) => formatNumber(value, { digits: 9 });
  const rows = `${say(s)}·${say(b)}`;
  if (state.recompute === "full") {
    const bytes = wide ? 4 : 2;
    return { formula: `${bytes}·s·b·h`, numbers: `${bytes}·${rows}·${say(h)}` };
  }
  const core = state.recompute === "none" ? (wide ? 9 : 5) : 0;
  if (a * k === h && g === a && f === 4 * h && !gated) {
    const all = wide ? 66 : 34;
    return core === 0 ? { formula: `${all}·s·b·h`, numbers: `${all}·${rows}·${say(h)}` } : {
      formula: `s·b·h·(${all} + ${core}·a·s/h)`,
      numbers: `${rows}·${say(h)}·(${all} + ${core}·${say(a)}·${say(s)}/${say(h)})`,
    };
  }
  const [hidden, projected] = wide ? [18, 8] : [10, 4];
  const mlp = (gated ? 2 : 1) * projected;
  const rest = core === 0 ? ["", ""] : [` + ${core}·a·s`, ` + ${core}·${say(a)}·${say(s)}`];
  return {
    formula: `s·b·(${hidden}·h + ${projected}·(a + g)·k + ${mlp}·f${rest[0]})`,
    numbers: `${rows}·(${hidden}·${say(h)} + ${projected}·(${say(a)} + ${say(g)})·${
      say(k)
    } + ${mlp}·${say(f)}${rest[1]})`,
  };
}
