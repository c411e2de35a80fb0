/**
 * Technologies with sources. Areas of memory interfaces, links and on-chip memory are those of the
 * cost model of LLMCompass (Zhang, Ning, Prabhakar, Wentzlaff, ISCA 2024; PrincetonUniversity/
 * LLMCompass, cost_model/cost_model.py and supply_chain_model.py, read): transistors of controllers
 * ÷ 96.3 (7 nm) or 138.2 (5 nm) million a mm², plus the physical interface, which does not shrink.
 *
 * @module
 */
import type { MacUnit, Technology } from "./types.ts";

/**
 * Bare multiply-accumulate units at 45 nm and 0.9 V (Horowitz 2014, as reprinted in figure 15 of Kim
 * et al. 2023, arXiv 2302.14017): a multiplication and an addition, the int8 product added in 32
 * bits. No register, wire or control is in them, so no chip reaches them.
 */
export const horowitzMacs: Readonly<Record<"int8" | "fp16" | "fp32", MacUnit>> = {
  // 282 + 137 µm², 0.2 + 0.1 pJ
  int8: { area: 419e-6, energy: 0.3e-12 },
  // 1640 + 1360 µm², 1.1 + 0.4 pJ
  fp16: { area: 3000e-6, energy: 1.5e-12 },
  // 7700 + 4184 µm², 3.7 + 0.9 pJ
  fp32: { area: 11884e-6, energy: 4.6e-12 },
};

/**
 * 7 nm in the style of an A100. From sources: interface, link and memory areas (LLMCompass), stack
 * bandwidth, clock. Fitted to the A100, so that it proves nothing there: the area of a
 * multiply-accumulate with all that surrounds it (826 mm² less interfaces and second-level cache,
 * over 128 × 1024 units), and its energy (400 W). Assumed: static fraction, edge of a stack, energy
 * of HBM and GDDR6 (a vendor's 6.0 and 7.5 pJ a bit), DDR (Horowitz 2014, 20 pJ a bit), areas of
 * DDR5 and GDDR6 channels (the width behind LLMCompass's DDR5 number is not certain).
 */
export const gpu7nm: Technology = {
  id: "gpu-7nm",
  name: "7 nm, as an A100",
  year: 2020,
  clock: 1.41e9,
  macs: {
    tf32: { area: 8.772e-3, energy: 2.334e-12 },
    bf16: { area: 4.386e-3, energy: 1.167e-12 },
    fp16: { area: 4.386e-3, energy: 1.167e-12 },
    int8: { area: 2.193e-3, energy: 0.5835e-12 },
  },
  // 0.17 µm² a bit ÷ 0.602, the part of a 512 KiB array that is cells
  sramArea: 2.2591e-6,
  channels: {
    hbm2e: {
      name: "HBM2e stack",
      bandwidth: 461e9,
      capacity: 16e9,
      area: 16.19,
      edge: 11,
      energyPerByte: 48e-12,
    },
    gddr6: {
      name: "GDDR6 device, 32 bits at 16 Gbit/s",
      bandwidth: 64e9,
      capacity: 2e9,
      area: 2.39,
      edge: 3,
      energyPerByte: 60e-12,
    },
    ddr5: {
      name: "DDR5-6400, 32 bits",
      bandwidth: 25.6e9,
      capacity: 32e9,
      area: 2.39,
      edge: 3,
      energyPerByte: 160e-12,
    },
  },
  // 12 NVLink 3 and 16 lanes of PCIe 4
  fixedArea: 40.3,
  staticFraction: 0.3,
  // 108 of 128 multiprocessors
  enabledFraction: 0.84375,
  source: "LLMCompass cost model (ISCA 2024); arithmetic fitted to the A100; energies assumed",
};

/**
 * 4 nm in the style of an H100, predicted and not fitted: areas of logic as at 7 nm times 96.3 ÷
 * 138.2, memory cells 1.25 ÷ 1.70, energies of arithmetic 0.7 (assumed), energies of HBM3 as HBM2e.
 * The documentation says how far from the H100 that lands.
 */
export const gpu4nm: Technology = {
  id: "gpu-4nm",
  name: "4 nm, as an H100",
  year: 2022,
  clock: 1.83e9,
  macs: {
    tf32: { area: 6.112e-3, energy: 1.634e-12 },
    bf16: { area: 3.056e-3, energy: 0.817e-12 },
    fp16: { area: 3.056e-3, energy: 0.817e-12 },
    fp8: { area: 1.528e-3, energy: 0.4085e-12 },
    int8: { area: 1.528e-3, energy: 0.4085e-12 },
  },
  sramArea: 1.6611e-6,
  channels: {
    hbm3: {
      name: "HBM3 stack",
      bandwidth: 819e9,
      capacity: 16e9,
      area: 14.45,
      edge: 11,
      energyPerByte: 48e-12,
    },
    gddr6: {
      name: "GDDR6 device, 32 bits at 16 Gbit/s",
      bandwidth: 64e9,
      capacity: 2e9,
      area: 2.1,
      edge: 3,
      energyPerByte: 60e-12,
    },
    ddr5: {
      name: "DDR5-6400, 32 bits",
      bandwidth: 25.6e9,
      capacity: 32e9,
      area: 2.1,
      edge: 3,
      energyPerByte: 160e-12,
    },
  },
  // 18 NVLink 4 and 16 lanes of PCIe 5
  fixedArea: 39.5,
  staticFraction: 0.3,
  // 132 of 144 multiprocessors
  enabledFraction: 0.9166666666666666,
  source: "LLMCompass cost model (ISCA 2024); arithmetic scaled from the A100; energies assumed",
};
