/**
 * What programs cost and what machines allow: units, machines, operators and
 * the roofline; Transformers, training, rematerialization, compression,
 * networks, serving and the design of accelerators; trends over the years.
 *
 * Everything is in base units (FLOP, byte, second, joule) unless a name says
 * otherwise. FLOPs are a count, FLOP/s a rate. Nothing here reads a file, a
 * network or a clock.
 *
 * @module
 */
export * from "./units/mod.ts";
export {
  bytesPerValue,
  isPrecision,
  type Precision,
  precisions,
  type TensorKind,
  type TensorPrecision,
} from "./precision.ts";
export type {
  Machine,
  MachineCeiling,
  MachineField,
  MachineInput,
  MachineLink,
  MemoryLevel,
  MemoryLevelInput,
} from "./machine_types.ts";
export { defineMachine } from "./define_machine.ts";
export { findMachine, isUncertain, memoryLevel, peakRate } from "./machines.ts";
export * from "./operators/mod.ts";
export {
  attainableRate,
  type Ceiling,
  type CeilingOptions,
  type MemoryRoof,
  ridgePoint,
  type RoofOptions,
  type Roofs,
  roofs,
} from "./roofline.ts";
export { type Bound, type OperatorTime, operatorTime, type TimeOptions } from "./operator_time.ts";
export { type CapacityCheck, checkCapacity } from "./capacity.ts";
export { type BasicConventions, basicSentence } from "./basic_conventions.ts";
export {
  type Convention,
  type ConventionName,
  type Conventions,
  conventions,
  conventionSentence,
} from "./conventions.ts";
export { Random } from "./random.ts";
export * from "./case_study/mod.ts";
export * from "./compression/mod.ts";
export * from "./design/mod.ts";
export * from "./energy/mod.ts";
export * from "./network/mod.ts";
export * from "./rematerialization/mod.ts";
export * from "./serving/mod.ts";
export * from "./statistics/mod.ts";
export * from "./tiling/mod.ts";
export * from "./training/mod.ts";
export * from "./transformers/mod.ts";
export * from "./trends/mod.ts";
