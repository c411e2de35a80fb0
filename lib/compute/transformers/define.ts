/**
 * Defining Transformers: checks and defaults.
 *
 * @module
 */
import {
  describe,
  nonEmptyText,
  nonNegativeInteger,
  positiveInteger,
  record,
  text,
} from "../check.ts";
import type {
  Architecture,
  Biases,
  Experts,
  LatentAttention,
  TransformerInput,
  TransformerModel,
} from "./types.ts";

const idPattern = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const architectures: readonly Architecture[] = ["encoder", "decoder", "encoder-decoder"];
const norms: readonly TransformerModel["norm"][] = ["layer", "rms"];
const biases: readonly Biases[] = ["none", "query-key-value", "all"];

/**
 * Checks the description of a Transformer and fills in its defaults, see
 * {@linkcode TransformerInput}. Sizes are given, never derived: the head size is not taken to be
 * width ÷ heads, nor the MLP's width four times the model's.
 *
 * @param input The model: sizes in values, window and context in tokens.
 * @returns The model.
 * @throws {RangeError} If a size is not a whole number in range, a name is unknown, or fields
 * contradict each other; the message names the model, the field, the value and the rule.
 * @throws {TypeError} If a field has the wrong type.
 *
 * @example
 * ```ts
 * import { defineTransformer } from "@/lib/compute/transformers/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const model = defineTransformer({
 *   id: "small",
 *   name: "Small",
 *   year: 2024,
 *   architecture: "decoder",
 *   decoderLayers: 12,
 *   width: 768,
 *   heads: 12,
 *   headSize: 64,
 *   mlpWidth: 3072,
 *   vocabulary: 32000,
 *   context: 2048,
 *   source: "made up",
 * });
 * expect(model.keyValueHeads).toBe(12);
 * expect(() => defineTransformer({ ...model, keyValueHeads: 5 })).toThrow(
 *   'keyValueHeads of model "small" is 5: it must be a divisor of heads, 12',
 * );
 * ```
 */
export function defineTransformer(input: TransformerInput): TransformerModel {
  if (!idPattern.test(nonEmptyText("id", record("input", input).id))) {
    throw new RangeError(
      `id is ${describe(input.id)}: it must be lower-case letters and digits joined by hyphens`,
    );
  }
  const check = checks(input.id);
  if (!Number.isInteger(input.year) || input.year < 2017 || input.year > 2100) {
    throw check.refusal("year", input.year, "a year from 2017 to 2100");
  }
  const architecture = check.oneOf("architecture", input.architecture, architectures);
  const encoderLayers = check.count("encoderLayers", input.encoderLayers ?? 0);
  const decoderLayers = check.count("decoderLayers", input.decoderLayers ?? 0);
  checkStack(check, "encoderLayers", encoderLayers, architecture, "decoder");
  checkStack(check, "decoderLayers", decoderLayers, architecture, "encoder");
  const layers = decoderLayers || encoderLayers;
  const tiedHead = input.tiedHead === undefined
    ? (architecture === "encoder" ? null : false)
    : input.tiedHead;
  const model: TransformerModel = {
    id: input.id,
    name: nonEmptyText(check.field("name"), input.name),
    year: input.year,
    architecture,
    encoderLayers,
    decoderLayers,
    width: check.size("width", input.width),
    heads: check.size("heads", input.heads),
    keyValueHeads: check.size("keyValueHeads", input.keyValueHeads ?? input.heads),
    headSize: check.size("headSize", input.headSize),
    ...(input.latent !== undefined && { latent: defineLatent(check, input.latent) }),
    ...(input.window !== undefined && { window: defineWindow(check, input.window, layers) }),
    mlpWidth: check.size("mlpWidth", input.mlpWidth),
    gated: check.flag("gated", input.gated ?? false),
    ...(input.experts !== undefined && { experts: defineExperts(check, input.experts, layers) }),
    vocabulary: check.size("vocabulary", input.vocabulary),
    tiedHead: tiedHead === null ? null : check.flag("tiedHead", tiedHead),
    positions: check.count("positions", input.positions ?? 0),
    segments: check.count("segments", input.segments ?? 0),
    relativePositions: check.count("relativePositions", input.relativePositions ?? 0),
    norm: check.oneOf("norm", input.norm ?? "layer", norms),
    embeddingNorm: check.flag("embeddingNorm", input.embeddingNorm ?? false),
    parallel: check.flag("parallel", input.parallel ?? false),
    outputNorms: check.flag("outputNorms", input.outputNorms ?? false),
    finalNorm: check.flag("finalNorm", input.finalNorm ?? true),
    headNorm: check.flag("headNorm", input.headNorm ?? false),
    biases: check.oneOf("biases", input.biases ?? "none", biases),
    pooler: check.flag("pooler", input.pooler ?? false),
    context: check.size("context", input.context),
    source: nonEmptyText(check.field("source"), input.source),
    notes: text(check.field("notes"), input.notes ?? ""),
  };
  checkTogether(check, model);
  return model;
}

type Checks = ReturnType<typeof checks>;

/** Checks whose messages name the model. */
function checks(id: string) {
  const field = (name: string) => `${name} of model "${id}"`;
  const refusal = (name: string, value: unknown, rule: string, Kind = RangeError) =>
    new Kind(`${field(name)} is ${describe(value)}: it must be ${rule}`);
  return {
    field,
    refusal,
    size: (name: string, value: number) => positiveInteger(field(name), value),
    count: (name: string, value: number) => nonNegativeInteger(field(name), value),
    flag: (name: string, value: boolean) => {
      if (typeof value === "boolean") return value;
      throw refusal(name, value, "true or false", TypeError);
    },
    oneOf: <Name extends string>(name: string, value: Name, known: readonly Name[]): Name => {
      if (known.includes(value)) return value;
      throw refusal(name, value, `one of ${known.join(", ")}`);
    },
  };
}

function checkStack(
  check: Checks,
  field: string,
  layers: number,
  architecture: Architecture,
  withoutIt: Architecture,
): void {
  if (architecture === withoutIt) {
    if (layers !== 0) throw check.refusal(field, layers, `0 where architecture is ${withoutIt}`);
  } else if (layers === 0) {
    throw check.refusal(field, layers, `at least 1 where architecture is ${architecture}`);
  }
}

function defineLatent(check: Checks, latent: LatentAttention): LatentAttention {
  record(check.field("latent"), latent);
  return {
    ...(latent.queryRank !== undefined &&
      { queryRank: check.size("latent.queryRank", latent.queryRank) }),
    keyValueRank: check.size("latent.keyValueRank", latent.keyValueRank),
    rotarySize: check.size("latent.rotarySize", latent.rotarySize),
    valueSize: check.size("latent.valueSize", latent.valueSize),
  };
}

function defineWindow(
  check: Checks,
  window: NonNullable<TransformerInput["window"]>,
  layers: number,
): NonNullable<TransformerModel["window"]> {
  if (!Array.isArray(window)) return check.size("window", window as number);
  if (window.length === 0 || window.length > layers) {
    throw new RangeError(
      `${check.field("window")} is a pattern of ${window.length}: it must have at least 1 entry ` +
        `and at most one for each of the ${layers} layers`,
    );
  }
  return window.map((entry: number | null, index) =>
    entry === null ? null : check.size(`window[${index}]`, entry)
  );
}

function defineExperts(
  check: Checks,
  input: NonNullable<TransformerInput["experts"]>,
  layers: number,
): Experts {
  record(check.field("experts"), input);
  const experts = {
    count: check.size("experts.count", input.count),
    active: check.size("experts.active", input.active),
    shared: check.count("experts.shared", input.shared ?? 0),
    width: check.size("experts.width", input.width),
    denseLayers: check.count("experts.denseLayers", input.denseLayers ?? 0),
    routerBias: check.flag("experts.routerBias", input.routerBias ?? false),
  };
  if (experts.active > experts.count) {
    throw check.refusal("experts.active", experts.active, `at most experts.count, ${input.count}`);
  }
  if (experts.denseLayers >= layers) {
    throw check.refusal(
      "experts.denseLayers",
      experts.denseLayers,
      `less than the ${layers} layers, so that one has experts`,
    );
  }
  return experts;
}

/** What no field shows by itself. */
function checkTogether(check: Checks, model: TransformerModel): void {
  const { heads, keyValueHeads, positions, context } = model;
  const refuse = (field: keyof TransformerModel, rule: string) => {
    throw check.refusal(field, model[field], rule);
  };
  if (heads % keyValueHeads !== 0) refuse("keyValueHeads", `a divisor of heads, ${heads}`);
  if (model.latent !== undefined) {
    if (keyValueHeads !== heads) {
      refuse("keyValueHeads", `as heads, ${heads}, where attention is latent`);
    }
    if (model.headNorm) {
      refuse("headNorm", "false where attention is latent, which norms its ranks");
    }
    if (model.biases !== "none") refuse("biases", "none where attention is latent");
  }
  if (positions > 0 && context > positions) {
    refuse("context", `at most positions, ${positions}, which the model has learned`);
  }
  if (model.architecture !== "encoder" && model.pooler) {
    refuse("pooler", "false in a model that is not an encoder");
  }
  if (model.architecture === "encoder-decoder") {
    if (model.experts !== undefined) {
      throw new RangeError(
        `${check.field("experts")} are given: they must be left out of an encoder-decoder`,
      );
    }
    if (model.latent !== undefined) {
      throw new RangeError(
        `${check.field("latent")} is given: it must be left out of an encoder-decoder`,
      );
    }
    if (model.parallel) refuse("parallel", "false in an encoder-decoder");
  }
}
