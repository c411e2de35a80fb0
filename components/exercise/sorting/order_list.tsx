import type { JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { RichText } from "@/components/rich_text.tsx";
import type { PreparedItem } from "@/lib/course/exercise/mod.ts";
import type { OrderingExercise } from "@/lib/course/types.ts";
import { Grip } from "./grip.tsx";
import { richWords } from "./rich_words.ts";
import { useDrag } from "./use_drag.ts";
import { Why } from "./why.tsx";

/** Props of {@linkcode OrderList}. */
export interface OrderListProps {
  /** The id of the element that names the whole. */
  labelledBy: string;
  exercise: Pick<OrderingExercise, "first" | "last">;
  items: readonly PreparedItem[];
  /** Ids as they stand now. */
  order: readonly string[];
  /** Ids that stand where they belong, once that is known. */
  right: ReadonlySet<string> | undefined;
  onChange: (order: readonly string[]) => void;
}

/** A list whose items the reader moves. */
export function OrderList(props: OrderListProps): JSX.Element {
  const { labelledBy, exercise, items, order, right, onChange } = props;
  const root = useRef<HTMLOListElement>(null);
  const refocus = useRef<{ readonly item: string; readonly button: string }>();
  const [said, setSaid] = useState("");

  function move(item: string, to: number, button?: string): void {
    const place = Math.max(0, Math.min(order.length - 1, to));
    const next = order.filter((id) => id !== item);
    next.splice(place, 0, item);
    const name = richWords(items.find(({ id }) => id === item)?.text ?? []);
    setSaid(`${name}: place ${place + 1} of ${order.length}.`);
    if (button) refocus.current = { item, button };
    onChange(next);
  }
  useDrag({ root, onDrop: (item, _, index) => move(item, index) });

  useLayoutEffect(() => {
    if (!refocus.current) return;
    const { item, button } = refocus.current;
    refocus.current = undefined;
    const row = root.current?.querySelector(`[data-item="${CSS.escape(item)}"]`);
    row?.querySelector<HTMLElement>(`[data-move="${button}"]`)?.focus({ preventScroll: true });
  }, [order]);

  function onKey(event: KeyboardEvent, item: string, place: number, button: string): void {
    const targets: Readonly<Record<string, number>> = {
      ArrowUp: place - 1,
      ArrowDown: place + 1,
      Home: 0,
      End: order.length - 1,
    };
    const target = targets[event.key];
    if (target === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    move(item, target, button);
  }

  const rows = order.flatMap((id) => items.filter((item) => item.id === id));
  return (
    <div class="ex-ordering" role="group" aria-labelledby={labelledBy}>
      <p class="ex-end">{exercise.first}</p>
      <ol ref={root} class="ex-order" data-place="order">
        {rows.map(({ id, text, why, shown }, place) => {
          const name = richWords(text);
          const arrow = (button: "up" | "down", target: number) => (
            <button
              type="button"
              class="ex-arrow"
              data-move={button}
              data-no-drag
              aria-disabled={target < 0 || target >= order.length}
              aria-label={`Move ${button}: ${name}`}
              onClick={() => move(id, target, button)}
              onKeyDown={(event) => onKey(event, id, place, button)}
            >
              <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">
                <path d={button === "up" ? "M3.5 10L8 5.5 12.5 10" : "M3.5 6L8 10.5 12.5 6"} />
              </svg>
            </button>
          );
          return (
            <li key={id} class="ex-row" data-item={id}>
              <Grip />
              <div class="ex-row-text">
                <RichText nodes={text} />
              </div>
              {arrow("up", place - 1)}
              {arrow("down", place + 1)}
              {right && (
                <Why isRight={right.has(id)} why={why}>
                  {shown && <span class="num">{shown}.</span>}
                </Why>
              )}
            </li>
          );
        })}
      </ol>
      <p class="ex-end">{exercise.last}</p>
      <p class="visually-hidden" aria-live="polite">{said}</p>
    </div>
  );
}
