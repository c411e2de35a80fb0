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
      <div class="ex-static-sort">
        <p class="ex-end">Order from {exercise.first} to {exercise.last}.</p>
        <Texts texts={shown.map(({ text }) => text)} />
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
      <div class="ex-static-sort ex-static-pairs">
        <Texts texts={lefts.map(({ text }) => text)} />
        <Texts texts={rights.map(({ text }) => text)} />
      </div>
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
      <div class="ex-static-sort ex-static-pairs">
        <Texts texts={items.map(({ text }) => text)} />
        <Texts texts={exercise.bins.map(({ name }) => name)} />
      </div>
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

function Texts({ texts }: { texts: readonly (readonly RichNode[])[] }): JSX.Element {
  return (
    <ul class="ex-static-list">
      {texts.map((text) => (
        <li>
          <RichText nodes={text} />
        </li>
      ))}
    </ul>
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
