/**
 * A page of the API: one entry point with everything it exports.
 *
 * @module
 */
import { code, join, prose, tagsText } from "./comment_text.ts";
import type { Declaration, ExportedSymbol, Member, ModuleDoc } from "./doc.ts";
import { callText, memberText, typeParameters, typeText } from "./type_text.ts";

/** An entry point of the package. */
export interface Entry {
  /** What a program imports: `@memory-wall/compute/units`. */
  readonly name: string;
  /** The page's file: `units.md`. */
  readonly file: string;
  readonly doc: ModuleDoc;
}

/** The address of a name's description, if another page has it. */
export type Elsewhere = (symbol: ExportedSymbol) => string | undefined;

const TYPES = ["interface", "typeAlias", "enum"];

/**
 * Writes the page of an entry.
 *
 * @param entry The entry
 * @param elsewhere Gives the page that describes a symbol, if it is another
 * @returns Markdown
 */
export function entryPage({ name, doc }: Entry, elsewhere: Elsewhere): string {
  const own = doc.symbols.filter((symbol) => elsewhere(symbol) === undefined).sort(byName);
  const others = doc.symbols.filter((symbol) => elsewhere(symbol) !== undefined).sort(byName);
  const links = others.map((symbol) => `[${symbol.name}](${elsewhere(symbol)})`);
  return join([
    `# ${name}`,
    prose(doc.module_doc?.doc),
    links.length > 0 ? `Exports as well, described on their own pages: ${links.join(", ")}.` : "",
    ...section("Functions and values", own.filter((symbol) => !isType(symbol))),
    ...section("Types", own.filter(isType)),
  ]) + "\n";
}

/** The first sentence of a symbol's description. */
export function summary(symbol: ExportedSymbol): string {
  const text = prose(symbol.declarations[0]?.jsDoc?.doc).replaceAll("\n", " ");
  return /^.*?\.(?=\s|$)/.exec(text)?.[0] ?? text;
}

/**
 * The part of an address that leads to a symbol's heading. Where a function and a type differ in
 * case only, the second heading, the type's, gets a number.
 *
 * @param symbol The symbol
 * @param doc The module it is described with
 * @returns The anchor that readers of Markdown give its heading
 */
export function anchor(symbol: ExportedSymbol, doc: ModuleDoc): string {
  const same = doc.symbols.filter(({ name }) => name.toLowerCase() === symbol.name.toLowerCase());
  const order = [...same.filter((other) => !isType(other)), ...same.filter(isType)];
  const number = order.findIndex(({ name }) => name === symbol.name);
  return symbol.name.toLowerCase() + (number > 0 ? `-${number}` : "");
}

/** Sorts by name, whatever the case. */
export function byName(a: ExportedSymbol, b: ExportedSymbol): number {
  const [x, y] = [a.name.toLowerCase(), b.name.toLowerCase()];
  return x < y ? -1 : x > y ? 1 : a.name < b.name ? -1 : 1;
}

function isType({ declarations }: ExportedSymbol): boolean {
  return declarations.every(({ kind }) => TYPES.includes(kind));
}

function section(title: string, symbols: readonly ExportedSymbol[]): string[] {
  return symbols.length === 0 ? [] : [`## ${title}`, ...symbols.map(symbolText)];
}

function symbolText({ name, declarations }: ExportedSymbol): string {
  const docs = declarations.map(({ jsDoc }) => jsDoc).filter((jsDoc) => jsDoc !== undefined);
  const signatures = declarations.map((declaration) => signature(name, declaration));
  return join([
    `### ${name}`,
    code(signatures.join("\n")),
    ...docs.map(({ doc }) => prose(doc)),
    ...docs.map(tagsText),
    ...declarations.map(members),
  ]);
}

function signature(name: string, { kind, def }: Declaration): string {
  if (kind === "function") {
    return `function ${name}${callText({ ...def, params: def.params ?? [] })}`;
  }
  if (kind === "variable") return `${def.kind ?? "const"} ${name}: ${typeText(def.tsType)}`;
  if (kind === "typeAlias") {
    return `type ${name}${typeParameters(def.typeParams)} = ${typeText(def.tsType)}`;
  }
  const parents = [def.extends ?? []].flat().map((parent) =>
    typeof parent === "string" ? parent : typeText(parent)
  );
  return `${kind} ${name}${typeParameters(def.typeParams)}${
    parents.length > 0 ? ` extends ${parents.join(", ")}` : ""
  }`;
}

/** Properties as a table; constructors and methods with their own comments. */
function members({ kind, def }: Declaration): string {
  if (!["interface", "class"].includes(kind)) return "";
  const isPublic = ({ accessibility, name }: Member) =>
    (accessibility ?? "public") === "public" && !name.startsWith("#");
  const properties = (def.properties ?? []).filter(isPublic);
  const calls = [...def.constructors ?? [], ...(def.methods ?? []).filter(isPublic)];
  return join([
    properties.length === 0 ? "" : [
      "| property | type | meaning |",
      "|---|---|---|",
      ...properties.map((property) =>
        `| \`${property.name}${property.optional ? "?" : ""}\` | ${
          cell(`\`${typeText(property.tsType)}\``)
        } | ${cell(prose(property.jsDoc?.doc))} |`
      ),
    ].join("\n"),
    ...calls.map((call) => {
      const definition = call.functionDef ?? { ...call, params: call.params ?? [] };
      const head = call.name === "constructor"
        ? `constructor${callText(definition)}`
        : kind === "class"
        ? call.name + callText(definition)
        : memberText(call);
      return join([code(head), prose(call.jsDoc?.doc), tagsText(call.jsDoc ?? {})]);
    }),
  ]);
}

function cell(text: string): string {
  return text.replace(/\s*\n\s*/g, " ").replaceAll("|", "\\|");
}
