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
});
