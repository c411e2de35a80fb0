import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import { compileCourse, formatProblems } from "@/lib/course/compile.ts";
import { cleanUp, courseFolder } from "./support.ts";

const ROOT = new URL("../../", import.meta.url);

async function check(...args: string[]) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "tools/content_check.ts", ...args],
    cwd: ROOT,
    env: { NO_COLOR: "1" },
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, stdout: text(stdout), stderr: text(stderr) };
}

describe("content check", () => {
  cleanUp();

  it("finds nothing wrong with the course's own content", async () => {
    const { problems } = await compileCourse(new URL("content", ROOT).pathname);
    expect(formatProblems(problems)).toBe("no problems");
  });

  it("finds nothing wrong with it in the instructor edition", async () => {
    const { problems } = await compileCourse(new URL("content", ROOT).pathname, {
      edition: "instructor",
    });
    expect(formatProblems(problems)).toBe("no problems");
  });

  it("ends well for a sound folder, and counts", async () => {
    const { code, stdout } = await check(await courseFolder());
    expect(stdout).toMatch(/: no problems in 2 lessons with 4 exercises and predictions \(\d/);
    expect(code).toBe(0);
  });

  it("prints every problem and fails for an unsound one", async () => {
    const folder = await courseFolder({
      "pages/about.md": "---\ntitle: About\nsummary: S.\n---\n\n# About\n\n:term[x] :cite[y]\n",
    });
    const { code, stdout } = await check(folder);
    expect(stdout).toContain(
      'pages/about.md:8:7  unknown term "x"\n   :term[x] :cite[y]\n         ^\n',
    );
    expect(stdout).toContain('pages/about.md:8:16  unknown citation "y"');
    expect(stdout).toContain(": 2 errors in 2 lessons");
    expect(code).toBe(1);
  });

  it("prints JSON for other programs", async () => {
    const folder = await courseFolder({ "pages/about.md": "# About\n" });
    const { code, stdout } = await check("--format", "json", folder);
    expect(JSON.parse(stdout)).toMatchObject([
      { rule: "front-matter", line: 1, column: 1, severity: "error" },
    ]);
    expect(code).toBe(1);
  });

  it("ends well if there are only warnings", async () => {
    const { code, stdout } = await check(
      await courseFolder({ "lessons/99-extra/lesson.md": "---\n---\n" }),
    );
    expect(stdout).toContain("warning: ");
    expect(code).toBe(0);
  });

  it("says how it is used", async () => {
    const { code, stderr } = await check("--format", "xml");
    expect(stderr).toContain("Usage: deno task content:check");
    expect(code).toBe(2);
  });
});
