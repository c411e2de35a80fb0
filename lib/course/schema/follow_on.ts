/**
 * Problems that only follow from a file that could not be read: of a glossary
 * with a slip in it, every term is unknown.
 *
 * @module
 */
import { countWords } from "../count_words.ts";
import type { ProblemDetails, ProblemList, Report } from "./problem.ts";
import type { SourceFile, SourceSpan } from "./source.ts";

/** A file that others look things up in. */
interface Source {
  /** Its path within the content folder, also of one that is missing. */
  readonly name: string;
  /** What is unknown to others without it. */
  readonly follows: (rule: string, message: string, details: ProblemDetails) => boolean;
}

const namedIn = (file: string, messages: RegExp): Source => ({
  name: file,
  follows: (_, message, { knownIn }) => knownIn === file || messages.test(message),
});

const SOURCES: readonly Source[] = [
  namedIn("course.yaml", /^unknown lesson|^dead link: .*\/(lessons|quizzes)\//),
  namedIn("glossary.yaml", /^unknown term|^dead link: \/glossary /),
  namedIn("references.bib", /^unknown citation|^dead link: \/references /),
  namedIn("data/machines.csv", /unknown (machine|memory level)|cannot use machine=/i),
  namedIn("data/memory_levels.csv", /unknown memory level/i),
];

/** A slip in one of these leaves every entry in place. */
const HARMLESS: ReadonlySet<string> = new Set(["duplicate-id", "bibliography"]);

/** Keeps back what follows from files with errors, and says so once for each. */
export class FollowOns {
  readonly #list: ProblemList;
  readonly #causes: readonly (Source & { readonly span: SourceSpan })[];
  readonly #kept = new Map<string, Set<string>>();

  /**
   * @param list The problems found while these files were read
   * @param files The files that there are
   */
  constructor(list: ProblemList, files: readonly SourceFile[]) {
    this.#list = list;
    const found = list.sorted().filter(({ severity, rule }) =>
      severity === "error" && !HARMLESS.has(rule)
    );
    this.#causes = SOURCES.flatMap((source) => {
      const file = files.find(({ name }) => name === source.name);
      return file && found.some(({ file: path }) => path === file.path)
        ? [{ ...source, span: file.span(0, 0) }]
        : [];
    });
  }

  /** Adds a problem, unless it follows from another file's. Bound, so that it can be handed on. */
  readonly report: Report = (rule, span, message, details = {}) => {
    const cause = this.#causes.find(({ name, follows }) =>
      span.file.name !== name && follows(rule, message, details)
    );
    if (!cause) return this.#list.report(rule, span, message, details);
    const kept = this.#kept.get(cause.name) ?? new Set();
    this.#kept.set(cause.name, kept.add(`${span.file.path} ${span.start} ${message}`));
  };

  /** Says of each file how much was kept back. */
  tell(): void {
    for (const { name, span } of this.#causes) {
      const count = this.#kept.get(name)?.size ?? 0;
      if (count === 0) continue;
      const message = `${countWords(count, "problem")} elsewhere may only follow from the errors ` +
        `in this file, and ${count === 1 ? "is" : "are"} not listed`;
      this.#list.report("follow-on", span, message, {
        severity: "warning",
        fix: "mend this file first, then check again",
      });
    }
  }
}
