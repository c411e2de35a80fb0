import * as v from "valibot";
import { slug, slugOf, text } from "./names.ts";
import type { Report } from "./problem.ts";
import type { SourceSpan, SourceText } from "./source.ts";
import { validate } from "./validate.ts";
import { YamlSource } from "./yaml_source.ts";

const ENTRY = v.object({
  term: text,
  slug: v.optional(slug),
  aliases: v.optional(v.array(v.pipe(v.union([v.string(), v.number()]), v.transform(String))), []),
  lesson: v.optional(slug),
  definition: text,
});

/** A term as written in `glossary.yaml`. */
export interface GlossaryTerm {
  readonly term: string;
  readonly slug: string;
  readonly aliases: readonly string[];
  readonly definition: SourceText;
  /** The lesson said to introduce it. */
  readonly lesson?: { readonly slug: string; readonly span: SourceSpan };
  readonly span: SourceSpan;
}

/**
 * Reads the glossary.
 *
 * @param file `glossary.yaml`
 * @param report Receives every problem
 * @returns Its terms in order; wrong ones are left out
 */
export function readGlossary(file: SourceText, report: Report): GlossaryTerm[] {
  const source = new YamlSource(file, report);
  if (source.value === undefined || source.value === null) return [];
  if (!Array.isArray(source.value)) {
    report("schema", source.span([]), 'the glossary must be a list of "- term: …"');
    return [];
  }
  const spellings = new Map<string, string>();
  return source.value.flatMap((_, i): GlossaryTerm[] => {
    const entry = validate(ENTRY, source, [i], report);
    const definition = source.textAt([i, "definition"]);
    if (!entry || !definition) return [];
    const span = source.span([i, "term"]);
    const own = entry.slug ?? slugOf(entry.term);
    if (!own) {
      report("schema", span, `"${entry.term}" needs a slug`, { fix: "add slug: in-plain-letters" });
      return [];
    }
    // Case tells FLOPs, a count, from FLOPS, a rate
    for (const word of new Set([own, entry.term, ...entry.aliases])) {
      const other = spellings.get(word);
      if (other !== undefined) {
        report("duplicate-id", span, `"${word}" is also a spelling of "${other}"`);
      }
      spellings.set(word, entry.term);
    }
    return [{
      term: entry.term,
      slug: own,
      aliases: entry.aliases,
      definition,
      span,
      ...(entry.lesson ? { lesson: { slug: entry.lesson, span: source.span([i, "lesson"]) } } : {}),
    }];
  });
}
