import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { type Encoding, negotiateEncoding } from "./negotiate.ts";

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

/** Below this, a compressed body is not worth its header. */
const WORTH_COMPRESSING = 512;

/** Brotli's best takes about a millisecond for each kilobyte; up to this size, readers can wait for it. */
const AT_ONCE = 64 * 1024;
const BEST = 11;
const QUICK = 9;
const COMPRESSIBLE =
  /^(text\/|application\/(json|javascript|xml|manifest|speculationrules)|image\/svg)/;

/** One form of a kept response, ready to be sent. */
interface Form {
  readonly headers: Headers;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** A response that is the same for everybody, with its compressed forms and its ETag. */
export interface KeptResponse {
  readonly etag: string;
  readonly unchanged: Headers;
  /** Size of all forms together. */
  readonly bytes: number;
  readonly forms: Partial<Record<Encoding, Form>> & { readonly identity: Form };
  /** Settles when the forms are as small as they become. A large page is first sent less packed. */
  readonly packed: Promise<void>;
}

/**
 * Reads a response to its end and prepares everything that later answers need, so that they are
 * one look-up and one `Response`.
 *
 * @param response A complete answer to a GET or, with its body, to a HEAD.
 * @returns What {@linkcode answer} sends.
 */
export async function keepResponse(response: Response): Promise<KeptResponse> {
  const identity = new Uint8Array(await response.arrayBuffer());
  const headers = new Headers(response.headers);
  // Weak, because the compressed forms share it.
  const etag = `W/"${createHash("sha256").update(identity).digest("base64url").slice(0, 22)}"`;
  headers.set("ETag", etag);
  headers.delete("Content-Length");
  const compressible = identity.length >= WORTH_COMPRESSING &&
    COMPRESSIBLE.test(headers.get("Content-Type") ?? "");
  if (!compressible) {
    return {
      etag,
      unchanged: unchanged(headers),
      bytes: identity.length,
      forms: { identity: form(headers, identity) },
      packed: Promise.resolve(),
    };
  }
  headers.append("Vary", "Accept-Encoding");
  const [br, gz] = await Promise.all([
    pack(identity, identity.length <= AT_ONCE ? BEST : QUICK),
    gzipped(identity, { level: 9 }),
  ]);
  const forms = {
    identity: form(headers, identity),
    br: form(headers, br, "br"),
    gzip: form(headers, new Uint8Array(gz), "gzip"),
  };
  const packed = identity.length <= AT_ONCE
    ? Promise.resolve()
    : pack(identity, BEST).then((best) => void (forms.br = form(headers, best, "br")));
  return {
    etag,
    unchanged: unchanged(headers),
    bytes: identity.length + br.length + gz.length,
    forms,
    packed,
  };
}

async function pack(body: Uint8Array, quality: number): Promise<Uint8Array<ArrayBuffer>> {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: quality,
    [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
  };
  return new Uint8Array(await brotli(body, { params }));
}

/**
 * Answers a request from a kept response: the best form the client accepts, nothing but headers
 * for HEAD, and 304 where the client has it already.
 *
 * @param request A GET or HEAD.
 * @param kept The response.
 * @returns The answer.
 */
export function answer(request: Request, kept: KeptResponse): Response {
  const known = request.headers.get("If-None-Match");
  if (known !== null && matches(known, kept.etag)) {
    return new Response(null, { status: 304, headers: kept.unchanged });
  }
  const encoding = negotiateEncoding(request.headers.get("Accept-Encoding"));
  const { headers, body } = kept.forms[encoding] ?? kept.forms.identity;
  return new Response(request.method === "HEAD" ? null : body, { headers });
}

function form(shared: Headers, body: Uint8Array<ArrayBuffer>, encoding?: Encoding): Form {
  const headers = new Headers(shared);
  headers.set("Content-Length", String(body.length));
  if (encoding) headers.set("Content-Encoding", encoding);
  return { headers, body };
}

function unchanged(shared: Headers): Headers {
  const headers = new Headers(shared);
  headers.delete("Content-Type");
  return headers;
}

/** Compares weakly, as RFC 9110 asks for If-None-Match. */
function matches(header: string, etag: string): boolean {
  const bare = (tag: string) => tag.trim().replace(/^W\//, "");
  return header.trim() === "*" || header.split(",").some((tag) => bare(tag) === bare(etag));
}
