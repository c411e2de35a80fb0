import type { JSX } from "preact";
import { RichText } from "@/components/rich_text.tsx";
import {
  firstOrder,
  prepareClassification,
  prepareMatching,
  prepareOrder,
} from "@/lib/course/exercise/mod.ts";
import type {
  ClassificationExercise,
  MatchingExercise,
  OrderingExercise,
  RichNode,
} from "@/lib/course/types.ts";
import type { StaticKind, StaticPartProps } from "./kind.ts";

/** Things to be put in order. */
export const ordering: StaticKind<OrderingExercise> = {
  Question({ exercise, variant, vocabulary }) {
    const items = prepareOrder(exercise, variant.parameters, vocabulary);
    const shown = firstOrder(items, variant).flatMap((id) => items.filter((it) => it.id === id));
    return (
      <div class="ex-ordering">
        <p class="ex-end">To order from {exercise.first}</p>
        <ul class="ex-order" data-blank>
          {shown.map(({ text }) => (
            <li class="ex-row">
              <div class="ex-row-text">
                <RichText nodes={text} />
              </div>
            </li>
          ))}
        </ul>
        <p class="ex-end">to {exercise.last}</p>
      </div>
    );
  },
  Answer({ exercise, variant, vocabulary }) {
    return (
      <ol class="ex-whys">
        {prepareOrder(exercise, variant.parameters, vocabulary).map(({ text, shown, why }) => (
          <li>
            <RichText nodes={text} />
            {shown && <span class="num">: {shown}</span>}
            <Why nodes={why} />
          </li>
        ))}
      </ol>
    );
  },
};

/** Things to be joined in pairs. */
export const matching: StaticKind<MatchingExercise> = {
  Question(props) {
    const { lefts, rights } = sides(props);
    return (
      <EmptyBoard
        items={rights.map(({ text }) => text)}
        places={lefts.map(({ text }) => text)}
        isSingle
      />
    );
  },
  Answer(props) {
    const { lefts, rights } = sides(props);
    const extras = rights.filter(({ why }) => why !== undefined);
    return (
      <ul class="ex-whys">
        {lefts.map(({ id, text, why }) => (
          <li>
            <RichText nodes={text} />
            {": "}
            <strong>
              <RichText nodes={rights.find((right) => right.id === id)?.text ?? []} />
            </strong>
            <Why nodes={why} />
          </li>
        ))}
        {extras.map(({ text, why = [] }) => (
          <li>
            Left over: <RichText nodes={text} />
            <Why nodes={why} />
          </li>
        ))}
      </ul>
    );
  },
};

function sides({ exercise, variant, vocabulary }: StaticPartProps<MatchingExercise>) {
  return prepareMatching(exercise, variant, vocabulary);
}

/** Things to be sorted into bins. */
export const classification: StaticKind<ClassificationExercise> = {
  Question({ exercise, variant, vocabulary }) {
    const items = prepareClassification(exercise, variant, vocabulary);
    return (
      <EmptyBoard
        items={items.map(({ text }) => text)}
        places={exercise.bins.map(({ name }) => name)}
        isSingle={false}
      />
    );
  },
  Answer({ exercise, variant, vocabulary }) {
    const items = prepareClassification(exercise, variant, vocabulary);
    return (
      <ul class="ex-whys">
        {exercise.items.flatMap(({ id }) => items.filter((item) => item.id === id)).map((item) => (
          <li>
            <RichText nodes={item.text} />
            {": "}
            <strong>
              <RichText nodes={exercise.bins.find(({ id }) => id === item.bin)?.name ?? []} />
            </strong>
            <Why nodes={item.why} />
          </li>
        ))}
      </ul>
    );
  },
};

type Texts = readonly (readonly RichNode[])[];

/** All things in the tray and all places empty, as the live board begins. */
function EmptyBoard(
  { items, places, isSingle }: { items: Texts; places: Texts; isSingle: boolean },
): JSX.Element {
  return (
    <div class="ex-board">
      <p class="ex-how">
        {isSingle ? "Each place below takes one of these." : "Each of these has its place below."}
      </p>
      <div class="ex-tray">
        <ul class="ex-chips" data-blank>
          {items.map((text) => (
            <li class="ex-chip">
              <div class="ex-chip-text">
                <RichText nodes={text} />
              </div>
            </li>
          ))}
        </ul>
      </div>
      <div class="ex-places" data-single={isSingle}>
        {places.map((text) => (
          <div class="ex-place">
            <div class="ex-place-name">
              <RichText nodes={text} />
            </div>
            <div class="ex-slot" />
          </div>
        ))}
      </div>
    </div>
  );
}

function Why({ nodes }: { nodes: readonly RichNode[] }): JSX.Element | null {
  if (nodes.length === 0) return null;
  return (
    <div class="ex-why">
      <RichText nodes={nodes} />
    </div>
  );
}
