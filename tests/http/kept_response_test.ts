import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import { answer, keepResponse } from "@/lib/http/kept_response.ts";

/** Text that a patient compressor packs better than a quick one. */
const page = Array.from(
  { length: 3000 },
  (_, i) =>
    `<p class="n${i % 7}">Row ${i} of ${(i * 2654435761) % 4096} bytes, ${i ** 3 % 977}</p>\n`,
).join("");

const html = { headers: { "Content-Type": "text/html", "Cache-Control": "public" } };
const ask = (encoding: string) =>
  new Request("http://localhost/", { headers: { "Accept-Encoding": encoding } });

describe("A response that is kept", () => {
  it("is sent quickly first, then as small as it becomes, and is the same text throughout", async () => {
    const kept = await keepResponse(new Response(page, html));
    const first = answer(ask("br"), kept);
    await kept.packed;
    const later = answer(ask("br"), kept);
    const [quick, best] = await Promise.all([first.bytes(), later.bytes()]);
    expect(best.length).toBeLessThan(quick.length);
    for (const body of [quick, best]) expect(brotliDecompressSync(body).toString()).toBe(page);
    expect(later.headers.get("Content-Length")).toBe(String(best.length));
    expect(later.headers.get("ETag")).toBe(first.headers.get("ETag"));
  });

  it("is packed at once where it is small", async () => {
    const text = page.slice(0, 60_000);
    const kept = await keepResponse(new Response(text, html));
    const before = await answer(ask("br"), kept).bytes();
    await kept.packed;
    expect(await answer(ask("br"), kept).bytes()).toEqual(before);
    expect(brotliDecompressSync(before).toString()).toBe(text);
  });

  it("has a form for those without Brotli, and for those without any", async () => {
    const kept = await keepResponse(new Response(page, html));
    expect(gunzipSync(await answer(ask("gzip"), kept).bytes()).toString()).toBe(page);
    expect(await answer(ask("identity"), kept).text()).toBe(page);
    await kept.packed;
  });
});
