/**
 * How the exercises of the gallery are answered, by mouse, by finger and by keys.
 *
 * @module
 */
import type { Locator, Page } from "playwright-core";

export const GALLERY = "/gallery";

/** What a reader works with. */
export type Means = "mouse" | "touch" | "keys";

/** How an exercise is answered. */
export interface Driver {
  readonly id: string;
  /** Gives an answer that is not right, up to the button that marks it. */
  wrong(hand: Hand, block: Locator): Promise<void>;
  right(hand: Hand, block: Locator): Promise<void>;
}

/** A reader's hand on the page: the same movements by different means. */
export class Hand {
  readonly #page: Page;
  readonly means: Means;

  constructor(page: Page, means: Means) {
    this.#page = page;
    this.means = means;
  }

  /** Presses a button or takes a choice. Keys get there by Tab, as far as it may be. */
  async press(target: Locator): Promise<void> {
    if (this.means === "mouse") return await target.click();
    if (this.means === "touch") return await target.tap();
    await this.reach(target);
    const isInput = await target.evaluate((element) => element.tagName === "INPUT");
    await this.#page.keyboard.press(isInput ? "Space" : "Enter");
  }

  /** Brings the focus to an element by Tab alone, forward or backward. */
  async reach(target: Locator): Promise<void> {
    const isThere = () => target.evaluate((element) => element === document.activeElement);
    const isBehind = await target.evaluate((element) => {
      const position = document.activeElement?.compareDocumentPosition(element) ?? 0;
      return (position & Node.DOCUMENT_POSITION_PRECEDING) !== 0;
    });
    for (let i = 0; i < 60; i++) {
      if (await isThere()) return;
      await this.#page.keyboard.press(isBehind ? "Shift+Tab" : "Tab");
    }
    throw new Error(`Tab does not reach ${target}`);
  }

  async write(field: Locator, text: string): Promise<void> {
    if (this.means !== "keys") return await field.fill(text);
    await this.reach(field);
    await this.#page.keyboard.press("Control+A");
    await this.#page.keyboard.type(text);
  }

  /** Drags a thing by its grip onto another element: to its upper edge, or its middle. */
  async drag(thing: Locator, onto: Locator, edge: "top" | "middle" = "middle"): Promise<void> {
    const grip = thing.locator("[data-grip]");
    await this.#center(grip, onto);
    const [from, to] = [await grip.boundingBox(), await onto.boundingBox()];
    if (!from || !to) throw new Error("Something to be dragged is not on the screen");
    const start = { x: from.x + from.width / 2, y: from.y + from.height / 2 };
    const end = { x: to.x + 24, y: edge === "top" ? to.y + 3 : to.y + to.height / 2 };
    const half = { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 };
    if (this.means === "mouse") {
      await this.#page.mouse.move(start.x, start.y);
      await this.#page.mouse.down();
      for (const { x, y } of [half, end]) await this.#page.mouse.move(x, y);
      return await this.#page.mouse.up();
    }
    const session = await this.#page.context().newCDPSession(this.#page);
    const touch = (type: "touchStart" | "touchMove" | "touchEnd", points: readonly typeof end[]) =>
      session.send("Input.dispatchTouchEvent", { type, touchPoints: [...points] });
    await touch("touchStart", [start]);
    for (const point of [half, end]) await touch("touchMove", [point]);
    // A finger that is still moving when it is lifted throws the page, and the next tap only stops it
    await this.#page.waitForTimeout(150);
    await touch("touchMove", [end]);
    await touch("touchEnd", []);
    await session.detach();
  }

  /** Scrolls so that two things lie as far from the edges of the window as they can. */
  async #center(a: Locator, b: Locator): Promise<void> {
    const [from, to] = [await a.boundingBox(), await b.boundingBox()];
    if (!from || !to) return;
    const middle = (from.y + from.height / 2 + to.y + to.height / 2) / 2;
    await this.#page.evaluate((y) => {
      scrollBy({ top: y - innerHeight / 2, behavior: "instant" });
    }, middle);
  }

  async key(name: string): Promise<void> {
    await this.#page.keyboard.press(name);
  }
}

/** The button that marks an answer. */
export function check(block: Locator): Locator {
  return block.getByRole("button", { name: /^(Check|Mark my answer)$/ });
}

async function promptOf(block: Locator): Promise<string> {
  const text = await block.locator(".ex-prompt").innerText();
  return text.replaceAll(/[\u00a0\u202f]/g, " ");
}

const numeric: Driver = {
  id: "gallery/ridge",
  wrong: (hand, block) => hand.write(block.getByRole("textbox"), "7"),
  async right(hand, block) {
    const prompt = await promptOf(block);
    const [, peak = "", prefix] = /does ([\d.]+) ([TP])FLOP/.exec(prompt) ?? [];
    const [, bandwidth = ""] = /delivers ([\d.]+) TB/.exec(prompt) ?? [];
    // The division is left to the page
    const text = `${prefix === "P" ? 1000 * Number(peak) : peak}/${bandwidth}`;
    await hand.write(block.getByRole("textbox"), text);
  },
};

const choice = (block: Locator, id: string) => block.locator(`input[id$="-${id}"]`);

/** Takes one of several choices, which are one stop for Tab; arrow keys go from one to the next. */
export async function takeOne(hand: Hand, block: Locator, id: string): Promise<void> {
  if (hand.means !== "keys") return await hand.press(choice(block, id));
  const taken = block.locator("input:checked");
  const isFresh = await taken.count() === 0;
  await hand.reach(isFresh ? block.locator("input").first() : taken);
  if (isFresh) await hand.key("Space");
  for (let i = 0; i < 9 && !(await choice(block, id).isChecked()); i++) await hand.key("ArrowDown");
}

const single: Driver = {
  id: "gallery/better-machine",
  wrong: (hand, block) => takeOne(hand, block, "peak"),
  right: (hand, block) => takeOne(hand, block, "bandwidth"),
};

const multiple: Driver = {
  id: "gallery/compute-bound",
  wrong: (hand, block) => hand.press(choice(block, "a")),
  async right(hand, block) {
    const size = /Two (512|1024) ×/.exec(await block.locator(".ex-choices").innerText())?.[1];
    const isSmallBound = size === "1024" || !(await promptOf(block)).includes("H100");
    const wanted: Readonly<Record<string, boolean>> = { a: false, b: isSmallBound, c: true };
    for (const [id, isWanted] of Object.entries(wanted)) {
      if (await choice(block, id).isChecked() !== isWanted) await hand.press(choice(block, id));
    }
  },
};

const item = (block: Locator, id: string) => block.locator(`[data-item="${id}"]`);

const ordering: Driver = {
  id: "gallery/order-intensity",
  // It begins in disorder: who moves something and takes it back has answered
  async wrong(hand, block) {
    for (let i = 0; i < 2; i++) await hand.press(block.locator("[data-move=up]").last());
  },
  async right(hand, block) {
    for (const id of ["d", "c", "b", "a"]) {
      if (hand.means === "keys") {
        await hand.reach(item(block, id).locator("[data-move=up]"));
        await hand.key("Home");
        continue;
      }
      const first = block.locator("[data-item]").first();
      if (await first.getAttribute("data-item") === id) continue;
      await hand.drag(item(block, id), first, "top");
    }
  },
};

const inTray = (block: Locator, id: string) => block.locator(`.ex-tray [data-item="${id}"]`);

/** Puts a thing in its place, by dragging it or by arrow keys. */
async function put(hand: Hand, block: Locator, id: string, place: string): Promise<void> {
  const target = block.locator(`[data-place="${place}"]`);
  const there = target.locator(`[data-item="${id}"]`);
  if (await there.count() > 0) return;
  if (hand.means !== "keys") {
    await hand.drag(item(block, id), target.locator(".ex-slot"));
    // On a phone a place may be further away than the window is high
    if (await there.count() === 0) await choosePlace(hand, block, id, place);
    return;
  }
  await hand.reach(item(block, id).getByRole("button"));
  for (let i = 0; i < 9 && await there.count() === 0; i++) await hand.key("ArrowDown");
}

/** The same by choosing the thing, then its place. */
export async function choosePlace(
  hand: Hand,
  block: Locator,
  id: string,
  place: string,
): Promise<void> {
  await hand.press(item(block, id).getByRole("button"));
  await hand.press(block.locator(`[data-place="${place}"] .ex-put`));
}

const matching: Driver = {
  id: "gallery/match-remedy",
  async wrong(hand, block) {
    await choosePlace(hand, block, "memory", "batch");
    await choosePlace(hand, block, "extra-a", "bits");
    await choosePlace(hand, block, "bits", "memory");
    await choosePlace(hand, block, "cores", "cores");
  },
  async right(hand, block) {
    if (hand.means === "keys") {
      // Back into the tray first: keys lead a thing to the free places
      for (const id of ["memory", "extra-a", "bits"]) {
        if (await inTray(block, id).count() > 0) continue;
        await hand.reach(item(block, id).getByRole("button"));
        for (let i = 0; i < 9 && await inTray(block, id).count() === 0; i++) {
          await hand.key("ArrowUp");
        }
      }
    }
    for (const id of ["batch", "bits", "memory", "cores"]) await put(hand, block, id, id);
  },
};

const classification: Driver = {
  id: "gallery/sort-bounds",
  async wrong(hand, block) {
    for (const id of ["a", "b", "c", "d"]) await choosePlace(hand, block, id, "memory");
  },
  async right(hand, block) {
    for (const id of ["a", "b", "c", "d"]) {
      await put(hand, block, id, id === "b" ? "compute" : "memory");
    }
  },
};

const ANSWER = "Each word multiplies every matrix by one vector and so waits for the weights to " +
  "arrive from memory. Its bandwidth has grown less than the peak rate has, and a batch would help.";

async function writeOpen(hand: Hand, block: Locator): Promise<void> {
  await hand.write(block.getByRole("textbox"), ANSWER);
  await hand.press(block.getByRole("button", { name: "Compare with the model answer" }));
}

const open: Driver = {
  id: "gallery/explain-decode",
  async wrong(hand, block) {
    await writeOpen(hand, block);
    await hand.press(block.getByRole("checkbox").first());
  },
  async right(hand, block) {
    if (await block.getByRole("checkbox").count() === 0) await writeOpen(hand, block);
    for (const box of await block.getByRole("checkbox").all()) {
      if (!(await box.isChecked())) await hand.press(box);
    }
  },
};

/** One exercise of each kind that is marked by a button of its own. */
export const drivers: readonly Driver[] = [
  numeric,
  single,
  multiple,
  ordering,
  matching,
  classification,
  open,
];
