import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import { request } from "@/tests/support/app.ts";
import { HANDOUTS } from "@/tests/support/course_pages.ts";

const ROOFLINE = "/handouts/the-roofline";

/** Shorter texts may stand in a question as well. */
const LONG = 30;

async function read(path: string): Promise<string> {
  const response = await request(path);
  expect(response.status).toBe(200);
  return await response.text();
}

/** A page's words, as an instructor reads them. */
async function words(path: string): Promise<string> {
  const html = (await read(path)).replace(/^[\s\S]*<article/, "<article");
  return html.replaceAll(/<[^>]*>/g, "").replaceAll("&lt;", "<").replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&amp;", "&");
}

/** Long texts in the parts of a lesson's exercises that tell an answer or help with it. */
async function tellingTexts(handout: string): Promise<{ hints: string[]; answers: string[] }> {
  const lesson = handout.replace("/handouts/", "/lessons/");
  const { exercises } = await (await request(`${lesson}/exercises.json`)).json();
  const hints: string[] = [];
  const answers: string[] = [];
  for (const exercise of exercises as Record<string, unknown>[]) {
    hints.push(...texts(exercise.hints));
    answers.push(...texts(exercise.solution), ...texts(exercise.reveal));
    for (const choice of (exercise.choices ?? []) as Record<string, unknown>[]) {
      answers.push(...texts(choice.why));
    }
  }
  return { hints, answers };
}

function texts(nodes: unknown): string[] {
  if (typeof nodes === "string") return nodes.length >= LONG ? [nodes] : [];
  if (Array.isArray(nodes)) return nodes.flatMap(texts);
  return texts((nodes as { children?: unknown } | undefined)?.children ?? []);
}

describe("A handout", () => {
  for (const path of HANDOUTS) {
    it(`${path} tells no answer, and its key tells them all`, async () => {
      const { hints, answers } = await tellingTexts(path);
      expect(hints.length).toBeGreaterThan(3);
      expect(answers.length).toBeGreaterThan(10);
      for (const query of ["", "?seed=monday", "?seed=monday&questions"]) {
        const sheet = await words(path + query);
        expect([...hints, ...answers].filter((text) => sheet.includes(text))).toEqual([]);
      }
      const key = await words(`${path}?key`);
      expect(answers.filter((text) => !key.includes(text))).toEqual([]);
    });
  }

  it("of questions alone leaves out what asks about the text, and says so", async () => {
    const [whole, sheet] = [await read(ROOFLINE), await read(`${ROOFLINE}?questions&key`)];
    const predictions = whole.match(/>Prediction \d/g)?.length ?? 0;
    expect(predictions).toBeGreaterThan(1);
    expect(sheet).not.toMatch(/>Prediction \d/);
    expect(sheet).toContain(`Left out: ${predictions} that`);
    expect(whole).not.toContain("Left out");
  });

  it("has no script beside that of the theme, and nothing to be folded open by an answer", async () => {
    const html = await read(`${ROOFLINE}?seed=monday&key`);
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).not.toContain("ex-fold");
  });

  it("is kept as it is, and never as a query asks for it", async () => {
    const plain = await request(ROOFLINE);
    expect(plain.headers.get("X-Robots-Tag")).toBe("noindex");
    const seeded = await request(`${ROOFLINE}?seed=monday`);
    expect(seeded.headers.get("Cache-Control")).toBe("no-store");
    expect(seeded.headers.has("ETag")).toBe(false);
    expect(seeded.headers.get("X-Robots-Tag")).toBe("noindex");
    expect(seeded.headers.get("Content-Security-Policy")).toContain("default-src 'none'");
    // In whatever order they are asked for
    const first = await plain.text();
    expect(await seeded.text()).not.toBe(first);
    expect(await read(ROOFLINE)).toBe(first);
  });

  it("has the same numbers for the same seed, and others for another", async () => {
    const monday = await words(`${ROOFLINE}?seed=monday&questions`);
    expect(await words(`${ROOFLINE}?seed=%20monday%20&questions=on`)).toBe(monday);
    const friday = await words(`${ROOFLINE}?seed=friday&questions`);
    expect(friday.replace("friday", "monday")).not.toBe(monday);
  });

  it("leaves a hostile seed a text, of forty letters at most", async () => {
    const seed = `"><script>alert(1)</script><p style="x">${"x".repeat(5000)}`;
    const html = await read(`${ROOFLINE}?${new URLSearchParams({ seed })}`);
    expect(html).not.toContain("<script>alert");
    expect(html).not.toContain("<p style");
    expect(html).not.toContain("x".repeat(40));
    for (const query of ["?seed=%", "?seed=%00", "?seed=%ED%A0%80", "?seed=&seed=b", "?seed"]) {
      expect(await read(ROOFLINE + query)).toContain("<h1>");
    }
  });

  it("answers HEAD without a body, and no other method", async () => {
    const head = await request(`${ROOFLINE}?seed=monday`, { method: "HEAD" });
    expect(head.status).toBe(200);
    expect(await head.text()).toBe("");
    const post = await request(ROOFLINE, { method: "POST", body: "seed=monday" });
    expect(post.status).toBe(405);
    await post.body?.cancel();
  });
});
