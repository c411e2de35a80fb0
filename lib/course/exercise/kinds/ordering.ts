import type { OrderingExercise } from "../../types.ts";
import { equal, prepareOrder } from "../grade_ordering.ts";
import { withParameters } from "../problem.ts";
import { checkIds, checkNonEmpty } from "./common_checks.ts";
import type { KindChecks } from "./kind.ts";

/** Values nearer than this share cannot be told apart by an estimate. */
const TOO_CLOSE = 0.01;

/** Things to be put in order. */
export const ordering: KindChecks<OrderingExercise> = {
  texts: ({ items }) =>
    items.flatMap(({ text, why }, i) => [
      { path: `items[${i}].text`, nodes: text },
      { path: `items[${i}].why`, nodes: why },
    ]),
  expressions: ({ items }) =>
    items.flatMap(({ by }, i) => by === undefined ? [] : [{ path: `items[${i}].by`, source: by }]),
  check({ items }, problems) {
    if (items.length < 3) problems.add("items", "An order needs at least three items");
    checkIds("items", items, problems);
    checkNonEmpty("items", "text", items.map(({ text }) => text), problems);
    const ranked = items.filter(({ by }) => by !== undefined).length;
    if (ranked > 0 && ranked < items.length) {
      problems.add("items", 'Give every item a "by", or none: the order is computed or written');
    }
  },
  checkVariant(exercise, parameters, vocabulary, problems) {
    const order = problems.attempt(
      "items",
      parameters,
      () => prepareOrder(exercise, parameters, vocabulary),
    );
    if (!order || exercise.items.some(({ by }) => by === undefined)) return;
    order.slice(1).forEach((item, i) => {
      const before = order[i]?.rank ?? NaN;
      const share = Math.abs(item.rank - before) / Math.max(Math.abs(item.rank), Math.abs(before));
      if (equal(item.rank, before) || share >= TOO_CLOSE) return;
      problems.add(
        "items",
        `Two items differ by less than 1 %${withParameters(parameters)}: ` +
          "choose parameters or a constraint that keep them apart",
      );
    });
    if (equal(order[0]?.rank ?? 0, order.at(-1)?.rank ?? 0)) {
      problems.add("items", `All items are equal${withParameters(parameters)}`);
    }
  },
};
