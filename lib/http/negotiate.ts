/** Forms in which a body is kept. */
export type Encoding = "br" | "gzip" | "identity";

const BROTLI = /(?:^|,)\s*br\s*(?:,|$)/i;

/**
 * Picks the best form a client accepts, by RFC 9110: brotli, then gzip, then as it is. A form with
 * `q=0` is refused.
 *
 * @param header The client's `Accept-Encoding`, or null.
 * @returns The form to send.
 *
 * @example
 * ```ts
 * import { negotiateEncoding } from "@/lib/http/negotiate.ts";
 * import { expect } from "@std/expect";
 *
 * expect(negotiateEncoding("gzip, br;q=0")).toBe("gzip");
 * ```
 */
export function negotiateEncoding(header: string | null): Encoding {
  if (header === null) return "identity";
  // What browsers send, without a quality: no need to take it apart.
  if (!header.includes(";") && BROTLI.test(header)) return "br";
  const accepted = new Map(
    header.toLowerCase().split(",").map((part) => {
      const [name = "", ...parameters] = part.trim().split(/\s*;\s*/);
      const quality = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2);
      return [name, quality === undefined ? 1 : Number(quality)] as const;
    }),
  );
  for (const encoding of ["br", "gzip"] as const) {
    if ((accepted.get(encoding) ?? accepted.get("*") ?? 0) > 0) return encoding;
  }
  return "identity";
}
