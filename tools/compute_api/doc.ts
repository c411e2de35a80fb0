/**
 * The part of `deno doc --json` that the API pages show.
 *
 * @module
 */

/** A tag of a comment: `param`, `return`, `throws`, `example`, `typeParam` and others. */
export interface Tag {
  readonly kind: string;
  readonly name?: string;
  readonly doc?: string;
  readonly tsType?: TypeNode;
}

/** A comment. */
export interface JsDoc {
  readonly doc?: string;
  readonly tags?: readonly Tag[];
}

/** A type; which of the fields are there depends on the kind. */
export interface TypeNode {
  readonly kind: string;
  readonly repr?: string;
  readonly value?: unknown;
}

/** A parameter. */
export interface Parameter {
  readonly kind: string;
  readonly name?: string;
  readonly optional?: boolean;
  readonly tsType?: TypeNode;
  readonly left?: Parameter;
  readonly right?: string;
  readonly arg?: Parameter;
  readonly parameter?: Parameter;
}

/** A type parameter. */
export interface TypeParameter {
  readonly name: string;
  readonly constraint?: TypeNode;
  readonly default?: TypeNode;
}

/** A property or method. */
export interface Member {
  readonly name: string;
  readonly jsDoc?: JsDoc;
  readonly readonly?: boolean;
  readonly optional?: boolean;
  readonly tsType?: TypeNode;
  readonly params?: readonly Parameter[];
  readonly returnType?: TypeNode;
  readonly typeParams?: readonly TypeParameter[];
  readonly functionDef?: FunctionDefinition;
  readonly accessibility?: string;
  readonly isStatic?: boolean;
  readonly kind?: string;
}

/** Parameters and result. */
export interface FunctionDefinition {
  readonly params: readonly Parameter[];
  readonly returnType?: TypeNode;
  readonly typeParams?: readonly TypeParameter[];
}

/** One declaration of an exported name. */
export interface Declaration {
  readonly kind: string;
  readonly location: { readonly filename: string };
  readonly jsDoc?: JsDoc;
  readonly def: {
    readonly params?: readonly Parameter[];
    readonly returnType?: TypeNode;
    readonly typeParams?: readonly TypeParameter[];
    readonly properties?: readonly Member[];
    readonly methods?: readonly Member[];
    readonly constructors?: readonly Member[];
    readonly extends?: string | readonly TypeNode[] | null;
    readonly tsType?: TypeNode;
    readonly kind?: string;
  };
}

/** An exported name. */
export interface ExportedSymbol {
  readonly name: string;
  readonly declarations: readonly Declaration[];
}

/** A module. */
export interface ModuleDoc {
  readonly module_doc?: JsDoc;
  readonly symbols: readonly ExportedSymbol[];
}

/**
 * Reads what `deno doc` says about a module. Several modules read together would refer to one
 * another instead of describing what they export.
 *
 * @param module Its file
 * @returns Its documentation
 * @throws {Error} If it cannot be read
 */
export async function readDoc(module: URL): Promise<ModuleDoc> {
  const command = new Deno.Command(Deno.execPath(), {
    args: ["doc", "--json", module.href],
    stdout: "piped",
    stderr: "piped",
  });
  const { success, stdout, stderr } = await command.output();
  if (!success) throw new Error(`deno doc failed: ${new TextDecoder().decode(stderr)}`);
  const { nodes }: { nodes: Readonly<Record<string, ModuleDoc>> } = JSON.parse(
    new TextDecoder().decode(stdout),
  );
  return nodes[module.href] ?? { symbols: [] };
}
