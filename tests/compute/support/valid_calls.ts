/**
 * A valid call of every public function of the library, with every option that it takes, so that a
 * test can put one wrong value in each place.
 *
 * @module
 */
import * as compute from "@/lib/compute/mod.ts";
import { operatorTables, paperModels } from "@/lib/compute/data/mod.ts";

/** A value that other functions of the library made: only its place as a whole is tried. */
export class Made {
  constructor(readonly value: unknown) {}
}

/** A function and arguments that it takes, anew at each call. */
export interface ValidCall {
  readonly call: (...values: never[]) => unknown;
  readonly values: () => unknown[];
}

/** The arguments' types are checked against the function's; made values are marked after that. */
function valid<Values extends unknown[]>(call: (...values: Values) => unknown) {
  return (values: () => Values, made: readonly number[] = []): ValidCall => ({
    call: call as ValidCall["call"],
    values: () => values().map((value, i) => made.includes(i) ? new Made(value) : value),
  });
}

const machine = compute.defineMachine({
  id: "machine",
  name: "Machine",
  year: 2024,
  peaks: { fp32: 20e12, fp16: 100e12, int8: 200e12 },
  ceilings: [{ id: "plain", name: "Plain", precision: "fp16", rate: 30e12 }],
  levels: [
    { id: "memory", name: "HBM", capacity: 80e9, bandwidth: 1e12 },
    { id: "l2", name: "L2", capacity: 40e6, bandwidth: 4e12 },
  ],
  link: { bandwidth: 600e9, description: "a link" },
  power: 400,
  source: "made up",
});
const model = compute.findTransformer("llama-2-7b");
const translator = compute.findTransformer("t5-small");
const energyTable = compute.findEnergyTable("horowitz-45nm");
const energyModel = compute.defineEnergyModel({
  name: "model",
  perFlop: { fp16: 0.5e-12 },
  perByte: { memory: 40e-12, l1: 1e-12 },
  idleWatts: 50,
  source: "made up",
});
const chain = compute.defineChain({
  inputBytes: 3,
  stages: [5, 7, 4, 6, 2, 8].map((outputBytes, i) => ({
    forwardCost: 1 + i,
    outputBytes,
    savedBytes: outputBytes + 3,
  })),
});
const serving = compute.rooflineServingModel({
  flopsPerToken: 14e9,
  weightBytes: 14e9,
  kvBytesPerToken: 500_000,
  memoryBytes: 24e9,
  peak: 100e12,
  bandwidth: 1e12,
});
const draft = compute.rooflineServingModel({
  flopsPerToken: 14e7,
  weightBytes: 14e7,
  kvBytesPerToken: 5000,
  memoryBytes: 24e9,
  peak: 100e12,
  bandwidth: 1e12,
});
const served = compute.simulateServing(
  serving,
  [{ id: 0, arrival: 0, promptTokens: 10, outputTokens: 3 }],
  { kind: "continuous", maximumBatch: 2 },
);
const trend = (factor: number) =>
  compute.fitTrend([0, 1, 2, 3].map((i) => ({ date: 2010 + i, value: factor ** i + (i % 2) })));
const [fast, slow] = [trend(4), trend(2)];
const phase = compute.decodeStep(model, { contextTokens: 100 });
const design = compute.designMachine(
  { arithmeticArea: 400, sramArea: 100, channel: "hbm2e", channels: 4 },
  compute.gpu7nm,
  { area: 700, power: 400 },
);
const quantized = compute.quantizeIntegers([1, -2, 3, 4], { bits: 4 });
const sparse = compute.encodeSparse({ rows: 2, columns: 4, values: [0, 0, 5, 0, 1, 0, 0, 2] }, {
  format: "csr",
});
const gemm = () => ({ m: 16, n: 8, k: 4 });
const link = () => ({ latency: 5e-6, bandwidth: 300e9 });
const rows = () => ({ rows: 8, columns: 16 });
const cost = () => ({ flops: 1e12, bytes: 1e9 });
const values = () => [0.5, -3, 0.25, 1, 7, -2, 6, 4];
const matrix = () => ({ rows: 2, columns: 4, values: values() });
const attentionShape = () => ({
  batch: 2,
  queryTokens: 8,
  keyTokens: 16,
  heads: 4,
  keyValueHeads: 2,
  headSize: 8,
  valueSize: 8,
});
const time = () =>
  ({
    precision: "fp16",
    level: "memory",
    efficiency: { compute: 0.5, memory: 0.8 },
  }) as const;
const activationModel = () => ({
  width: 64,
  heads: 4,
  keyValueHeads: 2,
  headSize: 16,
  mlpWidth: 256,
  gated: true,
});
const activationOptions = () => ({
  tokens: 32,
  batch: 2,
  tensorParallel: 2,
  sequenceParallel: true,
  recomputation: "selective" as const,
  attention: "unfused" as const,
  attentionDropout: true,
  hiddenDropout: true,
});
const costOptions = () => ({
  precision: { weights: "fp16", activations: "fp16", keyValues: "fp16" } as const,
  attention: "fused" as const,
  causal: "full" as const,
  head: "last" as const,
  elementwise: "counted" as const,
  embeddings: "counted" as const,
  latent: "absorbed" as const,
  activationFlops: 8,
});
const inference = () => ({
  tokens: 128,
  batch: 2,
  precision: { weights: "fp16", activations: "fp16", keyValues: "fp16" } as const,
  phase: "prefill" as const,
  chunk: 64,
});
const memory = () => ({ hitRate: 0.9, cacheCycles: 1, memoryCycles: 40 });
const growth = () => ({ processorPerYear: 1.8, memoryPerYear: 1.07 });
const cluster = () => ({ nodes: 2, devicesPerNode: 4, inside: link(), between: link() });
const mix =
  () => [{ name: "decode", flops: 14e9, bytes: 14e9, weight: 2, precision: "fp16" as const }];
const budget = () => ({ area: 500, power: 400, edge: 30, memoryBytes: 1e9 });
const search = () => ({
  precision: "fp16" as const,
  objective: "seconds" as const,
  steps: 2,
  channels: ["hbm2e"],
});
const cache = () => ({ words: 64, lineWords: 4, ways: 2, fetchOnWrite: true, maxAccesses: 10_000 });
const arrays = () => ({ a: { rows: 4, columns: 8, layout: "row" as const, stride: 8 } });
const trace: compute.MemoryTrace = (touched) => {
  for (let i = 0; i < 4; i++) touched.read("a", i, i);
};
const verification = () => ({ batch: 2, contextTokens: 100 });
const tiles = () => ({ m: 4, n: 4, k: 4 });

/** The calls by the name of the function; classes and constants are not functions. */
export const validCalls: Readonly<Record<string, ValidCall>> = {
  bytesPerValue: valid(compute.bytesPerValue)(() => ["fp16"]),
  isPrecision: valid(compute.isPrecision)(() => ["fp16"]),
  defineMachine: valid(compute.defineMachine)(() => [{
    id: "machine",
    name: "Machine",
    year: 2024,
    peaks: { fp32: 20e12, fp16: 100e12 },
    ceilings: [{ id: "plain", name: "Plain", precision: "fp16", rate: 30e12 }],
    levels: [
      { id: "memory", name: "HBM", capacity: 80e9, bandwidth: 1e12, source: "s", uncertain: true },
      { id: "l2", name: "L2", capacity: 40e6, bandwidth: 4e12 },
    ],
    onChipBytes: 1e6,
    link: { bandwidth: 600e9, description: "a link" },
    power: 400,
    source: "made up",
    confidence: "read",
    unverified: ["link"],
    notes: "",
  }]),
  findMachine: valid(compute.findMachine)(() => [[machine], "machine"], [0]),
  isUncertain: valid(compute.isUncertain)(() => [machine, { precision: "fp16", level: "l2" }], [0]),
  memoryLevel: valid(compute.memoryLevel)(() => [machine, "l2"], [0]),
  peakRate: valid(compute.peakRate)(() => [machine, "fp16"], [0]),
  attainableRate: valid(compute.attainableRate)(
    () => [machine, 8, { precision: "fp16", level: "l2", ceiling: "plain" }],
    [0],
  ),
  ridgePoint: valid(compute.ridgePoint)(() => [machine, { precision: "fp16", level: "l2" }], [0]),
  roofs: valid(compute.roofs)(() => [machine, { precision: "fp16" }], [0]),
  operatorTime: valid(compute.operatorTime)(() => [machine, cost(), time()], [0]),
  checkCapacity: valid(compute.checkCapacity)(() => [machine, 8e9, "l2"], [0]),
  basicSentence: valid(compute.basicSentence)(() => ["traffic", "compulsory"]),
  conventionSentence: valid(compute.conventionSentence)(() => ["traffic", "compulsory"]),
  describeDimension: valid(compute.describeDimension)(() => [{ flop: 1, second: -1 }]),
  sameDimension: valid(compute.sameDimension)(() => [{ flop: 1 }, { flop: 1, second: 2 }]),
  parseUnit: valid(compute.parseUnit)(() => ["GB/s"]),
  formatNumber: valid(compute.formatNumber)(() => [1234.5, { digits: 3 }]),
  parseQuantity: valid(compute.parseQuantity)(() => ["3 GB/s"]),
  quantity: valid(compute.quantity)(() => [3, "GB/s"]),
  valueIn: valid(compute.valueIn)(() => [{ value: 2, dimension: { byte: 1 } }, "GB"]),
  add: valid(compute.add)(() => [
    { value: 2, dimension: { byte: 1 } },
    { value: 3, dimension: { byte: 1 } },
  ]),
  divide: valid(compute.divide)(() => [
    { value: 2, dimension: { byte: 1 } },
    { value: 3, dimension: { second: 1 } },
  ]),
  multiply: valid(compute.multiply)(() => [
    { value: 2, dimension: { byte: 1 } },
    { value: 3, dimension: { second: 1 } },
  ]),
  power: valid(compute.power)(() => [{ value: 2, dimension: { byte: 1 } }, 2]),
  subtract: valid(compute.subtract)(() => [
    { value: 2, dimension: { byte: 1 } },
    { value: 3, dimension: { byte: 1 } },
  ]),
  formatQuantity: valid(compute.formatQuantity)(
    () => [{ value: 2e9, dimension: { byte: 1 } }, { digits: 3, unit: "GB", words: false }],
  ),
  arithmeticIntensity: valid(compute.arithmeticIntensity)(() => [cost()]),
  batchedGemm: valid(compute.batchedGemm)(() => [{ batch: 2, ...gemm() }, {
    precision: { weights: "fp16", activations: "fp16", output: "fp32" },
  }]),
  dot: valid(compute.dot)(() => [8, { precision: "fp16" }]),
  gemm: valid(compute.gemm)(() => [gemm(), { precision: "fp16" }]),
  gemv: valid(compute.gemv)(() => [{ m: 16, n: 8 }, { precision: "fp16" }]),
  elementwise: valid(compute.elementwise)(
    () => [{ n: 16 }, { precision: "fp16", inputs: 2, flopsPerElement: 1 }],
  ),
  softmax: valid(compute.softmax)(() => [rows(), { precision: "fp16", passes: "fused" }]),
  layerNorm: valid(compute.layerNorm)(
    () => [rows(), { precision: "fp16", passes: "fused", affine: true }],
  ),
  attentionPairs: valid(compute.attentionPairs)(() => [{ queryTokens: 4, keyTokens: 8 }, "half"]),
  attention: valid(compute.attention)(() => [attentionShape(), {
    precision: { activations: "fp16", keyValues: "fp16", scores: "fp16", output: "fp16" },
    fused: false,
    causal: "full",
    passes: "fused",
  }]),
  fusedAttentionTraffic: valid(compute.fusedAttentionTraffic)(() => [attentionShape(), {
    onChipBytes: 100_000,
    outer: "queries",
    queryBlock: 4,
    keyBlock: 4,
    precision: "fp16",
    causal: "full",
  }]),
  fuse: valid(compute.fuse)(
    () => [[compute.elementwise({ n: 8 }), compute.elementwise({ n: 8 }, { inputs: 2 })], [
      { from: 0, written: "output", to: [{ operator: 1, read: "input 1" }], kept: false },
    ]],
    [0],
  ),
  caseStudyModelOf: valid(compute.caseStudyModelOf)(
    () => [compute.findTransformer("gpt-2-small")],
    [0],
  ),
  findCaseStudyModel: valid(compute.findCaseStudyModel)(() => ["GPT-2"]),
  caseStudyProfile: valid(compute.caseStudyProfile)(
    () => [{ layers: 2, width: 8, heads: 2, headSize: 4, mlpWidth: 32 }, 16, {
      phase: "decoder",
      generation: "exact",
    }],
  ),
  constrainedProfile: valid(compute.constrainedProfile)(
    () => [{ layers: 2, width: 8, heads: 2, headSize: 4, mlpWidth: 32 }, 16],
  ),
  convolutionCost: valid(compute.convolutionCost)(() => [{
    kernel: 3,
    inputChannels: 64,
    outputChannels: 64,
    outputSize: 56,
    inputSize: 56,
  }]),
  listedConvolutions: valid(compute.listedConvolutions)(() => []),
  resnet50Convolutions: valid(compute.resnet50Convolutions)(() => ["3x3"]),
  caseStudyResiduals: valid(compute.caseStudyResiduals)(() => [operatorTables.slice(0, 3)], [0]),
  normalizedLatencies: valid(compute.normalizedLatencies)(
    () => [machine, { ...time(), tokens: [128, 256] }],
    [0],
  ),
  defineFloatFormat: valid(compute.defineFloatFormat)(() => [{
    id: "fp7",
    name: "FP7",
    signed: true,
    exponentBits: 4,
    mantissaBits: 2,
    bias: 7,
    specials: "none",
    zero: true,
    overflow: "saturate",
  }]),
  floatFormat: valid(compute.floatFormat)(() => ["fp8-e4m3"]),
  decodeFloat: valid(compute.decodeFloat)(() => ["fp8-e4m3", 12]),
  encodeFloat: valid(compute.encodeFloat)(() => ["fp8-e4m3", 1.7, {
    rounding: "stochastic",
    random: 0.5,
    overflow: "saturate",
  }]),
  roundFloat: valid(compute.roundFloat)(() => ["fp8-e4m3", 1.7, {
    rounding: "stochastic",
    random: 0.5,
    overflow: "saturate",
  }]),
  floatRange: valid(compute.floatRange)(() => ["fp8-e4m3"]),
  representableValues: valid(compute.representableValues)(() => ["fp4-e2m1"]),
  packCodes: valid(compute.packCodes)(() => [[1, 2, 3], 4]),
  unpackCodes: valid(compute.unpackCodes)(() => [Uint8Array.of(1, 2, 3), 4, 6], [0]),
  quantizeIntegers: valid(compute.quantizeIntegers)(() => [values(), {
    shape: [2, 4],
    granularity: { group: 2 },
    scaleFormat: "fp16",
    rounding: "nearest-even",
    random: 1,
    bits: 4,
    symmetric: true,
    restricted: true,
    clipping: { percentile: 0.99 },
  }]),
  quantizeFloats: valid(compute.quantizeFloats)(() => [values(), {
    shape: [2, 4],
    granularity: { axis: 0 },
    scaleFormat: "fp16",
    format: "fp8-e4m3",
    clipping: "min-max",
    rounding: "nearest-even",
  }]),
  quantizeMicroscaling: valid(compute.quantizeMicroscaling)(() => [values(), {
    shape: [2, 4],
    element: "fp4-e2m1",
    block: 4,
    rounding: "nearest-even",
  }]),
  quantizeNf4: valid(compute.quantizeNf4)(
    () => [values(), { shape: [2, 4], scaleFormat: "fp16", block: 4 }],
  ),
  dequantize: valid(compute.dequantize)(() => [quantized], [0]),
  quantizedBytes: valid(compute.quantizedBytes)(() => [{
    shape: [4, 8],
    bits: 4,
    granularity: { group: 4 },
    scaleBits: 16,
    zeroPointBits: 4,
  }]),
  quantizedScales: valid(compute.quantizedScales)(() => [quantized], [0]),
  normalFloatLevels: valid(compute.normalFloatLevels)(() => [{ bits: 4, offset: 0.9677083 }]),
  tensorError: valid(compute.tensorError)(() => [[1, 2, 3], [1, 2, 4]]),
  applyMask: valid(compute.applyMask)(() => [[3, -4], [0, 1]]),
  blockMask: valid(compute.blockMask)(() => [matrix(), { rows: 2, columns: 2 }, 0.5]),
  magnitudeMask: valid(compute.magnitudeMask)(() => [values(), 0.5]),
  patternMask: valid(compute.patternMask)(() => [matrix(), { kept: 2, group: 4 }]),
  structuredMask: valid(compute.structuredMask)(() => [matrix(), "columns", 0.5]),
  sparseBytes: valid(compute.sparseBytes)(
    () => [{ format: "csr", indexBits: 16, pointerBits: 32 }, {
      rows: 4,
      columns: 8,
      entries: 12,
      valueBits: 16,
    }],
  ),
  decodeSparse: valid(compute.decodeSparse)(() => [sparse], [0]),
  encodeSparse: valid(compute.encodeSparse)(() => [
    matrix(),
    { format: "blocked-csr", blockRows: 2, blockColumns: 2, indexBits: 16 },
    "fp16",
  ]),
  breakEvenSparsity: valid(compute.breakEvenSparsity)(
    () => [{ format: "relative", offsetBits: 4 }, { rows: 64, columns: 64, valueBits: 16 }],
  ),
  breakEvenTimeSparsity: valid(compute.breakEvenTimeSparsity)(
    () => [machine, { m: 4096, n: 4096, k: 4096 }, {
      ...time(),
      storage: { format: "coo", indexBits: 16 },
      sparseEfficiency: { compute: 0.1, memory: 0.5 },
    }],
    [0],
  ),
  sparseProductTime: valid(compute.sparseProductTime)(() => [machine, gemm(), {
    ...time(),
    storage: { format: "n-of-m", kept: 2, group: 4 },
    sparseEfficiency: { compute: 0.1, memory: 0.5 },
  }], [0]),
  designMachine: valid(compute.designMachine)(() => [
    { arithmeticArea: 400, sramArea: 100, channel: "hbm2e", channels: 4 },
    compute.gpu7nm,
    budget(),
  ], [1]),
  evaluateDesign: valid(compute.evaluateDesign)(() => [design, mix(), { precision: "fp16" }], [0]),
  tiledGemm: valid(compute.tiledGemm)(
    () => [{ name: "square", m: 64, n: 64, k: 64 }, { precision: "fp16", weight: 2 }],
  ),
  sampleDesigns: valid(compute.sampleDesigns)(() => [compute.gpu7nm, budget(), mix(), search()], [
    0,
  ]),
  searchDesigns: valid(compute.searchDesigns)(() => [compute.gpu7nm, budget(), mix(), search()], [
    0,
  ]),
  paretoSet: valid(compute.paretoSet<number>)(() => [[1, 2], [(item: number) => item]]),
  regretMatrix: valid(compute.regretMatrix)(
    () => [compute.gpu7nm, budget(), [{ name: "one", mix: mix() }], search()],
    [0],
  ),
  findEnergyTable: valid(compute.findEnergyTable)(() => ["horowitz-45nm"]),
  multiplyAccumulateEnergy: valid(compute.multiplyAccumulateEnergy)(() => [energyTable, "fp32"], [
    0,
  ]),
  defineEnergyModel: valid(compute.defineEnergyModel)(() => [{
    name: "measured",
    perFlop: { fp16: 0.5e-12 },
    perByte: { memory: 40e-12 },
    idleWatts: 50,
    source: "a meter",
    status: "in source",
  }]),
  energyModelOf: valid(compute.energyModelOf)(
    () => [energyTable, { table: compute.findEnergyTable("oconnor-hbm2"), name: "HBM2" }],
    [0, 1],
  ),
  accessEnergyRatio: valid(compute.accessEnergyRatio)(
    () => [energyModel, { precision: "fp16", level: "l1" }],
    [0],
  ),
  energyBalance: valid(compute.energyBalance)(
    () => [energyModel, { precision: "fp16", level: "l1" }],
    [0],
  ),
  operatorEnergy: valid(compute.operatorEnergy)(
    () => [cost(), energyModel, { precision: "fp16", level: "l1", seconds: 1 }],
    [1],
  ),
  fullRatePower: valid(compute.fullRatePower)(
    () => [machine, energyModel, { precision: "fp16", level: "memory" }],
    [0, 1],
  ),
  machineEnergy: valid(compute.machineEnergy)(() => [machine, cost(), { ...time(), seconds: 2 }], [
    0,
  ]),
  collectiveAlgorithms: valid(compute.collectiveAlgorithms)(() => ["all-reduce"]),
  busBandwidth: valid(compute.busBandwidth)(
    () => ["all-reduce", { devices: 8, bytes: 1e9, seconds: 1 }],
  ),
  collectiveBound: valid(compute.collectiveBound)(
    () => ["all-reduce", { devices: 8, bytes: 1e9, link: link() }],
  ),
  bestAllReduce: valid(compute.bestAllReduce)(() => [{ devices: 8, bytes: 1e9, link: link() }]),
  crossoverBytes: valid(compute.crossoverBytes)(
    () => ["all-reduce", { devices: 8, link: link(), small: "binomial-tree", large: "ring" }],
  ),
  collectiveCost: valid(compute.collectiveCost)(
    () => ["all-reduce", { devices: 8, bytes: 1e9, link: link(), algorithm: "ring" }],
  ),
  hierarchicalAllReduce: valid(compute.hierarchicalAllReduce)(
    () => [cluster(), { bytes: 1e9, algorithm: "ring" }],
  ),
  hierarchicalAllToAll: valid(compute.hierarchicalAllToAll)(
    () => [cluster(), { bytes: 1e9, algorithm: "pairwise" }],
  ),
  halfBandwidthBytes: valid(compute.halfBandwidthBytes)(() => [link()]),
  messageSeconds: valid(compute.messageSeconds)(() => [link(), 1e6]),
  oneWayLink: valid(compute.oneWayLink)(
    () => [{ bandwidth: 600e9, description: "a link" }, { latency: 2e-6 }],
  ),
  simulateCollective: valid(compute.simulateCollective)(
    () => ["all-reduce", "ring", [[1, 2], [10, 20]]],
  ),
  simulateHierarchical: valid(compute.simulateHierarchical)(
    () => ["all-reduce", 2, [[1, 1, 1, 1], [2, 2, 2, 2], [3, 3, 3, 3], [4, 4, 4, 4]]],
  ),
  dataParallelBreakEven: valid(compute.dataParallelBreakEven)(() => [{
    parameters: 7e9,
    devices: 64,
    link: link(),
    stage: 1,
    bytesPerValue: 2,
    microbatches: 2,
    pieces: 2,
    algorithm: "ring",
    rate: 1e15,
    flopsPerToken: 42e9,
  }]),
  dataParallelTraffic: valid(compute.dataParallelTraffic)(() => [{
    parameters: 7e9,
    devices: 64,
    link: link(),
    stage: 1,
    bytesPerValue: 2,
    microbatches: 2,
    pieces: 2,
    algorithm: "ring",
  }]),
  expertParallelTraffic: valid(compute.expertParallelTraffic)(() => [{
    layers: 4,
    devices: 8,
    tokensPerDevice: 64,
    activeExperts: 2,
    width: 64,
    bytesPerValue: 2,
    imbalance: 1.5,
    link: link(),
    pass: "training",
    algorithm: "fastest",
  }]),
  overlappedStep: valid(compute.overlappedStep)(
    () => [{ computeSeconds: 3, communicationSeconds: 2, overlap: 0.5 }],
  ),
  pipelineBubble: valid(compute.pipelineBubble)(() => [{ stages: 8, microbatches: 64, chunks: 2 }]),
  pipelineTraffic: valid(compute.pipelineTraffic)(() => [{
    stages: 8,
    microbatches: 64,
    chunks: 2,
    batch: 1,
    tokens: 64,
    width: 64,
    bytesPerValue: 2,
    link: link(),
  }]),
  tensorParallelBreakEven: valid(compute.tensorParallelBreakEven)(() => [{
    batch: 1,
    tokens: 64,
    width: 64,
    bytesPerValue: 2,
    flops: 1e12,
    rate: 1e14,
    link: link(),
    pass: "training",
  }]),
  tensorParallelTraffic: valid(compute.tensorParallelTraffic)(() => [{
    layers: 4,
    devices: 8,
    batch: 1,
    tokens: 64,
    width: 64,
    bytesPerValue: 2,
    link: link(),
    pass: "training",
    sequenceParallel: true,
    algorithm: "ring",
  }]),
  baseCost: valid(compute.baseCost)(() => [chain], [0]),
  defineChain: valid(compute.defineChain)(() => [{
    inputBytes: 3,
    inputGradientBytes: 3,
    stages: [{
      name: "one",
      forwardCost: 1,
      backwardCost: 2,
      outputBytes: 5,
      savedBytes: 7,
      forwardOverheadBytes: 1,
      backwardOverheadBytes: 1,
    }],
  }]),
  uniformChain: valid(compute.uniformChain)(
    () => [4, { forwardCost: 1, outputBytes: 5, savedBytes: 7 }, 3],
  ),
  simulateSchedule: valid(compute.simulateSchedule)(() => [
    compute.uniformChain(1, { forwardCost: 1, outputBytes: 4, savedBytes: 6 }),
    [{ kind: "forward", stage: 1, saves: true }, { kind: "backward", stage: 1 }],
    { memoryBytes: 100 },
  ], [0]),
  runSchedule: valid(compute.runSchedule<number, null, number>)(() => [
    [{
      forward: (x) => ({ output: 2 * x, saved: null }),
      backward: ({ gradient }) => ({ gradient: 2 * gradient }),
    }],
    { input: 1, gradient: 1 },
    [{ kind: "forward", stage: 1, saves: true }, { kind: "backward", stage: 1 }],
  ], [1]),
  periodicPlan: valid(compute.periodicPlan)(() => [chain, 2], [0]),
  recomputeAllPlan: valid(compute.recomputeAllPlan)(() => [chain], [0]),
  squareRootPlan: valid(compute.squareRootPlan)(() => [chain], [0]),
  storeAllPlan: valid(compute.storeAllPlan)(() => [chain], [0]),
  binomialStages: valid(compute.binomialStages)(() => [3, 2]),
  revolveForwardRuns: valid(compute.revolveForwardRuns)(() => [10, 3]),
  minimumMemoryPlan: valid(compute.minimumMemoryPlan)(() => [chain], [0]),
  memoryFrontier: valid(compute.memoryFrontier)(
    () => [chain, { resolutionBytes: 2, tableCells: 4096 }],
    [0],
  ),
  optimalPlan: valid(compute.optimalPlan)(
    () => [chain, { memoryBytes: 45, resolutionBytes: 2, tableCells: 4096, bound: true }],
    [0],
  ),
  recomputationTime: valid(compute.recomputationTime)(
    () => [machine, { backward: cost(), recomputed: cost(), bytesAvoided: 1e6 }, time()],
    [0],
  ),
  kvCapacityTokens: valid(compute.kvCapacityTokens)(
    () => [{ weightBytes: 14e9, kvBytesPerToken: 500_000, memoryBytes: 24e9 }],
  ),
  rooflineServingModel: valid(compute.rooflineServingModel)(() => [{
    flopsPerToken: 14e9,
    flopsPerPair: 1e5,
    weightBytes: 14e9,
    kvBytesPerToken: 500_000,
    memoryBytes: 24e9,
    peak: 100e12,
    bandwidth: 1e12,
    efficiency: { compute: 0.5, memory: 0.5 },
    overheadSeconds: 1e-4,
  }]),
  batchFrontier: valid(compute.batchFrontier)(
    () => [serving, { promptTokens: 900, outputTokens: 100, maximumBatch: 8 }],
    [0],
  ),
  bestBatch: valid(compute.bestBatch)(() => [
    compute.batchFrontier(serving, { promptTokens: 900, outputTokens: 100 }).points,
    { stepSeconds: 0.018, requestSeconds: 10 },
  ], [0]),
  paretoPoints: valid(compute.paretoPoints)(
    () => [compute.batchFrontier(serving, { promptTokens: 900, outputTokens: 100 }).points],
    [0],
  ),
  drawRequests: valid(compute.drawRequests)(() => [{
    requests: 5,
    arrivalsPerSecond: 2,
    promptTokens: { kind: "lognormal", median: 20, sigma: 1, maximum: 100 },
    outputTokens: { kind: "geometric", mean: 10 },
    seed: 1,
  }]),
  simulateServing: valid(compute.simulateServing)(
    () => [serving, [{ id: 0, arrival: 0, promptTokens: 10, outputTokens: 3 }], {
      kind: "continuous",
      maximumBatch: 2,
      chunkTokens: 4,
    }],
    [0],
  ),
  kvOccupancy: valid(compute.kvOccupancy)(() => [served], [0]),
  littlesLaw: valid(compute.littlesLaw)(() => [served], [0]),
  percentile: valid(compute.percentile)(() => [[4, 1, 3], 0.5]),
  summarizeServing: valid(compute.summarizeServing)(() => [served], [0]),
  bestDraftTokens: valid(compute.bestDraftTokens)(() => [0.8, 0.05, 16]),
  expectedTokens: valid(compute.expectedTokens)(() => [0.5, 2]),
  simulateSpeculation: valid(compute.simulateSpeculation)(
    () => [{ acceptance: 0.5, draftTokens: 2, rounds: 4, random: new compute.Random(1) }],
  ),
  speculativeFlopsFactor: valid(compute.speculativeFlopsFactor)(() => [0.5, 2, 0.1]),
  speculativeSpeedUp: valid(compute.speculativeSpeedUp)(() => [0.5, 2, 0.1]),
  freeTokens: valid(compute.freeTokens)(() => [serving, { ...verification(), slowdown: 0.01 }], [
    0,
  ]),
  speculativeDecoding: valid(compute.speculativeDecoding)(
    () => [serving, draft, { ...verification(), acceptance: 0.8, draftTokens: 4 }],
    [0, 1],
  ),
  verificationSeconds: valid(compute.verificationSeconds)(() => [serving, 4, verification()], [0]),
  incompleteBeta: valid(compute.incompleteBeta)(() => [0.25, 2, 2]),
  studentTProbability: valid(compute.studentTProbability)(() => [1, 3]),
  studentTQuantile: valid(compute.studentTQuantile)(() => [0.9, 3]),
  twoSidedT: valid(compute.twoSidedT)(() => [0.9, 3]),
  blockedTraffic: valid(compute.blockedTraffic)(() => [gemm(), {
    order: "mnk",
    tiles: tiles(),
    resident: { a: "tile", b: "tile", c: "tile" },
    accumulate: true,
    precision: "fp16",
  }]),
  trafficBounds: valid(compute.trafficBounds)(() => [gemm(), 64, { accumulate: true }]),
  bestTile: valid(compute.bestTile)(
    () => [gemm(), 64, { orders: ["mnk", "nmk"], accumulate: true }],
  ),
  squareTile: valid(compute.squareTile)(() => [300, { thin: true }]),
  simulateCache: valid(compute.simulateCache)(() => [arrays(), trace, cache()]),
  recordCache: valid(compute.recordCache)(() => [arrays(), trace, cache()]),
  matrixArrays: valid(compute.matrixArrays)(() => [gemm()]),
  matrixTrace: valid(compute.matrixTrace)(
    () => [gemm(), { order: "mnk", tiles: tiles(), within: "mnk", accumulate: true }],
  ),
  simulateMatrixProduct: valid(compute.simulateMatrixProduct)(() => [gemm(), {
    order: "mnk",
    tiles: tiles(),
    within: "mnk",
    accumulate: true,
    cache: cache(),
  }]),
  simulateOptimal: valid(compute.simulateOptimal)(
    () => [arrays(), trace, { words: 64, lineWords: 4, maxAccesses: 1000 }],
  ),
  trainingMemory: valid(compute.trainingMemory)(() => [{
    parameters: [[8, 16], [16]],
    optimizer: "shampoo",
    momentum: true,
    blockSize: 4,
    precision: "mixed",
    gradientBytes: 2,
    zeroStage: 2,
    dataParallel: 4,
  }]),
  layerActivations: valid(compute.layerActivations)(() => [activationModel(), activationOptions()]),
  modelActivations: valid(compute.modelActivations)(() => [activationModel(), {
    ...activationOptions(),
    layers: 8,
    vocabulary: 100,
    pipelineParallel: 2,
    interleave: 2,
    microbatches: 4,
    stage: 0,
  }]),
  trainingFlops: valid(compute.trainingFlops)(
    () => [{ parameters: 1e9, tokens: 1e9, recomputation: "full" }],
  ),
  transformerTrainingFlops: valid(compute.transformerTrainingFlops)(
    () => [{ ...activationModel(), layers: 2, vocabulary: 100 }, {
      tokens: 32,
      batch: 2,
      recomputation: "selective",
      selectiveCount: "published",
    }],
  ),
  devicesForTraining: valid(compute.devicesForTraining)(
    () => [{ flops: 1e23, peakRate: 1e14, utilization: 0.5, seconds: 1e6 }],
  ),
  trainingTime: valid(compute.trainingTime)(
    () => [{ flops: 1e23, devices: 8, peakRate: 1e14, utilization: 0.5 }],
  ),
  utilization: valid(compute.utilization)(() => [{
    modelFlops: 6e15,
    hardwareFlops: 8e15,
    seconds: 1,
    devices: 64,
    peakRate: 312e12,
  }]),
  checkPaperMemory: valid(compute.checkPaperMemory)(() => {
    const row = paperModels.find((paper) => paper.table === "training-memory");
    if (row === undefined) throw new Error("no such row");
    return [row];
  }, [0]),
  defineTransformer: valid(compute.defineTransformer)(() => [{
    ...compute.findTransformer("mixtral-8x7b"),
    keyValueHeads: 8,
    window: [4096, null],
    experts: {
      count: 8,
      active: 2,
      shared: 1,
      width: 14336,
      denseLayers: 1,
      routerBias: true,
    },
  }]),
  kvBytesPerToken: valid(compute.kvBytesPerToken)(() => [model, "fp16"], [0]),
  kvCacheBytes: valid(compute.kvCacheBytes)(
    () => [translator, { tokens: 10, batch: 2, encoderTokens: 5, precision: "fp16" }],
    [0],
  ),
  kvCacheTraffic: valid(compute.kvCacheTraffic)(
    () => [translator, { tokens: 10, batch: 2, encoderTokens: 5, precision: "fp16" }],
    [0],
  ),
  kvValuesPerToken: valid(compute.kvValuesPerToken)(() => [model], [0]),
  layerWindow: valid(compute.layerWindow)(() => [model, 3], [0]),
  modelPrecisions: valid(compute.modelPrecisions)(() => [{
    weights: "int4",
    activations: "fp16",
    keyValues: "fp8",
  }]),
  parameterCount: valid(compute.parameterCount)(() => [model], [0]),
  findTransformer: valid(compute.findTransformer)(() => ["llama-2-7b"]),
  transformerModels: valid(compute.transformerModels)(() => []),
  inferenceMemory: valid(compute.inferenceMemory)(() => [model, inference()], [0]),
  weightBytes: valid(compute.weightBytes)(() => [model, { weights: "int4" }], [0]),
  devicesNeeded: valid(compute.devicesNeeded)(
    () => [machine, model, { ...inference(), reserved: 1e9 }],
    [0, 1],
  ),
  fits: valid(compute.fits)(() => [machine, model, { ...inference(), devices: 2, reserved: 1e9 }], [
    0,
    1,
  ]),
  largestBatch: valid(compute.largestBatch)(
    () => [machine, model, { tokens: 100, devices: 2, reserved: 1e9, activationBytes: 1e6 }],
    [0, 1],
  ),
  longestContext: valid(compute.longestContext)(
    () => [machine, model, { batch: 2, devices: 2, reserved: 1e9, activationBytes: 1e6 }],
    [0, 1],
  ),
  usedExperts: valid(compute.usedExperts)(() => [{ count: 8, active: 2 }, 4]),
  decodeStep: valid(compute.decodeStep)(
    () => [translator, { contextTokens: 10, batch: 2, encoderTokens: 5 }, costOptions()],
    [0],
  ),
  decodeSteps: valid(compute.decodeSteps)(
    () => [translator, { contextTokens: 10, steps: 3, batch: 2, encoderTokens: 5 }, costOptions()],
    [0],
  ),
  forward: valid(compute.forward)(
    () => [translator, { tokens: 10, batch: 2, encoderTokens: 5 }, costOptions()],
    [0],
  ),
  prefill: valid(compute.prefill)(
    () => [translator, { promptTokens: 10, batch: 2, encoderTokens: 5 }, costOptions()],
    [0],
  ),
  generation: valid(compute.generation)(() => [
    translator,
    { promptTokens: 10, newTokens: 4, batch: 2, encoderTokens: 5 },
    costOptions(),
  ], [0]),
  trainingStep: valid(compute.trainingStep)(() => [
    translator,
    { tokens: 10, batch: 2, encoderTokens: 5, recomputation: "selective" },
    costOptions(),
  ], [0]),
  emptyTotals: valid(compute.emptyTotals)(() => []),
  phaseTime: valid(compute.phaseTime)(() => [machine, phase, {
    ...time(),
    devices: 2,
    communicationSeconds: 0.1,
    checkCapacity: true,
    footprint: 1e9,
  }], [0, 1]),
  machineRates: valid(compute.machineRates)(() => [machine, { ...time(), devices: 2 }], [0]),
  generationTime: valid(compute.generationTime)(() => [machine, model, {
    ...time(),
    promptTokens: 10,
    newTokens: 4,
    batch: 2,
    devices: 2,
    checkCapacity: true,
    costs: costOptions(),
    communicationSeconds: { prefill: 0.1, decodeStep: 0.1 },
  }], [0, 1]),
  phaseEnergy: valid(compute.phaseEnergy)(
    () => [{ flops: 1, bytes: 1, tokens: 1 }, { perFlop: 1e-12, perByte: 50e-12 }],
  ),
  extrapolation: valid(compute.extrapolation)(() => [fast, 2020], [0]),
  trendBand: valid(compute.trendBand)(
    () => [fast, [2020, "2021-01-01"], { of: "point", level: 0.9 }],
    [0],
  ),
  valueAt: valid(compute.valueAt)(() => [fast, 2020], [0]),
  crossing: valid(compute.crossing)(() => [fast, slow, { level: 0.9 }], [0, 1]),
  ratioGrowth: valid(compute.ratioGrowth)(() => [fast, slow, { level: 0.9 }], [0, 1]),
  dateFromYears: valid(compute.dateFromYears)(() => [2020.5]),
  dateInYears: valid(compute.dateInYears)(() => ["2020-01-01"]),
  fitTrend: valid(compute.fitTrend)(
    () => [[{ date: 2010, value: 1 }, { date: "2012-01-01", value: 4 }, { date: 2014, value: 9 }], {
      level: 0.9,
    }],
  ),
  convertGrowth: valid(compute.convertGrowth)(() => [3, { from: 2, to: 20 }]),
  doublingYears: valid(compute.doublingYears)(() => [1.4]),
  perTwoYearsFromPerYear: valid(compute.perTwoYearsFromPerYear)(() => [1.2]),
  perYearFromDoubling: valid(compute.perYearFromDoubling)(() => [2]),
  perYearFromPerTwoYears: valid(compute.perYearFromPerTwoYears)(() => [1.44]),
  yearsToRatio: valid(compute.yearsToRatio)(() => [8, 2]),
  doublingTime: valid(compute.doublingTime)(() => [fast, { level: 0.9 }], [0]),
  growthOver: valid(compute.growthOver)(() => [fast, 2, { level: 0.9 }], [0]),
  accessGrowthPerYear: valid(compute.accessGrowthPerYear)(() => [growth()]),
  averageAccessTime: valid(compute.averageAccessTime)(() => [memory()]),
  averageAccessTimeAfter: valid(compute.averageAccessTimeAfter)(() => [memory(), 10, growth()]),
  yearsUntilWall: valid(compute.yearsUntilWall)(
    () => [memory(), { ...growth(), referencesPerInstruction: 0.2 }],
  ),
  normalizeTrend: valid(compute.normalizeTrend)(() => [fast, 5], [0]),
  paperGrowth: valid(compute.paperGrowth)(() => [{ level: 0.9 }]),
  ridgePointAt: valid(compute.ridgePointAt)(() => [fast, slow, 2020], [0, 1]),
  ridgePointGrowth: valid(compute.ridgePointGrowth)(() => [fast, slow, { level: 0.9 }], [0, 1]),
};

const compiled = () => new compute.CompiledCosts(translator, costOptions());
const rates = () => ({ peak: 1e14, bandwidth: 1e12 });

/** The same of constructors and methods that take more than numbers, as `new Class`, `Class.method`. */
export const validMethods: Readonly<Record<string, ValidCall>> = {
  "Random.shuffle": valid((items: readonly unknown[]) => new compute.Random(1).shuffle(items))(
    () => [[1, 2, 3]],
  ),
  "new CompiledCosts": valid((model: compute.TransformerModel, options?: compute.CostOptions) =>
    new compute.CompiledCosts(model, options)
  )(() => [translator, costOptions()], [0]),
  "CompiledCosts.forward": valid((
    ...values: Parameters<compute.CompiledCosts["forward"]>
  ) => compiled().forward(...values))(
    () => [{ tokens: 10, batch: 2, encoderTokens: 5 }, rates(), compute.emptyTotals()],
  ),
  "CompiledCosts.prefill": valid((
    ...values: Parameters<compute.CompiledCosts["prefill"]>
  ) => compiled().prefill(...values))(
    () => [{ promptTokens: 10, batch: 2, encoderTokens: 5 }, rates(), compute.emptyTotals()],
  ),
  "CompiledCosts.decodeStep": valid((
    ...values: Parameters<compute.CompiledCosts["decodeStep"]>
  ) => compiled().decodeStep(...values))(
    () => [{ contextTokens: 10, batch: 2, encoderTokens: 5 }, rates(), compute.emptyTotals()],
  ),
  "CompiledCosts.decodeSteps": valid((
    ...values: Parameters<compute.CompiledCosts["decodeSteps"]>
  ) => compiled().decodeSteps(...values))(() => [
    { contextTokens: 10, steps: 3, batch: 2, encoderTokens: 5 },
    rates(),
    compute.emptyTotals(),
  ]),
  "CompiledCosts.trainingStep": valid((
    ...values: Parameters<compute.CompiledCosts["trainingStep"]>
  ) => compiled().trainingStep(...values))(() => [
    { tokens: 10, batch: 2, encoderTokens: 5, recomputation: "selective" },
    rates(),
    compute.emptyTotals(),
  ]),
};
