import type { CslEntry } from "./citation_js.ts";

export class Cite {
  constructor(data: string, options: { forceType: string });
  readonly data: CslEntry[];
  format(
    kind: "bibliography",
    options: { format: "html"; template: string; lang: string; asEntryArray: true },
  ): [id: string, html: string][];
}
