import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import { reportAddress, reportTemplate } from "@/lib/course/report.ts";

const exercise = { id: "a/b", version: 3, seed: 42, page: "https://example.org/lessons/x#y" };

describe("Reporting a problem", () => {
  it("goes to the issue form of a repository that has one", () => {
    const template = reportTemplate({ repository: "https://github.com/org/course/" });
    const url = new URL(reportAddress(template ?? "", exercise));
    expect(url.origin + url.pathname).toBe("https://github.com/org/course/issues/new");
    expect(url.searchParams.get("title")).toBe("Problem with a/b");
    const body = url.searchParams.get("body") ?? "";
    for (const part of ["a/b", "version 3", "seed 42", exercise.page]) expect(body).toContain(part);
  });

  it("goes where the course says, if it says so", () => {
    const report = "https://example.org/report?what={id}&v={version}&seed={seed}&x={other}";
    const template = reportTemplate({ report, repository: "https://github.com/org/course" });
    expect(reportAddress(template ?? "", exercise))
      .toBe("https://example.org/report?what=a%2Fb&v=3&seed=42&x={other}");
  });

  it("has nowhere to go without either", () => {
    expect(reportTemplate({})).toBeUndefined();
    expect(reportTemplate({ repository: "https://example.org/git/course" })).toBeUndefined();
  });

  it("cannot be led astray by what it names", () => {
    const odd = { ...exercise, id: "a&b=c#d", page: "https://example.org/?x=1&y={id}" };
    const url = new URL(reportAddress("https://example.org/r?id={id}&page={page}", odd));
    expect([...url.searchParams.keys()]).toEqual(["id", "page"]);
    expect(url.searchParams.get("id")).toBe("a&b=c#d");
  });
});
