import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import { flatLessons, neighbours, sitePaths } from "@/lib/course/navigation.ts";
import { cleanUp, compileWith } from "./support.ts";

describe("navigation", () => {
  cleanUp();

  it("lists lessons across units in the order of course.yaml", async () => {
    const { course } = await compileWith();
    expect(flatLessons(course).map(({ entry, unit }) => [unit.id, entry.slug])).toEqual([
      ["beginnings", "first"],
      ["beginnings", "second"],
      ["beginnings", "third"],
    ]);
  });

  it("finds the lessons before and after", async () => {
    const { course } = await compileWith();
    const slugs = (slug: string, options?: { available: boolean }) => {
      const { previous, next } = neighbours(course, slug, options);
      return [previous?.slug, next?.slug];
    };
    expect(slugs("first")).toEqual([undefined, "second"]);
    expect(slugs("second")).toEqual(["first", "third"]);
    expect(slugs("second", { available: true })).toEqual(["first", undefined]);
    expect(slugs("nowhere")).toEqual([undefined, undefined]);
  });

  it("lists the pages that exist", async () => {
    const { course } = await compileWith();
    expect(sitePaths(course)).toEqual([
      "/",
      "/lessons/first",
      "/lessons/second",
      "/glossary",
      "/references",
      "/progress",
      "/review",
      "/about",
    ]);
  });
});
