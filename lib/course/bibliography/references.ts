import { safeAddress } from "../markdown/allow_list.ts";
import type { Report } from "../schema/problem.ts";
import type { SourceFile, SourceSpan } from "../schema/source.ts";
import type { Reference } from "../types.ts";
import {
  type CslEntry,
  type CslName,
  parseBibtex,
  type ParsedBibliography,
} from "./citation_js.ts";
import { entryNodes } from "./entry_text.ts";

/** A reference before it is known where it is cited. */
export type UncitedReference = Omit<Reference, "citedIn">;

/** Parsed texts: the development server reads the same file again and again. */
const parsed = new Map<string, ParsedBibliography>();

/**
 * Reads the bibliography.
 *
 * @param file `references.bib`
 * @param report Receives every problem
 * @returns The references, sorted as the style sorts them
 */
export function readReferences(file: SourceFile, report: Report): UncitedReference[] {
  const places = entryPlaces(file, report);
  let bibliography = parsed.get(file.text);
  if (!bibliography) {
    try {
      bibliography = parseBibtex(file.text);
    } catch (error) {
      reportSyntax(file, error, report);
      return [];
    }
    parsed.clear();
    parsed.set(file.text, bibliography);
  }
  const { entries, html } = bibliography;
  const byKey = new Map(entries.map((entry) => [entry.id, entry]));
  return [...html].flatMap(([key, text]): UncitedReference[] => {
    const entry = byKey.get(key);
    if (!entry) return [];
    const span = places.get(key) ?? file.span(0);
    checkEntry(entry, span, report);
    const url = entry.DOI ? `https://doi.org/${encodeURI(entry.DOI)}` : entry.URL;
    return [{
      key,
      label: label(entry, text),
      entry: entryNodes(text),
      ...(url && safeAddress(url) ? { url } : {}),
    }];
  });
}

/** `Gholami et al. 2024`; the year as the style writes it, with a letter if it must. */
function label({ author, editor, title, issued }: CslEntry, html: string): string {
  const names = (author ?? editor ?? []).map(familyName);
  const [first = title ?? "", second] = names;
  const year = /\((\d{4}[a-z]?)[,)]/.exec(html)?.[1] ?? issued?.["date-parts"]?.[0]?.[0] ?? "n.d.";
  if (names.length === 2) return `${first} and ${second} ${year}`;
  return names.length > 2 ? `${first} et al. ${year}` : `${first} ${year}`;
}

function familyName(name: CslName): string {
  const particle = name["non-dropping-particle"];
  const family = name.family ?? name.literal ?? name.given ?? "";
  return particle ? `${particle} ${family}` : family;
}

function checkEntry(entry: CslEntry, span: SourceSpan, report: Report): void {
  if (!entry.title) report("bibliography", span, `"${entry.id}" has no title`);
  if (!entry.author && !entry.editor) report("bibliography", span, `"${entry.id}" has no author`);
  if (!entry.issued?.["date-parts"]?.[0]?.[0]) {
    report("bibliography", span, `"${entry.id}" has no year`);
  }
  if (entry.URL && !/^https?:\/\//i.test(entry.URL)) {
    report("bibliography", span, `the url of "${entry.id}" must begin with https://`);
  }
}

/** Where each key stands; keys given twice are reported. */
function entryPlaces(file: SourceFile, report: Report): Map<string, SourceSpan> {
  const places = new Map<string, SourceSpan>();
  const heads = file.text.matchAll(
    /^[ \t]*@(?!comment|string|preamble)\w+\s*\{\s*([^\s,{}]+)\s*,/gim,
  );
  for (const { 0: head, 1: key = "", index } of heads) {
    const start = index + head.lastIndexOf(key);
    const span = file.span(start, start + key.length);
    if (places.has(key)) report("duplicate-id", span, `the key "${key}" is there twice`);
    else places.set(key, span);
  }
  return places;
}

function reportSyntax(file: SourceFile, error: unknown, report: Report): void {
  const message = error instanceof Error ? error.message : String(error);
  const [, line = "1", column = "1"] = / at line (\d+) col (\d+)/.exec(message) ?? [];
  const text = file.text.split("\n").slice(0, Number(line) - 1).join("\n");
  const start = text.length + (Number(line) > 1 ? 1 : 0) + Number(column) - 1;
  const [first = message] = message.split(" at line");
  report("bibtex", file.span(start, start + 1), `BibTeX: ${first}`);
}
