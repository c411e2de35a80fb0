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

  describe("against the last commit", () => {
    const SHELF = "lessons/12-second/exercises.yaml";

    /** The fixture course in a repository of its own, with one commit. */
    async function committed(): Promise<string> {
      const folder = await courseFolder();
      const git = async (...args: string[]) => {
        const { success, stderr } = await new Deno.Command("git", {
          args: ["-C", folder, "-c", "user.name=t", "-c", "user.email=t@example.org", ...args],
        }).output();
        if (!success) throw new Error(new TextDecoder().decode(stderr));
      };
      await git("init", "-q");
      await git("add", ".");
      await git("commit", "-q", "-m", "first");
      return folder;
    }

    async function edit(folder: string, from: string, to: string): Promise<void> {
      const path = `${folder}/${SHELF}`;
      const text = await Deno.readTextFile(path);
      expect(text).toContain(from);
      await Deno.writeTextFile(path, text.replace(from, to));
    }

    it("asks for a higher version where an answer has changed", async () => {
      const folder = await committed();
      expect((await check(folder)).code).toBe(0);
      await edit(folder, "    - text: One\n", "    - text: One\n      correct: true\n");
      await edit(folder, "Two\n      correct: true", "Two");
      const { code, stdout } = await check(folder);
      expect(stdout).toContain("its answer has changed, and its version has not");
      expect(stdout).toContain("write version: 2");
      expect(code).toBe(1);
    });

    it("asks for none where only the words have changed, or the version is higher", async () => {
      const folder = await committed();
      await edit(folder, "Which is larger?", "Which of the two is larger?");
      expect(await check(folder)).toMatchObject({ code: 0 });
      await edit(folder, "    - text: One\n", "    - text: One\n      correct: true\n");
      await edit(folder, "Two\n      correct: true", "Two");
      await edit(folder, "kind: single", "kind: single\n  version: 2");
      expect(await check(folder)).toMatchObject({ code: 0 });
    });

    it("says when there is no such commit, and takes no option for one", async () => {
      const folder = await committed();
      for (const revision of ["nowhere", "--output=x"]) {
        const { code, stderr } = await check(`--since=${revision}`, folder);
        expect(stderr).toContain(`There is no ${revision} to compare with`);
        expect(code).toBe(2);
      }
    });
  });
});
