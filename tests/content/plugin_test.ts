import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import { build, createServer, type InlineConfig } from "vite";
import { contentPlugin } from "@/lib/course/plugin/mod.ts";
import type { CompiledCourse } from "@/lib/course/types.ts";
import { cleanUp, courseFolder, type Overrides } from "./support.ts";

/** A project whose server says what the compiled course is, over a content folder. */
async function project(overrides: Overrides = {}, clientImports = "compiled_machines") {
  const root = await courseFolder({
    ...Object.fromEntries(
      Object.entries(overrides).map(([path, text]) => [`content/${path}`, text]),
    ),
    "lib/course/compiled.ts": "export const course = null;",
    "lib/course/compiled_machines.ts": "export const machines = null;",
    "server.ts": 'export { course } from "./lib/course/compiled.ts";\n' +
      'export { machines } from "./lib/course/compiled_machines.ts";',
    "client.ts": `export * from "./lib/course/${clientImports}.ts";`,
  });
  const contentDir = `${root}/content`;
  await Deno.mkdir(contentDir, { recursive: true });
  for (
    const name of ["course.yaml", "glossary.yaml", "references.bib", "data", "lessons", "pages"]
  ) {
    await move(`${root}/${name}`, `${contentDir}/${name}`);
  }
  const config: InlineConfig = {
    root,
    configFile: false,
    logLevel: "silent",
    plugins: [contentPlugin({ contentDir })],
  };
  return { root, contentDir, config };
}

/** Moves what is not there yet: an override has been put in its place. */
async function move(from: string, to: string): Promise<void> {
  const exists = await Deno.stat(to).then(() => true, () => false);
  if (!exists) return await Deno.rename(from, to);
  if (!(await Deno.stat(from)).isDirectory) return;
  for await (const entry of Deno.readDir(from)) {
    await move(`${from}/${entry.name}`, `${to}/${entry.name}`);
  }
}

const SLIP = "---\ntitle: Second\nsummary: S.\nminutes: 1\n---\n\n# Second\n\nA :term[nonsense].\n";

async function buildServer(
  config: InlineConfig,
  root: string,
): Promise<{ course: CompiledCourse }> {
  await build({
    ...config,
    build: {
      ssr: `${root}/server.ts`,
      outDir: `${root}/out`,
      rollupOptions: { output: { entryFileNames: "server.js" } },
    },
  });
  return await import(`file://${root}/out/server.js`);
}

async function buildClient(config: InlineConfig, root: string): Promise<string[]> {
  await build({
    ...config,
    build: {
      outDir: `${root}/client`,
      lib: { entry: `${root}/client.ts`, formats: ["es"], fileName: () => "client.js" },
    },
  });
  return (await Array.fromAsync(Deno.readDir(`${root}/client`))).map(({ name }) => name);
}

describe("contentPlugin", () => {
  cleanUp();

  it("puts the compiled course in place of the module that stands for it", async () => {
    const { config, root } = await project();
    const { course } = await buildServer(config, root);
    expect(course.site.title).toBe("A small course");
    expect(Object.keys(course.lessons)).toEqual(["first", "second"]);
  });

  it("gives the browser the machines without the prose about them, and the images", async () => {
    const { config, root } = await project();
    const files = await buildClient(config, root);
    expect(files).toContain("assets");
    const [image] = await Array.fromAsync(Deno.readDir(`${root}/client/assets`));
    expect(image?.name).toMatch(/^square-[0-9a-f]{10}\.png$/);
    const { machines } = await import(`file://${root}/client/client.js`);
    expect(machines[0]).toMatchObject({ id: "a100-80", peaks: { fp16: 312e12 }, source: "" });
  });

  it("fails a build with every problem printed", async () => {
    const { config, root } = await project({
      "lessons/12-second/lesson.md": SLIP.replace("\n\nA", "\n\nB :cite[nobody]. A"),
    });
    const failure = await buildServer(config, root).then(
      () => "",
      (error) => String(error.message),
    );
    expect(failure).toContain('lesson.md:9:9  unknown citation "nobody"');
    expect(failure).toContain('unknown term "nonsense"');
    expect(failure).toMatch(/\d errors/);
  });

  it("fails a build that would send every lesson to the browser", async () => {
    const { config, root } = await project({}, "compiled");
    const failure = await buildClient(config, root).then(
      () => "",
      (error) => String(error.message),
    );
    expect(failure).toContain("lib/course/compiled.ts holds every lesson");
  });

  it("in development keeps the last sound course, and reloads when content is mended", async () => {
    const { config, root, contentDir } = await project();
    const server = await createServer({ ...config, server: { middlewareMode: true, ws: false } });
    try {
      const sent: { type: string; err?: { message: string } }[] = [];
      const { client } = server.environments;
      client.hot.send = (message: unknown) => void sent.push(message as (typeof sent)[number]);
      const title = async () =>
        (await server.ssrLoadModule(`${root}/server.ts`)).course.lessons.second.title;
      const change = async (text: string, type: string) => {
        sent.length = 0;
        await Deno.writeTextFile(`${contentDir}/lessons/12-second/lesson.md`, text);
        server.watcher.emit("all", "change", `${contentDir}/lessons/12-second/lesson.md`);
        while (!sent.some((message) => message.type === type)) {
          await new Promise((go) => setTimeout(go, 10));
        }
      };
      expect(await title()).toBe("Second");
      await change(SLIP, "error");
      expect(sent.find(({ type }) => type === "error")?.err?.message).toContain("nonsense");
      expect(await title()).toBe("Second");
      await change(
        SLIP.replaceAll("Second", "Mended").replace(":term[nonsense]", "word"),
        "full-reload",
      );
      expect(await title()).toBe("Mended");
    } finally {
      await server.close();
    }
  });

  it("says what is wrong with COURSE_EDITION", () => {
    Deno.env.set("COURSE_EDITION", "teacher");
    try {
      expect(() => contentPlugin()).toThrow(
        'COURSE_EDITION is "teacher": set it to student or instructor',
      );
    } finally {
      Deno.env.delete("COURSE_EDITION");
    }
  });
});
