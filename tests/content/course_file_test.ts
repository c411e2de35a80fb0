import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import { compileCourse } from "@/lib/course/compile.ts";

/** Compiles a folder that holds nothing but this `course.yaml`. */
async function problemsOf(course: string): Promise<string[]> {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${folder}/course.yaml`, course);
    const { problems } = await compileCourse(folder);
    return problems.map(({ message }) => message);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function course(site: string, slug = "first"): string {
  return `site:
  title: A course
  tagline: A tagline
  description: A description
  authors: [Somebody]
  license: CC BY 4.0
  language: en
${site}
units:
  - id: one
    title: One
    summary: The first unit.
    lessons:
      - { slug: ${slug}, title: A lesson, summary: About something., minutes: 10 }
`;
}

describe("course.yaml", () => {
  for (
    const url of [
      "https://[",
      "https://x:99999999",
      "https://a.example/",
      "https://a.example/b",
      "x",
    ]
  ) {
    it(`refuses ${url} as the site's address`, async () => {
      expect(await problemsOf(course(`  url: "${url}"`))).toContainEqual(
        expect.stringContaining("must be an address such as https://example.org"),
      );
    });
  }

  it("takes an origin, or nothing, as the site's address", async () => {
    for (const url of ["", "https://a.example", "http://localhost:8000"]) {
      const problems = await problemsOf(course(`  url: "${url}"`));
      expect(problems.filter((message) => message.includes("must be an address"))).toEqual([]);
    }
  });

  it("refuses a place in the address for reports that nothing fills", async () => {
    const report = (place: string) =>
      problemsOf(
        course(`  url: ""\n  report: "mailto:a@example.org?subject={title}&body=${place}"`),
      );
    expect(await report("{titel}")).toContainEqual('nothing fills the place "{titel}"');
    for (const place of ["{title}", "{body}", "{id}", "{version}", "{seed}", "{page}", "x"]) {
      expect((await report(place)).filter((message) => message.includes("fills"))).toEqual([]);
    }
  });

  it("plans a lesson under any slug, and opens on no lesson that is not there", async () => {
    const opening = '  url: ""\n  opening: { lesson: constructor, figure: x }';
    const problems = await problemsOf(course(opening, "constructor"));
    expect(problems).toContainEqual(expect.stringContaining("is not written"));
  });
});
