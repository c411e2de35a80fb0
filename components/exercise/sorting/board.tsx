import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { RichText } from "@/components/rich_text.tsx";
import type { RichNode } from "@/lib/course/types.ts";
import { Grip } from "./grip.tsx";
import { useBoardFocus } from "./use_board_focus.ts";
import { useDrag } from "./use_drag.ts";
import { Why } from "./why.tsx";

/** A thing on a board. */
export interface BoardItem {
  readonly id: string;
  readonly text: readonly RichNode[];
  /** The same in words, for the names of buttons. */
  readonly name: string;
}

/** A place on a board. */
export interface BoardPlace {
  readonly id: string;
  readonly text: readonly RichNode[];
  readonly name: string;
}

/** What is said beneath a thing once it is marked. */
export interface BoardVerdict {
  readonly isRight: boolean;
  readonly why: readonly RichNode[];
}

/** Props of {@linkcode Board}. */
export interface BoardProps {
  /** The id of the element that names the whole. */
  labelledBy: string;
  items: readonly BoardItem[];
  places: readonly BoardPlace[];
  /** Whether a place holds one thing, which goes back when another comes. */
  isSingle: boolean;
  /** Places by thing; a thing without one lies in the tray. */
  value: ReadonlyMap<string, string>;
  verdictOf: (item: string) => BoardVerdict | undefined;
  onChange: (value: ReadonlyMap<string, string>) => void;
}

/** The place of things that are not placed yet. */
const TRAY = "";

/**
 * Things and places. A thing is dragged, or taken by a click, a tap or Enter
 * and put by the button of its place, or moved from place to place by the
 * arrow keys. A thing taken by a key brings the focus to the first free place.
 */
export function Board(props: BoardProps): JSX.Element {
  const { items, places, isSingle, value, verdictOf, onChange, labelledBy } = props;
  const root = useRef<HTMLDivElement>(null);
  const [taken, setTaken] = useState<string>();
  const [said, setSaid] = useState("");
  const focus = useBoardFocus({ root, taken, value, onLetGo: () => setTaken(undefined) });

  function put(item: string, place: string): void {
    const next = new Map(value);
    if (isSingle && place !== TRAY) {
      for (const [other, where] of value) if (where === place) next.delete(other);
    }
    if (place === TRAY) next.delete(item);
    else next.set(item, place);
    setTaken(undefined);
    const where = places.find(({ id }) => id === place)?.name;
    setSaid(`${nameOf(item)}: ${where ? `now under ${where}` : "taken back"}.`);
    focus.follow(item);
    onChange(next);
  }
  const nameOf = (item: string) => items.find(({ id }) => id === item)?.name ?? item;
  useDrag({ root, onDrop: put });

  function onKey(event: KeyboardEvent, item: string): void {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (step === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    // On its way through, a thing must not throw others out: where one fits, it finds the free places
    const isFree = (id: string) =>
      !isSingle || ![...value].some(([other, place]) => place === id && other !== item);
    const all = [TRAY, ...places.map(({ id }) => id).filter(isFree)];
    const at = all.indexOf(value.get(item) ?? TRAY);
    put(item, all[(at + step + all.length) % all.length] ?? TRAY);
  }

  const chips = (place: string) => (
    <ul class="ex-chips">
      {items.filter(({ id }) => (value.get(id) ?? TRAY) === place).map(({ id, text }) => {
        const verdict = verdictOf(id);
        return (
          <li key={id} data-item={id} class="ex-chip" data-taken={taken === id}>
            <Grip />
            <button
              type="button"
              class="ex-chip-text ex-chip-button"
              aria-pressed={taken === id}
              onClick={({ detail }) => {
                // Of a click by a key, no presses of a button are counted
                if (detail === 0 && taken !== id) focus.seekPlace();
                setTaken(taken === id ? undefined : id);
              }}
              onKeyDown={(event) => onKey(event, id)}
            >
              <RichText nodes={text} />
            </button>
            {verdict && <Why {...verdict} />}
          </li>
        );
      })}
    </ul>
  );
  const putButton = (place: string, words: string) =>
    taken !== undefined && (value.get(taken) ?? TRAY) !== place && (
      <button
        type="button"
        class="ex-put"
        data-no-drag
        onClick={() => put(taken, place)}
      >
        {words}
        <span class="visually-hidden">{`: ${nameOf(taken)}`}</span>
      </button>
    );
  const left = items.some(({ id }) => !value.has(id));
  return (
    <div
      ref={root}
      class="ex-board"
      role="group"
      aria-labelledby={labelledBy}
      onKeyDown={focus.onKey}
    >
      <p class="ex-how">Drag, choose then place, or use arrow keys.</p>
      <div class="ex-tray" data-place={TRAY} data-empty={!left}>
        {chips(TRAY)}
        {putButton(TRAY, "Put back")}
      </div>
      <div class="ex-places" data-single={isSingle}>
        {places.map(({ id, text, name }) => (
          <div key={id} class="ex-place" data-place={id} role="group" aria-label={name}>
            <div class="ex-place-name">
              <RichText nodes={text} />
            </div>
            <div class="ex-slot">
              {chips(id)}
              {putButton(id, "Put here")}
            </div>
          </div>
        ))}
      </div>
      <p class="visually-hidden" aria-live="polite">{said}</p>
    </div>
  );
}
