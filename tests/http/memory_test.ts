import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import { App } from "fresh";
import { deliver } from "@/lib/http/mod.ts";

/** An app that counts how often a page is rendered. */
function counting(body: string) {
  let rendered = 0;
  const app = new App()
    .use(deliver())
    .get("/page", async () => {
      rendered++;
      await Promise.resolve();
      return new Response(body, { headers: { "Cache-Control": "public, max-age=0" } });
    });
  const handler = app.handler();
  const ask = () => handler(new Request("http://localhost/page"));
  return { ask, rendered: () => rendered };
}

describe("The memory of responses, under load", () => {
  it("still keeps a page after many have asked for it at once", async () => {
    const { ask, rendered } = counting("x".repeat(1_000_000));
    await Promise.all(Array.from({ length: 200 }, ask));
    await ask();
    const before = rendered();
    for (let i = 0; i < 5; i++) expect(await (await ask()).text()).toHaveLength(1_000_000);
    expect(rendered()).toBe(before);
  });
});
