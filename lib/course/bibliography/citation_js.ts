/**
 * The part of citation-js that is used, with types: the packages have none.
 *
 * @module
 */
// @ts-types="./citation_js.d.ts"
import { Cite } from "@citation-js/core";
import "@citation-js/plugin-bibtex";
import "@citation-js/plugin-csl";

/** A person or an institution. */
export interface CslName {
  readonly family?: string;
  readonly given?: string;
  readonly literal?: string;
  readonly "non-dropping-particle"?: string;
}

/** An entry in CSL's form, as far as it is read. */
export interface CslEntry {
  readonly id: string;
  readonly title?: string;
  readonly author?: readonly CslName[];
  readonly editor?: readonly CslName[];
  readonly issued?: { readonly "date-parts"?: readonly (readonly number[])[] };
  readonly URL?: string;
  readonly DOI?: string;
}

/** Entries, and each rendered as HTML in APA's style. */
export interface ParsedBibliography {
  readonly entries: readonly CslEntry[];
  readonly html: ReadonlyMap<string, string>;
}

/**
 * Parses BibTeX and renders it.
 *
 * @param bibtex The text
 * @returns Its entries
 * @throws {Error} If the text is not BibTeX; the message has line and column
 */
export function parseBibtex(bibtex: string): ParsedBibliography {
  const cite = new Cite(bibtex, { forceType: "@bibtex/text" });
  const rendered = cite.format("bibliography", {
    format: "html",
    template: "apa",
    lang: "en-US",
    asEntryArray: true,
  });
  return {
    entries: cite.data,
    html: new Map(rendered.map(([id, html]) => [id, html.trim()])),
  };
}
