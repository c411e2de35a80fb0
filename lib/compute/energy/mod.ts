/**
 * Energy of arithmetic and of moving data: published tables, models, operators, machines.
 *
 * @module
 */
export type {
  AccessEnergy,
  EnergyModel,
  EnergyStatus,
  EnergyTable,
  OperandFormat,
  OperationEnergy,
} from "./types.ts";
export { energyTables, findEnergyTable, multiplyAccumulateEnergy } from "./tables.ts";
export {
  defineEnergyModel,
  type EnergyModelInput,
  energyModelOf,
  type OtherMemory,
} from "./model.ts";
export {
  accessEnergyRatio,
  energyBalance,
  type EnergyOptions,
  type OperatorEnergy,
  operatorEnergy,
} from "./operator_energy.ts";
export {
  fullRatePower,
  type MachineEnergy,
  machineEnergy,
  type PowerEstimate,
} from "./machine_energy.ts";
