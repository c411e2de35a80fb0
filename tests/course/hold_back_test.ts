import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import { holdBack } from "@/components/lesson/after_prediction.ts";
import type { RichElement } from "@/lib/course/types.ts";

const p = (text: string): RichElement => ({ tag: "p", children: [text] });
const predict = (id: string): RichElement => ({ tag: "x-predict", props: { id } });
const h2: RichElement = { tag: "h2", children: ["Next"] };
const after = (id: string, ...children: (RichElement | string)[]) => ({
  tag: "x-after",
  props: { id },
  children,
});

describe("holdBack", () => {
  it("holds what follows a prediction, up to the next heading", () => {
    expect(holdBack([p("a"), predict("x"), p("b"), "\n", p("c"), h2, p("d")])).toEqual([
      p("a"),
      predict("x"),
      after("x", p("b"), "\n", p("c")),
      h2,
      p("d"),
    ]);
  });

  it("lets the next prediction, or the recap, end it", () => {
    const recap = { tag: "x-recap" };
    expect(holdBack([predict("x"), p("a"), predict("y"), p("b"), recap])).toEqual([
      predict("x"),
      after("x", p("a")),
      predict("y"),
      after("y", p("b")),
      recap,
    ]);
  });

  it("holds nothing where nothing follows, and loses nothing", () => {
    expect(holdBack([predict("x"), "\n", h2])).toEqual([predict("x"), h2]);
    const text = [p("a"), h2, p("b")];
    expect(holdBack(text)).toEqual(text);
  });
});
