import { after, before, describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import type { Locator, Page } from "playwright-core";
import { CourseBrowser, PHONE, ROOFLINE } from "./course.ts";
import { soon } from "./soon.ts";

/** A figure, brought into view and alive. */
async function figure(page: Page, id: string): Promise<Locator> {
  const place = page.locator(`#figure-${id}`);
  await place.scrollIntoViewIfNeeded();
  await place.locator("[data-live=true]").waitFor();
  await place.getByRole("slider").first().waitFor();
  return place;
}

/** The handle on the chart, not the slider of a number field. */
function handle(place: Locator): Locator {
  return place.locator(".fig-chart").getByRole("slider").first();
}

const finding = (place: Locator) => place.locator(".fig-title").innerText();

describe("The roofline figure", () => {
  let course: CourseBrowser;
  before(async () => {
    course = await CourseBrowser.start();
  });
  after(() => course.stop());

  it("is dragged along the roof by mouse until arithmetic is the limit", async () => {
    await course.visit(ROOFLINE, async (page) => {
      const place = await figure(page, "first-roof");
      expect(await finding(place)).toContain("memory");
      await handle(place).scrollIntoViewIfNeeded();
      const box = await handle(place).boundingBox();
      if (!box) throw new Error("The handle is not on the page");
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x + 250, y - 40, { steps: 8 });
      await page.mouse.move(x + 600, y - 60, { steps: 8 });
      await page.mouse.up();
      await soon(() => finding(place)).toMatch(/arithmetic|compute|peak/);
      await soon(async () => Number(await handle(place).getAttribute("aria-valuenow")))
        .toBeGreaterThan(153);
    });
  });

  it("is dragged by touch", async () => {
    await course.visit(ROOFLINE, async (page) => {
      const place = await figure(page, "first-roof");
      await handle(place).scrollIntoViewIfNeeded();
      const box = await handle(place).boundingBox();
      if (!box) throw new Error("The handle is not on the page");
      const before = Number(await handle(place).getAttribute("aria-valuenow"));
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      const client = await page.context().newCDPSession(page);
      const touch = (type: "touchStart" | "touchMove" | "touchEnd", dx: number) =>
        client.send("Input.dispatchTouchEvent", {
          type,
          touchPoints: type === "touchEnd" ? [] : [{ x: x + dx, y }],
        });
      await touch("touchStart", 0);
      for (const dx of [10, 30, 60, 90]) await touch("touchMove", dx);
      await touch("touchEnd", 90);
      await soon(async () => Number(await handle(place).getAttribute("aria-valuenow")))
        .toBeGreaterThan(before * 2);
    }, { viewport: PHONE, hasTouch: true });
  });

  it("is moved by keyboard, and says where it is in words", async () => {
    await course.visit(ROOFLINE, async (page) => {
      const place = await figure(page, "first-roof");
      await handle(place).focus();
      const before = Number(await handle(place).getAttribute("aria-valuenow"));
      await page.keyboard.press("ArrowRight");
      await soon(async () => Number(await handle(place).getAttribute("aria-valuenow")))
        .toBeGreaterThan(before);
      await soon(() => handle(place).getAttribute("aria-valuetext")).toContain("FLOP/byte");
      await page.keyboard.press("End");
      await soon(() => finding(place)).toMatch(/arithmetic|compute|peak/);
      await page.keyboard.press("Home");
      await soon(() => finding(place)).toContain("memory");
    });
  });

  it("goes back to its start, and takes its state along in a link", async () => {
    await course.visit(ROOFLINE, async (page) => {
      await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
      const place = await figure(page, "first-roof");
      const start = await finding(place);
      await place.getByRole("combobox", { name: "Machine" }).selectOption({ label: "H200 SXM" })
        .catch(() => place.getByRole("combobox", { name: "Machine" }).selectOption("h200"));
      await soon(() => finding(place)).toContain("H200");
      const moved = await finding(place);
      await place.getByRole("button", { name: /copy link/i }).click();
      const copied = () => page.evaluate(() => navigator.clipboard.readText());
      await soon(copied).toContain(ROOFLINE);
      const link = await copied();
      await place.getByRole("button", { name: /^reset/i }).click();
      await soon(() => finding(place)).toBe(start);
      const other = await page.context().newPage();
      await other.goto(link, { waitUntil: "networkidle" });
      await soon(async () => await finding(await figure(other, "first-roof"))).toBe(moved);
    });
  });

  it("ignores a state in the address that is not one", async () => {
    await course.visit(
      `${ROOFLINE}?first-roof.machine=%3Cscript%3E&first-roof.intensity=-1`,
      async (page) => {
        const place = await figure(page, "first-roof");
        expect(await finding(place)).toContain("A100");
      },
    );
  });

  it("has a data table, and pictures and numbers to download", async () => {
    await course.visit(ROOFLINE, async (page) => {
      const place = await figure(page, "first-roof");
      await place.getByText("Data table").click();
      await soon(() => place.getByRole("table").last().getByRole("row").count())
        .toBeGreaterThanOrEqual(2);
      for (
        const [name, start] of [["SVG", "<?xml"], ["CSV", ""], ["PNG", "\u{fffd}PNG"]] as const
      ) {
        const download = page.waitForEvent("download");
        await place.getByRole("button", { name: new RegExp(name) }).click();
        const text = await Deno.readTextFile(await (await download).path());
        expect(text.length).toBeGreaterThan(100);
        expect(text.startsWith(start)).toBe(true);
      }
    });
  });

  it("refuses a size that is none, and keeps the last good one", async () => {
    await course.visit(ROOFLINE, async (page) => {
      const place = await figure(page, "move-along");
      const field = place.getByRole("textbox", { name: /rows m/ }).or(
        place.getByRole("spinbutton", { name: /rows m/ }),
      ).first();
      const before = await finding(place);
      await field.fill("-5");
      await field.press("Enter");
      await soon(() => place.getByRole("alert").first().innerText()).not.toBe("");
      expect(await finding(place)).toBe(before);
    });
  });
});

describe("The intensity figure", () => {
  let course: CourseBrowser;
  before(async () => {
    course = await CourseBrowser.start();
  });
  after(() => course.stop());

  it("recounts FLOPs and bytes as sizes change", async () => {
    await course.visit("/lessons/counting-flops-and-bytes", async (page) => {
      const place = await figure(page, "gemm-intensity");
      // It follows a prediction, and cannot be used before that is committed or passed over
      const held = page.locator("[data-held]").filter({ has: place });
      await held.waitFor();
      const id = await held.getAttribute("data-after");
      const prediction = page.locator(`[data-exercise="${id}"]`);
      await prediction.getByRole("button", { name: /^Read on without/ }).click();
      await soon(() => held.count()).toBe(0);
      const before = await finding(place);
      await place.getByRole("slider").first().focus();
      await page.keyboard.press("ArrowRight");
      await soon(() => finding(place)).not.toBe(before);
    });
  });
});
