import "@/assets/exercises/sorting.css";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { SortingFrame } from "@/components/exercise/sorting/frame.tsx";
import { OrderList } from "@/components/exercise/sorting/order_list.tsx";
import { useSorting } from "@/components/exercise/sorting/use_sorting.ts";
import { useExercise } from "@/components/exercise/use_exercise.ts";
import { exerciseAnchor } from "@/components/exercise/words.ts";
import { firstOrder, gradeOrder, prepareOrder } from "@/lib/course/exercise/mod.ts";
import type { OrderingExercise } from "@/lib/course/types.ts";

/** What is said of the order that a variant begins with, which is never a right one. */
const UNTOUCHED = "Move something first: the order it begins in is not the answer.";

/** Things to be put in order, by dragging, by buttons or by the arrow keys. */
export function OrderingView({ exercise }: { exercise: OrderingExercise }): JSX.Element {
  const session = useExercise(exercise);
  const { variant, vocabulary } = session;
  const { items, begin } = useMemo(() => {
    const items = prepareOrder(exercise, variant.parameters, vocabulary);
    return { items, begin: firstOrder(items, variant) };
  }, [exercise, variant]);
  const sorting = useSorting(session, begin, (given) => gradeOrder(items, given), UNTOUCHED);
  // The author may have taken an item away, or brought one, since the answer was given
  const known = sorting.given.filter((id) => items.some((item) => item.id === id));
  const order = known.length === items.length ? known : begin;
  const { grade } = sorting;
  return (
    <SortingFrame exercise={exercise} session={session} sorting={sorting}>
      <OrderList
        labelledBy={`${exerciseAnchor(exercise)}-prompt`}
        exercise={exercise}
        items={items}
        order={order}
        right={grade?.outcome === "unread" ? undefined : grade?.right}
        onChange={sorting.change}
      />
    </SortingFrame>
  );
}
