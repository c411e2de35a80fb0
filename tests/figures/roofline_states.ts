/** Any state a reader can bring a roofline into: by changes, as the controls make them. */
import fc from "fast-check";
import { type OperatorKind, operatorKinds } from "@/lib/figures/mod.ts";
import * as change from "@/lib/figures/roofline/change.ts";
import { roofline } from "@/lib/figures/roofline/mod.ts";
import type { RooflineState } from "@/lib/figures/roofline/state.ts";
import { context, machines } from "./support.ts";

type Change = (state: RooflineState) => RooflineState;

const drawable = machines.filter(({ peaks }) => Object.keys(peaks).length > 0).map(({ id }) => id);
const kinds = Object.keys(operatorKinds) as OperatorKind[];
const steps = ["less", "more", "much-less", "much-more", "least", "most"] as const;

const anyChange: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(fc.nat(2), fc.constantFrom(...drawable)).map(([index, id]): Change => (state) =>
    index < state.machine.length ? change.setMachine(state, index, id, context) : state
  ),
  fc.constant<Change>((state) => change.addMachine(state, context)),
  fc.nat(2).map((index): Change => (state) => change.removeMachine(state, index)),
  fc.nat(9).map((index): Change => (state) => {
    const allowed = change.precisionsOf(state, context);
    const precision = allowed[index % allowed.length];
    return precision ? { ...state, precision } : state;
  }),
  fc.constant<Change>(change.addOperator),
  fc.constant<Change>(change.removeOperator),
  fc.constantFrom(...kinds).map((kind): Change => (state) => change.setKind(state, kind)),
  fc.tuple(fc.nat(3), fc.nat(1000)).map(([index, part]): Change => (state) => {
    const spec = state.operators[state.selected - 1];
    const size = spec && operatorKinds[spec.kind].sizes[index];
    if (!size || index > (spec?.sizes.length ?? 0)) return state;
    const value = size.min * (size.max / size.min) ** (part / 1000);
    const rounded = size.whole ? Math.round(value) : Number(value.toPrecision(3));
    return change.setSize(state, index, Math.min(Math.max(rounded, size.min), size.max));
  }),
  fc.constantFrom("Decode", "a; b", "x: gemv(1, 2)", "").map((name): Change => (state) =>
    change.setName(state, name.replaceAll(";", ""))
  ),
  fc.tuple(fc.nat(5), fc.double({ min: 1e-4, max: 1e7, noNaN: true })).map((
    [index, x],
  ): Change =>
  (state) => roofline.drag(state, `operator-${index + 1}`, { x, y: 1 }, context)),
  fc.tuple(fc.nat(5), fc.constantFrom(...steps)).map(([index, by]): Change => (state) =>
    roofline.step(state, `operator-${index + 1}`, by, context)
  ),
  fc.constantFrom<Change>(
    (state) => ({ ...state, levels: "all" }),
    (state) => ({ ...state, ceilings: "all" }),
  ),
);

/** Any state within twelve changes of the usual one. */
export const anyRooflineState: fc.Arbitrary<RooflineState> = fc.array(anyChange, { maxLength: 12 })
  .map((changes) =>
    changes.reduce((state, apply) => apply(state), roofline.parseProps({}, context))
  );
