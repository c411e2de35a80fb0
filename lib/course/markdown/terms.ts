import type { SourceSpan } from "../schema/source.ts";

/** A glossary term as lessons find it. */
export interface TermEntry {
  readonly slug: string;
  readonly term: string;
  readonly aliases: readonly string[];
}

/** Where a term is introduced. */
export interface Introduction {
  /** The lesson's slug. */
  readonly lesson: string;
  /** The lesson's place in the course, from 0. */
  readonly order: number;
  /** Where that is said. */
  readonly span: SourceSpan;
}

/** Finds terms by any spelling. */
export class TermIndex {
  readonly #exact = new Map<string, TermEntry>();
  readonly #folded = new Map<string, TermEntry>();
  readonly #introductions = new Map<string, Introduction>();
  readonly #names: string[] = [];

  /** @param entries The glossary, in order */
  constructor(entries: readonly TermEntry[]) {
    for (const entry of entries) {
      this.#names.push(entry.term);
      for (const spelling of [entry.slug, entry.term, ...entry.aliases]) {
        const exact = normal(spelling);
        const folded = exact.toLowerCase();
        if (!this.#exact.has(exact)) this.#exact.set(exact, entry);
        if (!this.#folded.has(folded)) this.#folded.set(folded, entry);
      }
    }
  }

  /** Terms as written in the glossary. */
  get names(): readonly string[] {
    return this.#names;
  }

  /**
   * Finds a term by slug, name or alias. Case matters only between terms that
   * differ in nothing else; a plural `s` is read as well.
   */
  find(words: string): TermEntry | undefined {
    const exact = normal(words);
    const folded = exact.toLowerCase();
    return this.#exact.get(exact) ?? this.#folded.get(folded) ??
      (folded.endsWith("s") ? this.#folded.get(folded.slice(0, -1)) : undefined);
  }

  /** Says that a lesson introduces a term; the first word on it holds. */
  introduce(slug: string, introduction: Introduction): Introduction {
    const earlier = this.#introductions.get(slug);
    if (!earlier) this.#introductions.set(slug, introduction);
    return earlier ?? introduction;
  }

  /** The lesson that introduces a term, if one does. */
  introduction(slug: string): Introduction | undefined {
    return this.#introductions.get(slug);
  }
}

function normal(words: string): string {
  return words.trim().replace(/\s+/g, " ");
}
