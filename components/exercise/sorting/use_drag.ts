import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";

/** What dragging needs to know of the things that are dragged. */
export interface DragOptions {
  /** The element that holds all things and places. */
  root: RefObject<HTMLElement>;
  /** Called when a thing is let go over a place: the place's id, and how many things are above it. */
  onDrop: (item: string, place: string, index: number) => void;
}

/** Less than this many pixels is a click with an unsteady hand. */
const THRESHOLD = 5;
/** So near to the edge of the window, in pixels, the page scrolls along. */
const EDGE = 60;

/**
 * Drags `[data-item]` elements onto `[data-place]` elements by mouse, pen or
 * finger. A mouse may take a thing anywhere, a finger takes it by its
 * `[data-grip]`, so that the page can still be scrolled. Escape lets it go.
 *
 * The thing stays in the document where it was and is only shown elsewhere: the
 * tree belongs to the view, which moves it when it is dropped.
 */
export function useDrag({ root, onDrop }: DragOptions): void {
  const drop = useRef(onDrop);
  drop.current = onDrop;

  useEffect(() => {
    const element = root.current;
    if (!element) return;
    let stop: (() => void) | undefined;
    const start = (event: PointerEvent) => {
      const target = event.target instanceof Element ? event.target : undefined;
      const item = target?.closest<HTMLElement>("[data-item]");
      const isTaken = event.pointerType === "mouse"
        ? event.button === 0 && !target?.closest("[data-no-drag]")
        : target?.closest("[data-grip]");
      if (!item || !isTaken || stop) return;
      stop = follow(element, item, event, (...dropped) => drop.current(...dropped), () => {
        stop = undefined;
      });
    };
    element.addEventListener("pointerdown", start);
    return () => {
      element.removeEventListener("pointerdown", start);
      stop?.();
    };
  }, [root]);
}

/** Follows one pointer from down to up. Returns how to stop it early. */
function follow(
  root: HTMLElement,
  item: HTMLElement,
  { pointerId, clientX: startX, clientY: startY }: PointerEvent,
  onDrop: DragOptions["onDrop"],
  onEnd: () => void,
): () => void {
  let isMoving = false;
  let over: HTMLElement | undefined;

  const move = (event: PointerEvent) => {
    if (event.pointerId !== pointerId) return;
    const [dx, dy] = [event.clientX - startX, event.clientY - startY];
    if (!isMoving && Math.hypot(dx, dy) < THRESHOLD) return;
    if (!isMoving) {
      isMoving = true;
      item.dataset.dragged = "true";
      getSelection()?.removeAllRanges();
    }
    event.preventDefault();
    item.style.translate = `${dx}px ${dy}px`;
    mark(placeAt(root, item, event));
    const pull = event.clientY < EDGE ? -8 : event.clientY > innerHeight - EDGE ? 8 : 0;
    if (pull !== 0) scrollBy(0, pull);
  };
  const up = (event: PointerEvent) => {
    if (event.pointerId !== pointerId) return;
    const place = isMoving ? placeAt(root, item, event) : undefined;
    const index = place ? indexAt(place, item, event.clientY) : 0;
    // A finger that has moved makes no click: what came would be the next tap
    if (isMoving && event.pointerType !== "touch") swallowClick();
    end();
    const [id, name] = [item.dataset.item, place?.dataset.place];
    if (id !== undefined && name !== undefined) onDrop(id, name, index);
  };
  const cancel = (event: Event) => {
    if (event instanceof KeyboardEvent && event.key !== "Escape") return;
    end();
  };
  const mark = (place: HTMLElement | undefined) => {
    if (over === place) return;
    if (over) delete over.dataset.over;
    if (place) place.dataset.over = "true";
    over = place;
  };
  const end = () => {
    mark(undefined);
    delete item.dataset.dragged;
    item.style.translate = "";
    removeEventListener("pointermove", move);
    removeEventListener("pointerup", up);
    removeEventListener("pointercancel", cancel);
    removeEventListener("keydown", cancel);
    onEnd();
  };
  addEventListener("pointermove", move, { passive: false });
  addEventListener("pointerup", up);
  addEventListener("pointercancel", cancel);
  addEventListener("keydown", cancel);
  return end;
}

/** The place under the pointer, looking through the thing that is dragged. */
function placeAt(
  root: HTMLElement,
  item: HTMLElement,
  { clientX, clientY }: PointerEvent,
): HTMLElement | undefined {
  return document.elementsFromPoint(clientX, clientY)
    .filter((element) => !item.contains(element))
    .map((element) => element.closest<HTMLElement>("[data-place]"))
    .find((place): place is HTMLElement => place !== null && root.contains(place));
}

/** How many other things of a place lie above the pointer. */
function indexAt(place: HTMLElement, item: HTMLElement, y: number): number {
  const others = [...place.querySelectorAll("[data-item]")].filter((other) => other !== item);
  return others.filter((other) => {
    const { top, height } = other.getBoundingClientRect();
    return top + height / 2 < y;
  }).length;
}

/** A drag that ends over a button must not press it. */
function swallowClick(): void {
  const swallow = (event: Event) => {
    event.stopPropagation();
    event.preventDefault();
  };
  addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => removeEventListener("click", swallow, { capture: true }), 0);
}
