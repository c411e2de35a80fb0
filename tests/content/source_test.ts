import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import fc from "fast-check";
import { parseDocument } from "yaml";
import { readDirective } from "@/lib/course/markdown/directive.ts";
import { SourceFile } from "@/lib/course/schema/mod.ts";
import { parseTolerance } from "@/lib/course/schema/mod.ts";
import { YamlSource } from "@/lib/course/schema/yaml_source.ts";

const file = (text: string) => new SourceFile("file", text);

describe("SourceFile", () => {
  it("finds lines and columns", () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{0,5}$/), { minLength: 1 }), (lines) => {
        const text = lines.join("\n");
        const source = file(text);
        for (let offset = 0; offset <= text.length; offset++) {
          const before = text.slice(0, offset).split("\n");
          expect(source.place(offset)).toEqual({
            line: before.length,
            column: (before.at(-1)?.length ?? 0) + 1,
          });
        }
        lines.forEach((line, i) => expect(source.line(i + 1)).toBe(line));
      }),
    );
  });

  it("reads every line end, and no byte order mark", () => {
    expect(file("\ufeffa\r\nb\rc\n").text).toBe("a\nb\nc\n");
  });
});

describe("SourceText", () => {
  it("keeps places through slices, trimming and replacing", () => {
    const text = file("xx  a\\|b\\|c  yy").whole().slice(2, 13).trim().replace(/\\\|/g, () => "|");
    expect(text.value).toBe("a|b|c");
    expect([..."abc"].map((letter) => text.offset(text.value.indexOf(letter)))).toEqual([4, 7, 10]);
  });
});

describe("YamlSource", () => {
  const words = fc.array(fc.constantFrom("alpha", "beta", "gamma", "{n}", "it's", "a#b"), {
    minLength: 1,
    maxLength: 12,
  });
  /** Every way to write a text of words in YAML. */
  const styles: Readonly<Record<string, (words: string[]) => string>> = {
    plain: (words) => words[0] === "{n}" ? `"${words.join(" ")}"` : words.join("\n   "),
    single: (words) => `'${words.join(" ").replaceAll("'", "''")}'`,
    double: (words) => `"${words.join(" \\\n    ").replaceAll("'", "\\u0027")}"`,
    folded: (words) => `>\n    ${words.join("\n    ")}`,
    literal: (words) => `|-\n    ${words.join("\n\n    ")}`,
  };
  for (const [name, write] of Object.entries(styles)) {
    it(`knows where the words of a ${name} text stand`, () => {
      fc.assert(fc.property(words, (list) => {
        const yaml = `before: 1\nkey: ${write(list)}\nafter: 2\n`;
        expect(parseDocument(yaml).errors).toEqual([]);
        const source = new YamlSource(file(yaml).whole(), () => {
          throw new Error("There should be no problem");
        });
        const text = source.textAt(["key"]);
        for (const { 0: word, index } of text?.value.matchAll(/alpha|beta|gamma|\{n\}/g) ?? []) {
          const { start, end } = text!.span(index, index + word.length);
          expect(yaml.slice(start, end)).toBe(word);
        }
        expect(text?.value.trim().split(/\s+/)).toEqual(list);
      }));
    });
  }

  it("points at a missing value's nearest parent", () => {
    const yaml = "a:\n  b: 1\n  c:\n    - d: 2\n";
    const source = new YamlSource(file(yaml).whole(), () => {});
    const shown = (path: (string | number)[]) => {
      const { start, end } = source.keySpan(path);
      return yaml.slice(start, end);
    };
    expect(shown(["a", "b"])).toBe("b");
    expect(shown(["a", "c", 0])).toBe("d: 2");
    expect(shown(["a", "x", "y"])).toBe("a");
  });
});

describe("readDirective", () => {
  const read = (text: string) => readDirective(file(text).whole());

  it("reads name, label and attributes with their places", () => {
    const text = ':calc[a[1] + "x"]{unit="TB/s" digits=3 as=\'words\' flag} rest';
    const { name, label, attributes, end, unclosed } = read(text);
    expect(name).toBe("calc");
    expect(label?.value).toBe('a[1] + "x"');
    expect([...attributes].map(([key, { value }]) => [key, value.value])).toEqual([
      ["unit", "TB/s"],
      ["digits", "3"],
      ["as", "words"],
      ["flag", ""],
    ]);
    const unit = attributes.get("unit")?.value.span();
    expect(text.slice(unit?.start, unit?.end)).toBe("TB/s");
    expect(text.slice(end)).toBe(" rest");
    expect(unclosed).toBe(false);
  });

  it("reads attributes over several lines, and braces in quotes", () => {
    const { attributes, unclosed } = read('::figure{a="1 }"\n  b="two\nlines"}');
    expect(attributes.get("a")?.value.value).toBe("1 }");
    expect(attributes.get("b")?.value.value).toBe("two\nlines");
    expect(unclosed).toBe(false);
  });

  it("says what is not closed", () => {
    for (const text of [":a[b", ":a{b", ':a{b="c}', ":a[b[c]"]) {
      expect(read(text).unclosed).toBe(true);
    }
  });

  it("keeps the first of two attributes", () => {
    const { attributes, refused } = read(":a{x=1 x=2 .y #z}");
    expect(attributes.get("x")?.value.value).toBe("1");
    expect(refused.map(({ text }) => text)).toEqual(["x", ".y", "#z"]);
  });
});

describe("parseTolerance", () => {
  it("reads what the guide lists", () => {
    expect(parseTolerance("2 %")).toEqual({ kind: "relative", value: 0.02 });
    expect(parseTolerance("0.5 GB/s")).toEqual({ kind: "absolute", value: 0.5, unit: "GB/s" });
    expect(parseTolerance("± 0.5")).toEqual({ kind: "absolute", value: 0.5 });
    expect(parseTolerance("3 digits")).toEqual({ kind: "significant", digits: 3 });
    expect(parseTolerance("exact")).toEqual({ kind: "absolute", value: 0 });
  });

  it("refuses everything else", () => {
    for (const text of ["", "two", "-1 %", "0 digits", "2.5 digits", "3 furlongs", "2 % or so"]) {
      expect(() => parseTolerance(text)).toThrow(SyntaxError);
    }
  });
});
