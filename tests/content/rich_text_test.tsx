import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import { render } from "preact-render-to-string";
import { RichText } from "@/components/rich_text.tsx";
import { cleanUp, compileLesson } from "./support.ts";

describe("Rich text", () => {
  cleanUp();

  it("puts a formula on a line of its own into an element that scrolls, others not", async () => {
    const { lesson } = await compileLesson("Here is $a$, and:\n\n$$\nb = c\n$$\n");
    const html = render(<RichText nodes={lesson.body} />);
    expect(html.match(/<div class="formula"[^>]*><math [^>]*display="block"/g)).toHaveLength(1);
    expect(html.match(/<math /g)).toHaveLength(2);
    expect(html.match(/<div/g)).toHaveLength(1);
    expect(html).toMatch(/<div [^>]*role="group" aria-label="Formula" tabindex="0"/);
  });

  it("keeps numbers with their units, and punctuation with what it follows, but not in code", async () => {
    const { lesson } = await compileLesson(
      "Of 8 GB/s it is 99 %, or :calc[2 * 4], or :calc[3] ms, in `7 % 2`:\n\n```ts\nconst rest = 7 % 2;\n```\n",
    );
    const html = render(<RichText nodes={lesson.body} />);
    expect(html).toContain("Of 8\u00a0GB/s it is 99\u00a0%, or ");
    expect(html).toMatch(/<span class="unbroken">.*8.*,<\/span> or/);
    expect(html).toContain("or 3\u00a0ms");
    expect(html).toContain("<code>7 % 2</code>");
    expect(html.replace(/<[^>]*>/g, "")).toContain("const rest = 7 % 2;");
  });
});
