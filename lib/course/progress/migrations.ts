/**
 * How a text of an earlier schema becomes one of the present.
 *
 * @module
 */

/** Records as read, not yet checked. */
export type RawRecords = Readonly<Record<string, unknown>>;

/** The version of the shape of a stored text. Raised, with a step below, when it changes. */
export const SCHEMA = 3;

/** The step from each schema to the next, the first from 1 to 2. */
const steps: readonly ((records: RawRecords) => RawRecords)[] = [scheduleTried, keepDraws];

const DAY = 86_400_000;

/** The last moment a `Date` can hold. */
const MAX_TIME = 8.64e15;

/**
 * Brings records to the present schema.
 *
 * @param records Records as read
 * @param schema The schema they were written in, from 1 to the present one
 * @returns Records of the present schema, still to be checked
 */
export function migrateRecords(records: RawRecords, schema: number): RawRecords {
  return steps.slice(schema - 1).reduce((known, step) => step(known), records);
}

/**
 * From 1 to 2: there were no reviews. What was tried is scheduled as after a
 * first try, by the initial values of the scheduler.
 */
function scheduleTried(records: RawRecords): RawRecords {
  const entries = Object.entries(records).map(([key, record]) => {
    if (typeof record !== "object" || record === null) return [key, record];
    const { attempts, best, at, review: _, ...rest } = record as Readonly<Record<string, unknown>>;
    const known = { ...rest, attempts, best, at };
    if (typeof at !== "number" || !Number.isFinite(at) || !attempts) return [key, known];
    const last = Math.min(at, MAX_TIME);
    const [days, stability, difficulty] = best === "correct"
      ? [2, 2.3065, 2.11810397]
      : [1, 0.212, 6.4133];
    return [key, {
      ...known,
      review: { due: last + days * DAY, stability, difficulty, reps: 1, lapses: 0, last },
    }];
  });
  return Object.fromEntries(entries);
}

/**
 * From 2 to 3: a quiz kept the first answers of its last draw as its answer.
 * They become those of one draw among several.
 */
function keepDraws(records: RawRecords): RawRecords {
  return Object.fromEntries(
    Object.entries(records).map(([key, record]) => {
      if (!key.startsWith("quiz/") || !isObject(record) || !isObject(record.state)) {
        return [key, record];
      }
      const { state: { seed, answer }, ...rest } = record as { state: Record<string, unknown> };
      if (typeof seed !== "number" || !Array.isArray(answer)) return [key, record];
      const answers = answer.flatMap((text) => {
        const end = typeof text === "string" ? text.lastIndexOf("=") : -1;
        return end > 0
          ? [[text.slice(0, end), { outcome: text.slice(end + 1), at: record.at }]]
          : [];
      });
      return [key, { ...rest, draws: { [seed]: Object.fromEntries(answers) } }];
    }),
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
