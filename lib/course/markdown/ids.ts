import type { Report } from "../schema/problem.ts";
import type { SourceSpan } from "../schema/source.ts";

/**
 * Claims an id that must be unique in the course.
 *
 * @param name Kind and id, such as `figure gemv-on-a100`
 * @param span Where it is claimed
 * @param ids What was claimed before
 * @param report Receives the problem if it is taken
 * @returns Whether it is free
 */
export function claimId(
  name: string,
  span: SourceSpan,
  ids: Map<string, SourceSpan>,
  report: Report,
): boolean {
  const earlier = ids.get(name);
  if (!earlier) {
    ids.set(name, span);
    return true;
  }
  const [kind = "", id = ""] = name.split(" ", 2);
  const { line } = earlier.file.place(earlier.start);
  report("duplicate-id", span, `the ${kind} id "${id}" is taken`, {
    fix: `ids are unique in the whole course; the other is at ${earlier.file.path}:${line}`,
  });
  return false;
}
