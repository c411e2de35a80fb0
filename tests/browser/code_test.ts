import { after, before, describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import type { Locator, Page } from "playwright-core";
import { CourseBrowser, PHONE } from "./course.ts";
import { soon } from "./soon.ts";

const ID = "gallery/write-roofline";
const LOOPS = "gallery/write-loops";

/** Opens the exercise with its editor. */
async function open(page: Page, id = ID): Promise<Locator> {
  const block = page.locator(`[data-exercise="${id}"]`);
  await block.scrollIntoViewIfNeeded();
  await block.locator("[data-ready=true]").waitFor();
  await block.locator("textarea").focus();
  await block.locator(".cm-content").waitFor();
  return block;
}

/** Writes code in place of what is there. */
async function write(block: Locator, code: string): Promise<void> {
  const { keyboard } = block.page();
  await block.locator(".cm-content").focus();
  await keyboard.press("ControlOrMeta+a");
  await keyboard.insertText(code);
}

/** Runs the tests and waits for what is said of them. */
async function run(block: Locator): Promise<string> {
  await block.getByRole("button", { name: "Run tests" }).click();
  await block.locator(".ex-verdict").waitFor({ timeout: 15_000 });
  return await block.getByRole("status").first().innerText();
}

async function runCode(block: Locator, code: string): Promise<string> {
  await write(block, code);
  return await run(block);
}

const RIGHT =
  `function attainable({ flops, bytes }: { flops: number; bytes: number }, m: any): number {
  return bytes === 0 ? m.peak : Math.min(m.peak, flops / bytes * m.bandwidth);
}`;
const WRONG = "function attainable() { return 1; }";

const output = (block: Locator) => block.locator(".ex-output pre").innerText();
const test = (block: Locator, name: string) => block.locator(".ex-test").filter({ hasText: name });

describe("Code exercises", () => {
  let course: CourseBrowser;
  before(async () => {
    course = await CourseBrowser.start();
  });
  after(() => course.stop());

  const visit = (work: (page: Page, block: Locator) => Promise<void>) =>
    course.visit("/gallery", async (page) => work(page, await open(page)));

  it("mark right code, wrong code, and show what was given, expected and returned", async () => {
    await visit(async (_, block) => {
      expect(await run(block)).toContain("1 of 4 tests passes");
      const failed = await test(block, "A machine of round numbers").innerText();
      expect(failed).toContain(
        "attainable({ flops: 40, bytes: 10 }, { peak: 100, bandwidth: 20 })",
      );
      expect(failed).toMatch(/Expected\s+80\s+Returned\s+100/);
      expect(failed).toContain("Four FLOPs for each byte");
      expect(await runCode(block, RIGHT)).toBe("Right. All 4 tests pass.");
      await soon(() => block.getAttribute("data-state")).toBe("solved");
    });
  });

  it("hide some tests until all others pass", async () => {
    await visit(async (_, block) => {
      const hidden = test(block, "Nothing moved at all");
      await run(block);
      await soon(() => hidden.innerText()).toMatch(/^Nothing moved at all hidden until/);
      // Right in all that is shown: 8 / 0 is not a number's business
      const said = await runCode(
        block,
        RIGHT.replace("bytes === 0 ? m.peak : ", "").replace(
          "flops / bytes",
          "(bytes ? flops / bytes : 0)",
        ),
      );
      expect(said).toContain("3 of 4 tests pass");
      await soon(() => hidden.innerText()).toContain("Without any bytes");
      await soon(() => hidden.innerText()).toContain("bytes: 0");
    });
  });

  it("name the line of what cannot be read and of what is thrown", async () => {
    await visit(async (_, block) => {
      const unread = await runCode(block, "function attainable(a: number) {\n  return a +;\n}");
      expect(unread).toContain("cannot be read in line 2");
      expect(unread).toContain("Not marked");
      await runCode(
        block,
        "type N = number;\n\nfunction attainable(): N {\n  throw new Error('no idea');\n}",
      );
      const failed = await test(block, "A machine of round numbers").innerText();
      expect(failed).toContain("an error in line 4");
      expect(failed).toContain("no idea");
      expect(await runCode(block, "const x = 1;")).toContain("no function attainable");
    });
  });

  it("take functions as modules write them, and say that there is nothing to import", async () => {
    await visit(async (_, block) => {
      for (const word of ["export", "export default"]) {
        expect(await runCode(block, `${word} ${RIGHT}`)).toContain("All 4 tests pass");
      }
      const text = await runCode(block, `\nimport { min } from "maths";\n${RIGHT}`);
      expect(text).toMatch(/Not marked\..*in line 2: there are no modules to import from/);
    });
  });

  it("stop a loop without an end, keep what had passed, and go on working", async () => {
    await visit(async (_, block) => {
      const said = await runCode(
        block,
        RIGHT.replace("return", "if (flops === 40) for (;;);\n  return"),
      );
      expect(said).toContain("Stopped after 2 s: is there a loop without an end?");
      expect(said).toContain("2 of 4 tests pass");
      await soon(() => test(block, "A square product").getAttribute("data-test")).toBe("passes");
      expect(await runCode(block, "for (;;);\nfunction attainable() {}")).toContain(
        "Stopped after",
      );
      expect(await runCode(block, RIGHT)).toContain("All 4");
    });
  });

  it("can be stopped by the reader", async () => {
    await visit(async (_, block) => {
      await write(block, "function attainable() { for (;;); }");
      await block.getByRole("button", { name: "Run tests" }).click();
      await block.getByRole("button", { name: "Stop" }).click();
      await block.locator(".ex-verdict").waitFor();
      await soon(() => block.getByRole("status").first().innerText()).toContain("Stopped");
      expect(await block.getAttribute("data-state")).toBe("open");
    });
  });

  it("end a run that takes memory without bounds", async () => {
    await visit(async (_, block) => {
      const runs = {
        "typed arrays": "const a = []; for (;;) a.push(new Float64Array(1e7).fill(1));",
        "buffers, past a replaced iterator":
          "Array.prototype[Symbol.iterator] = function* () {}; " +
          "const a = []; for (;;) a.push(new ArrayBuffer(1e8));",
        "buffers that grow":
          "const a = []; for (;;) a.push(new ArrayBuffer(1).transfer?.(1e8) ?? " +
          "new ArrayBuffer(1e8));",
        "lists": "const a = []; for (;;) a.push(new Array(1e6).fill(1.5));",
        "a text": "let s = 'x'; for (;;) s += s;",
        "a recursion": "return (function f() { return f() + 1; })();",
      };
      for (const [name, body] of Object.entries(runs)) {
        const said = await runCode(block, `function attainable() { ${body} }`);
        const shown = await test(block, "A machine of round numbers").innerText();
        expect([name, `${said} ${shown}`]).toEqual([
          name,
          expect.stringMatching(/MB of memory|too much memory|want of memory|Stopped|call itself/),
        ]);
      }
      expect(await runCode(block, RIGHT)).toContain("All 4");
    });
  });

  it("show output, within bounds", async () => {
    await visit(async (_, block) => {
      await runCode(
        block,
        `function attainable() { console.log("n", 1, [1, 2], { a: 1 }); return 1; }`,
      );
      await soon(() => output(block)).toContain('n 1 [1,2] {"a":1}');
      const flood = `for (let i = 0; i < 1e5; i++) console.log("x".repeat(1e4));`;
      expect(await runCode(block, `function attainable() { ${flood} return 1; }`)).toContain(
        "No test",
      );
      await soon(() => output(block)).toContain("more output");
      expect((await output(block)).length).toBeLessThan(100 * 502 + 200);
    });
  });

  it("leave code no name by which to reach page, storage or network", async () => {
    const names = [
      "fetch XMLHttpRequest WebSocket EventSource WebTransport importScripts Worker SharedWorker",
      "navigator indexedDB caches localStorage sessionStorage BroadcastChannel MessageChannel",
      "postMessage addEventListener onmessage self document window parent top location close",
      "RTCPeerConnection WebAssembly SharedArrayBuffer Atomics setTimeout crypto performance FontFace",
    ].join(" ").split(" ");
    await visit(async (_, block) => {
      await runCode(
        block,
        `const outside = Function("return this")();
        function attainable() {
          const found = ${JSON.stringify(names)}.filter((name) => outside[name] !== undefined);
          let scope = outside;
          const inherited = [];
          while ((scope = Object.getPrototypeOf(scope)) && scope !== Object.prototype) {
            inherited.push(...Reflect.ownKeys(scope).map(String));
          }
          console.log("found:" + found + " inherited:" + inherited);
          return 1;
        }`,
      );
      await soon(() => output(block)).toMatch(/^found: inherited:(TEMPORARY,PERSISTENT)?$/m);
    });
  });

  it("cannot be passed by reaching into what runs the tests", async () => {
    await visit(async (page, block) => {
      const attacks = [
        `Object.prototype.passed = true; Object.prototype.kind = "value"; ${WRONG}`,
        `JSON.parse = JSON.stringify = () => "80"; Object.is = () => true; ${WRONG}`,
        `Array.prototype.map = Array.prototype.push = Array.prototype.every = () => true;
         Array.prototype[Symbol.iterator] = function* () {}; ${WRONG}`,
        `Reflect.apply = () => 80; Function.prototype.call = Function.prototype.apply = () => 80;
         Function.prototype.bind = () => () => {}; ${WRONG}`,
        `for (const [target, key] of [[Array.prototype, "0"], [Object.prototype, "value"]]) {
           Object.defineProperty(target, key, { __proto__: null, set() {}, get: () => 80 });
         } ${WRONG}`,
        `Object.keys = Object.create = Object.defineProperty = () => ({}); ${WRONG}`,
        `function attainable() { return { valueOf: () => 80, toJSON: () => 80 }; }`,
        `function attainable() { return new Proxy({}, { get: () => 80, ownKeys: () => { throw 80; } }); }`,
        `function attainable() { const a = {}; a.a = a; return a; }`,
        `function attainable() { return { get x() { throw { get message() { throw 1; } }; } }; }`,
        `function attainable() { return Array.from({ length: 1e6 }, (_, i) => i); }`,
        `function attainable() { return "x".repeat(1e8); }`,
        `async function attainable() { return 80; }`,
        `globalThis.eval = () => () => 80; ${WRONG}`,
      ];
      for (const attack of attacks) {
        expect([attack, await runCode(block, attack)]).toEqual([
          attack,
          expect.stringContaining("No test passes"),
        ]);
      }
      expect(await page.evaluate(() => ({} as { passed?: unknown }).passed)).toBeUndefined();
      expect(await runCode(block, RIGHT)).toContain("All 4");
    });
  });

  it("are complete by keyboard, and let the keyboard out of the editor", async () => {
    await visit(async (page, block) => {
      await page.keyboard.press("ControlOrMeta+a");
      await page.keyboard.insertText(RIGHT);
      await page.keyboard.press("ControlOrMeta+Enter");
      await block.locator(".ex-verdict").waitFor();
      await soon(() => block.getByRole("status").first().innerText()).toContain("All 4");
      await page.keyboard.press("Tab");
      await soon(() => block.locator(".cm-focused").count()).toBe(1);
      await page.keyboard.press("Escape");
      await page.keyboard.press("Tab");
      await soon(() => page.evaluate(() => document.activeElement?.textContent)).toBe("Run tests");
    });
  });

  for (const slowdown of [1, 6]) {
    it(`keep up with quick fingers on a machine ${slowdown} times slower`, async () => {
      await visit(async (page, block) => {
        const devtools = await page.context().newCDPSession(page);
        const slow = (rate: number) => devtools.send("Emulation.setCPUThrottlingRate", { rate });
        const typed = "let every = letter in its place";
        await write(block, "// ");
        await slow(slowdown);
        await page.keyboard.type(typed);
        for (let i = 0; i < 6; i++) await page.keyboard.press("Backspace");
        await slow(1);
        // Time for what would be written back late
        await page.waitForTimeout(500);
        expect(await block.locator(".cm-line").allInnerTexts()).toEqual([
          `// ${typed.slice(0, -6)}`,
        ]);
        expect(await block.locator("textarea").inputValue()).toBe(`// ${typed.slice(0, -6)}`);
      });
    });
  }

  it("show no results of a run that new numbers have overtaken", async () => {
    await visit(async (_, block) => {
      await write(block, "function attainable() { for (;;); }");
      await block.getByRole("button", { name: "Run tests" }).click();
      await block.getByRole("button", { name: "Stop" }).waitFor();
      await block.getByRole("button", { name: "New numbers" }).click();
      await block.getByRole("button", { name: "Run tests" }).waitFor();
      await soon(() => block.locator(".ex-verdict").count()).toBe(0);
      expect(await block.locator("[data-test='not run']").count()).toBe(4);
    });
  });

  it("keep the code over a reload and new numbers, and give the start code back", async () => {
    await visit(async (page, block) => {
      await runCode(block, WRONG);
      await block.getByRole("button", { name: /^New numbers/ }).click();
      await soon(() => block.locator(".cm-content").innerText()).toContain("return 1;");
      await page.reload({ waitUntil: "networkidle" });
      const again = await open(page);
      await soon(() => again.locator(".cm-content").innerText()).toContain("return 1;");
      await again.getByRole("button", { name: "Start code" }).click();
      await again.locator(".cm-content").getByText("return machine.peak").waitFor();
    });
  });

  it("show code that passes with the solution, and it does", async () => {
    await visit(async (_, block) => {
      await block.getByRole("button", { name: /show solution/i }).click();
      const model = await block.locator(".ex-model pre").innerText();
      expect(await runCode(block, model)).toContain("All 4");
      await soon(() => block.getAttribute("data-state")).toBe("helped");
    });
  });

  it("take no more code than can be kept", async () => {
    await visit(async (_, block) => {
      await write(block, `// ${"x".repeat(25_000)}`);
      expect(await block.locator(".cm-content").innerText()).toContain("return machine.peak");
      await write(block, `// ${"x".repeat(15_000)}\n${RIGHT}`);
      expect(await run(block)).toContain("All 4");
    });
  });

  it("measure what the code does with a simulated cache, and cannot be talked out of it", async () => {
    await course.visit("/gallery", async (page) => {
      const block = await open(page, LOOPS);
      expect(await run(block)).toContain("1 of 2 tests passes");
      const slow = test(block, "It does not wait for memory");
      await soon(() => slow.innerText()).toContain("must be at most 196608 bytes");
      const start = await block.locator(".cm-content").innerText();
      const tricks = [
        "Map.prototype.get = Map.prototype.set = Math.floor = Math.imul = () => 0;",
        "Int32Array.prototype[1] = 0; Object.create = () => ({ a: 0, b: 0, c: 0 });",
        "Number.isInteger = () => false; Object.prototype.traffic = 0;",
      ];
      for (const trick of tricks) {
        expect([trick, await runCode(block, `${trick}\n${start}`)]).toEqual([
          trick,
          expect.stringContaining("1 of 2 tests passes"),
        ]);
      }
      await block.getByRole("button", { name: /show solution/i }).click();
      expect(await runCode(block, await block.locator(".ex-model pre").innerText())).toContain(
        "All 2",
      );
    });
  });

  it("load neither editor nor parser before they are wanted", async () => {
    await course.visit("/gallery", async (page) => {
      const scripts: string[] = [];
      page.on("response", (response) => scripts.push(response.url()));
      const block = page.locator(`[data-exercise="${ID}"]`);
      await block.scrollIntoViewIfNeeded();
      await block.locator("[data-ready=true]").waitFor();
      await page.waitForLoadState("networkidle");
      expect(scripts.filter((url) => /editor-|worker_source|sandbox/.test(url))).toEqual([]);
      await block.locator("textarea").focus();
      await block.locator(".cm-content").waitFor();
      expect(scripts.filter((url) => /editor-/.test(url)).length).toBe(1);
    });
  });

  it("work by touch in a plain field where the editor does not load", async () => {
    await course.visit("/gallery", async (page) => {
      await page.route(
        /\/editor-[\w-]+\.js/,
        (route) => route.fulfill({ status: 200, contentType: "text/javascript", body: "" }),
      );
      const block = page.locator(`[data-exercise="${ID}"]`);
      await block.scrollIntoViewIfNeeded();
      await block.locator("[data-ready=true]").waitFor();
      await block.locator("textarea").tap();
      await block.locator("textarea").fill(RIGHT);
      await block.getByRole("button", { name: "Run tests" }).tap();
      await block.locator(".ex-verdict").waitFor();
      await soon(() => block.getByRole("status").first().innerText()).toContain("All 4");
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width).toBeLessThanOrEqual(PHONE.width);
    }, { viewport: PHONE, hasTouch: true });
  });
});
