/**
 * Checks of the parts of a machine: ceilings, memory levels, link.
 *
 * @module
 */
import { describe, list, nonEmptyText, positive, record, text } from "./check.ts";
import type {
  Machine,
  MachineCeiling,
  MachineLink,
  MemoryLevel,
  MemoryLevelInput,
} from "./machine_types.ts";
import { checkPrecision, isPrecision } from "./precision.ts";

/** What the id of a machine, a ceiling or a level looks like. */
export const idPattern = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** Names a field in a message, together with its machine. */
export type FieldName = (name: string) => string;

/** Checks the ceilings: ids that occur once, rates of at most their peak. */
export function defineCeilings(
  ceilings: readonly MachineCeiling[],
  peaks: Machine["peaks"],
  field: FieldName,
): MachineCeiling[] {
  const seen = new Set<string>();
  return list(field("ceilings"), ceilings).map((ceiling, index) => {
    const { id } = record(field(`ceilings[${index}]`), ceiling);
    const isNew = !seen.has(nonEmptyText(field(`ceilings[${index}].id`), id));
    if (!idPattern.test(id) || isPrecision(id) || !isNew) {
      throw new RangeError(
        `${field("ceilings")} has the id ${describe(id)}: it must be lower-case letters and ` +
          "digits joined by hyphens, no precision's name, and occur once",
      );
    }
    seen.add(id);
    return defineCeiling(ceiling, peaks, field);
  });
}

function defineCeiling(
  { id, name, precision, rate }: MachineCeiling,
  peaks: Machine["peaks"],
  field: FieldName,
): MachineCeiling {
  const path = `ceilings.${id}`;
  const peak = peaks[checkPrecision(field(`${path}.precision`), precision)] ?? Infinity;
  if (positive(field(`${path}.rate`), rate) > peak) {
    throw new RangeError(
      `${field(`${path}.rate`)} is ${rate}: it must be at most peaks.${precision}, ${peak}`,
    );
  }
  return { id, name: nonEmptyText(field(`${path}.name`), name), precision, rate };
}

/**
 * Checks the memory levels: at least one, ids that occur once. The first takes `isUncertain`
 * for its default.
 */
export function defineLevels(
  levels: readonly MemoryLevelInput[],
  defaults: { readonly source: string; readonly isUncertain: boolean },
  field: FieldName,
): MemoryLevel[] {
  if (list(field("levels"), levels).length === 0) {
    throw new RangeError(`${field("levels")} is empty: a machine has at least its main memory`);
  }
  const seen = new Set<string>();
  return levels.map((level, index) => {
    const path = `levels[${index}]`;
    const { id } = record(field(path), level);
    if (!idPattern.test(nonEmptyText(field(`${path}.id`), id)) || seen.has(id)) {
      throw new RangeError(
        `${field(`${path}.id`)} is ${describe(id)}: it must be lower-case letters and ` +
          "digits, and occur once",
      );
    }
    seen.add(id);
    const uncertain = index === 0 && defaults.isUncertain;
    return defineLevel(level, { source: defaults.source, uncertain }, path, field);
  });
}

function defineLevel(
  level: MemoryLevelInput,
  defaults: Pick<MemoryLevel, "source" | "uncertain">,
  path: string,
  field: FieldName,
): MemoryLevel {
  const { source = defaults.source, uncertain = defaults.uncertain } = level;
  if (typeof uncertain !== "boolean") {
    throw new TypeError(
      `${field(`${path}.uncertain`)} is ${describe(uncertain)}: it must be true or false`,
    );
  }
  return {
    id: level.id,
    name: nonEmptyText(field(`${path}.name`), level.name),
    ...(level.capacity !== undefined &&
      { capacity: positive(field(`${path}.capacity`), level.capacity) }),
    bandwidth: positive(field(`${path}.bandwidth`), level.bandwidth),
    source: nonEmptyText(field(`${path}.source`), source),
    uncertain,
  };
}

/** Checks a link. */
export function defineLink(link: MachineLink, field: FieldName): MachineLink {
  const { bandwidth, description } = record(field("link"), link);
  return {
    bandwidth: positive(field("link.bandwidth"), bandwidth),
    description: text(field("link.description"), description),
  };
}
