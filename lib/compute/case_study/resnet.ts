/**
 * Convolutions, and those of ResNet-50 that the survey lists.
 *
 * @module
 */
import { describe, positiveInteger, record } from "../check.ts";
import type { CaseStudyCost } from "./types.ts";

/** A convolution over a square image. */
export interface Convolution {
  /** Height and width of its kernel. */
  readonly kernel: number;
  /** Channels of its input. */
  readonly inputChannels: number;
  /** Channels of its output. */
  readonly outputChannels: number;
  /** Height and width of its output. */
  readonly outputSize: number;
  /** Height and width of its input. Default: as its output. */
  readonly inputSize?: number | undefined;
}

/** Convolutions of one shape, under the name they have in the survey. */
export interface ListedConvolution extends Convolution {
  /** The kernel, its channels and the output size, as `1x1_64 out 56x56`. */
  readonly shape: string;
  /** How many there are in the network as the survey counts it. */
  readonly count: number;
}

/**
 * The cost of a convolution at one byte a value: 2·k²·C·C'·s² FLOPs for a kernel of k × k, C input
 * and C' output channels and an output of s × s; its weights and input are read once, its output
 * written once. Biases, which ResNet-50 has none of, and padding are not counted.
 *
 * @param convolution Its sizes.
 * @returns FLOPs, bytes and intensity for one image.
 * @throws {RangeError} If a size is not a positive whole number.
 *
 * @example Table 12 of Kim et al. 2023 prints 527.55 FLOP/byte
 * ```ts
 * import { convolutionCost } from "@/lib/compute/case_study/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const shape = { kernel: 3, inputChannels: 64, outputChannels: 64, outputSize: 56 };
 * expect(convolutionCost(shape).intensity).toBeCloseTo(527.55, 2);
 * ```
 */
export function convolutionCost(convolution: Convolution): CaseStudyCost {
  record("convolution", convolution);
  const kernel = positiveInteger("kernel", convolution.kernel);
  const inputChannels = positiveInteger("inputChannels", convolution.inputChannels);
  const outputChannels = positiveInteger("outputChannels", convolution.outputChannels);
  const outputSize = positiveInteger("outputSize", convolution.outputSize);
  const inputSize = positiveInteger("inputSize", convolution.inputSize ?? outputSize);
  const weights = kernel * kernel * inputChannels * outputChannels;
  const flops = 2 * weights * outputSize * outputSize;
  const bytes = weights + inputChannels * inputSize * inputSize +
    outputChannels * outputSize * outputSize;
  return { flops, bytes, intensity: flops / bytes };
}

/**
 * The rows of table 12 of Kim et al. 2023 with the sizes and counts that give them. A row's FLOPs and
 * bytes are those of all its convolutions, its intensity that of one. Each group has the shape its
 * later blocks have: the first 1×1 of the 56×56 stage is counted with 256 input channels where the
 * network has 64, and the first 1×1 of the other stages, the stem and the shortcuts' projections are
 * not listed.
 *
 * @returns Twelve rows, in the order of the table.
 *
 * @example The rows sum to 6.68 GFLOPs; table 4 prints 7.26 for all convolutions
 * ```ts
 * import { convolutionCost, listedConvolutions } from "@/lib/compute/case_study/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const flops = listedConvolutions().map((row) => row.count * convolutionCost(row).flops);
 * expect(flops.reduce((sum, value) => sum + value) / 1e9).toBeCloseTo(6.68, 2);
 * ```
 */
export function listedConvolutions(): readonly ListedConvolution[] {
  return [
    listed(1, 256, 64, 56, 64, 3),
    listed(3, 64, 64, 56, 64, 3),
    listed(1, 64, 256, 56, 256, 3),
    listed(1, 512, 128, 28, 128, 3),
    listed(3, 128, 128, 28, 128, 4),
    listed(1, 128, 512, 28, 512, 4),
    listed(1, 1024, 256, 14, 256, 5),
    listed(3, 256, 256, 14, 256, 6),
    listed(1, 256, 1024, 14, 1024, 6),
    listed(1, 2048, 512, 7, 512, 2),
    listed(3, 512, 512, 7, 512, 3),
    listed(1, 512, 2048, 7, 2048, 3),
  ];
}

function listed(
  kernel: number,
  inputChannels: number,
  outputChannels: number,
  outputSize: number,
  name: number,
  count: number,
): ListedConvolution {
  const shape = `${kernel}x${kernel}_${name} out ${outputSize}x${outputSize}`;
  return { shape, kernel, inputChannels, outputChannels, outputSize, count };
}

/**
 * All 53 convolutions of ResNet-50 for an image of 224 × 224 (He et al. 2016, table 1).
 *
 * @param stride Which convolution of a stage's first block halves the image: the first 1×1, as in the
 * paper, or the 3×3, as in most programs today ("version 1.5").
 * @returns The convolutions, in the order they run; a block's shortcut after its last 1×1.
 * @throws {RangeError} If `stride` is not known.
 *
 * @example
 * ```ts
 * import { convolutionCost, resnet50Convolutions } from "@/lib/compute/case_study/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const flops = resnet50Convolutions("3x3").map((layer) => convolutionCost(layer).flops);
 * // 4.09 billion multiply-accumulates, as torchvision lists, less 2 million of the classifier.
 * expect(flops.reduce((sum, value) => sum + value) / 2e9).toBeCloseTo(4.087, 3);
 * ```
 */
export function resnet50Convolutions(stride: "1x1" | "3x3" = "1x1"): readonly Convolution[] {
  if (stride !== "1x1" && stride !== "3x3") {
    throw new RangeError(`stride is ${describe(stride)}: known are 1x1, 3x3`);
  }
  const layers: Convolution[] = [
    { kernel: 7, inputChannels: 3, outputChannels: 64, outputSize: 112, inputSize: 224 },
  ];
  let channels = 64;
  // The stem's pooling halves the image once more, to 56.
  let size = 56;
  for (const [stage, blocks] of [3, 4, 6, 3].entries()) {
    const inner = 64 * 2 ** stage;
    for (let block = 0; block < blocks; block++) {
      const to = stage > 0 && block === 0 ? size / 2 : size;
      const middle = stride === "1x1" ? to : size;
      layers.push(
        {
          kernel: 1,
          inputChannels: channels,
          outputChannels: inner,
          outputSize: middle,
          inputSize: size,
        },
        {
          kernel: 3,
          inputChannels: inner,
          outputChannels: inner,
          outputSize: to,
          inputSize: middle,
        },
        { kernel: 1, inputChannels: inner, outputChannels: 4 * inner, outputSize: to },
      );
      if (block === 0) {
        layers.push({
          kernel: 1,
          inputChannels: channels,
          outputChannels: 4 * inner,
          outputSize: to,
          inputSize: size,
        });
      }
      channels = 4 * inner;
      size = to;
    }
  }
  return layers;
}
