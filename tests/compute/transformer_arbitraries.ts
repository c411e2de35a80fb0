/**
 * Random Transformers for property tests.
 *
 * @module
 */
import * as fc from "fast-check";
import {
  defineTransformer,
  type TransformerInput,
  type TransformerModel,
} from "@/lib/compute/transformers/mod.ts";

const layers = fc.integer({ min: 1, max: 8 });
const size = fc.integer({ min: 1, max: 512 });
const small = fc.integer({ min: 1, max: 8 });
const windows = fc.option(
  fc.oneof(size, fc.array(fc.option(size, { nil: null }), { minLength: 1, maxLength: 4 })),
  { nil: undefined },
);

const common = fc.record({
  width: size,
  headSize: size,
  mlpWidth: size,
  gated: fc.boolean(),
  vocabulary: size,
  positions: fc.constantFrom(0, 100),
  segments: fc.constantFrom(0, 2),
  norm: fc.constantFrom("layer" as const, "rms" as const),
  embeddingNorm: fc.boolean(),
  finalNorm: fc.boolean(),
  outputNorms: fc.boolean(),
  biases: fc.constantFrom("none" as const, "query-key-value" as const, "all" as const),
});

const heads = fc.tuple(small, small).map(([keyValueHeads, group]) => ({
  keyValueHeads,
  heads: keyValueHeads * group,
}));

const experts = fc.option(
  fc.tuple(
    fc.record({ width: size, shared: fc.nat(2), routerBias: fc.boolean() }),
    small,
    fc.nat(8),
  )
    .map(([given, active, idle]) => ({ ...given, active, count: active + idle })),
  { nil: undefined },
);

const names = { id: "random", name: "Random", year: 2024, context: 100, source: "random" };

/** The window pattern, cut to a stack: a pattern must not be longer than that. */
function fitted(
  window: TransformerInput["window"],
  layers: number,
): Pick<TransformerInput, "window"> {
  return { window: Array.isArray(window) ? window.slice(0, layers) : window };
}

/** Decoders without latent attention. */
export const decoders: fc.Arbitrary<TransformerModel> = fc.record({
  base: common,
  heads,
  layers,
  window: windows,
  experts,
  dense: fc.nat(8),
  rest: fc.record({ headNorm: fc.boolean(), tiedHead: fc.boolean(), parallel: fc.boolean() }),
}).map(({ base, heads, layers, window, experts, dense, rest }) =>
  defineTransformer({
    ...names,
    ...base,
    ...heads,
    ...rest,
    ...fitted(window, layers),
    architecture: "decoder",
    decoderLayers: layers,
    experts: experts && { ...experts, denseLayers: Math.min(dense, layers - 1) },
  })
);

/** Decoders with latent attention. */
export const latentDecoders: fc.Arbitrary<TransformerModel> = fc.record({
  base: common,
  heads: small,
  layers,
  latent: fc.record({ keyValueRank: size, rotarySize: size, valueSize: size }),
  queryRank: fc.option(size, { nil: undefined }),
}).map(({ base, heads, layers, latent, queryRank }) =>
  defineTransformer({
    ...names,
    ...base,
    heads,
    biases: "none",
    latent: { ...latent, ...(queryRank !== undefined && { queryRank }) },
    architecture: "decoder",
    decoderLayers: layers,
  })
);

/** Encoders. */
export const encoders: fc.Arbitrary<TransformerModel> = fc.record({
  base: common,
  heads,
  layers,
  experts,
  rest: fc.record({
    headNorm: fc.boolean(),
    parallel: fc.boolean(),
    pooler: fc.boolean(),
    tiedHead: fc.constantFrom(null, true, false),
  }),
}).map(({ base, heads, layers, experts, rest }) =>
  defineTransformer({
    ...names,
    ...base,
    ...heads,
    ...rest,
    architecture: "encoder",
    experts,
    encoderLayers: layers,
  })
);

/** Encoder-decoders. */
export const encoderDecoders: fc.Arbitrary<TransformerModel> = fc.record({
  base: common,
  heads,
  encoderLayers: layers,
  decoderLayers: layers,
  relativePositions: fc.nat(100),
  headNorm: fc.boolean(),
}).map(({ base, heads, ...rest }) =>
  defineTransformer({ ...names, ...base, ...heads, ...rest, architecture: "encoder-decoder" })
);

/** Any Transformer. */
export const transformers: fc.Arbitrary<TransformerModel> = fc.oneof(
  decoders,
  latentDecoders,
  encoders,
  encoderDecoders,
);
