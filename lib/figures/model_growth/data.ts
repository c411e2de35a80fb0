import { type Dot, dotsOf } from "../trend/dots.ts";
import type { Look } from "../trend/lines.ts";
import type { Groups } from "../trend/props.ts";

/** What of a model is drawn. */
export type Measure = "parameters" | "training-compute";

/** Both measures. */
export const measures: readonly Measure[] = ["parameters", "training-compute"];

/** Words for groups of points. */
export const groups: Groups = { "mixture-of-experts": ["gshard", "switch-transformer"] };

/** Transformers, the models whose growth is fitted. */
export const transformers: Readonly<Record<Measure, Look>> = {
  parameters: { id: "transformers", name: "Transformers", role: "ink", shape: "circle" },
  "training-compute": {
    id: "transformers",
    name: "training of Transformers",
    role: "compute",
    shape: "circle",
  },
};

/** Memory of accelerators. */
export const accelerators: Look = {
  id: "accelerators",
  name: "memory of an accelerator",
  role: "memory",
  shape: "square",
};

/** A family of models that is shown beside the fit. */
export interface Family {
  readonly look: Look;
  readonly dots: readonly Dot[];
}

const convolutional = /ResNe|Inception|DenseNet|Xception|AlexNet|VGG/;

/** The points of a measure that the fit rests on. */
export function modelDots(measure: Measure): readonly Dot[] {
  return seriesOf(measure).filter(({ inFit }) => inFit);
}

/** The models of a measure that are no part of the fit, by family. */
export function families(measure: Measure): Family[] {
  const rest = seriesOf(measure).filter(({ inFit }) => !inFit);
  const networks = rest.filter(({ label }) => convolutional.test(label));
  const others = rest.filter(({ label }) => !convolutional.test(label));
  const name = measure === "parameters" ? "recommender models" : "other models";
  return [
    { look: { id: "cnn", name: "CNNs", role: "soft", shape: "triangle" }, dots: networks },
    { look: { id: "others", name, role: "accent", shape: "diamond" }, dots: others },
  ];
}

/** The accelerators; they are no part of the figure of training compute. */
export function acceleratorDots(measure: Measure): readonly Dot[] {
  return measure === "parameters" ? dotsOf("accelerator-memory") : [];
}

/** Whether a model is a mixture of experts, which uses a small part of its parameters for a token. */
export function isMixture({ id }: Pick<Dot, "id">): boolean {
  return groups["mixture-of-experts"]?.includes(id) ?? false;
}

/** The ids of all points that can be left out of a fit. */
export function pointIds(): string[] {
  const dots = [...modelDots("parameters"), ...dotsOf("accelerator-memory")];
  const more = modelDots("training-compute");
  return [...new Set([...dots, ...more].map(({ id }) => id))];
}

function seriesOf(measure: Measure): readonly Dot[] {
  return dotsOf(measure === "parameters" ? "model-parameters" : "training-compute");
}
