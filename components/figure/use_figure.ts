import { type ReadonlySignal, type Signal, useComputed, useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { machines } from "@/lib/course/compiled_machines.ts";
import type { FigureDefinition, HandleStep } from "@/lib/figures/definition.ts";
import { clearLink, type LinkState, readLink, writeLink } from "@/lib/figures/link.ts";
import type { FigureModel, Place } from "@/lib/figures/model.ts";
import type { Tool } from "./tools.tsx";

/** A figure at work in the browser. */
export interface FigureAtWork<State> {
  readonly state: Signal<State>;
  readonly model: ReadonlySignal<FigureModel>;
  /** What came of the last tool, in words. */
  readonly status: Signal<string>;
  /** Whether the reader has begun to use it, with pointer, finger or keyboard. */
  readonly used: Signal<boolean>;
  change(change: (state: State) => State): void;
  drag(handle: string, to: Place): void;
  step(handle: string, by: HandleStep): void;
  use(tool: Tool): void;
}

/** How a figure runs. */
export interface FigureUse<State> {
  /** The state it is in at first, if that is not the initial one. */
  readonly begin?: State | undefined;
  /** Whether its state may come from the address, and be linked to. Default `true`. */
  readonly linked?: boolean;
}

/** What a figure may look things up in. */
const context = { machines };

/**
 * Runs a figure: its state, first from the address if that holds one, the model
 * drawn from it, and the tools.
 *
 * @typeParam State The figure's state.
 * @param definition The kind of figure.
 * @param id The figure's id.
 * @param initial The state the author gave it, to which a reset returns.
 * @param use How it runs.
 */
export function useFigure<State>(
  definition: FigureDefinition<State>,
  id: string,
  initial: State,
  { begin = initial, linked: isLinked = true }: FigureUse<State> = {},
): FigureAtWork<State> {
  const linked = useMemo(
    (): LinkState<State> =>
      isLinked ? readLink(definition, location.href, id, initial, context) : { kind: "none" },
    [],
  );
  const state = useSignal<State>(linked.kind === "state" ? linked.state : begin);
  const model = useComputed(() => definition.draw(state.value, context));
  const status = useSignal("");
  const used = useSignal(false);

  useEffect(() => {
    if (linked.kind === "invalid") {
      const reason = linked.prop
        ? `its value of ${linked.prop} is not possible here`
        : "it names a property that this figure does not have";
      status.value = `The link's state was not used: ${reason}`;
    }
    return onFirstUse(document.getElementById(`figure-${id}`), () => used.value = true);
  }, []);

  // Made once: what is handed down stays the same from one drawing to the next.
  const actions = useMemo(() => {
    const change = (next: (state: State) => State) => {
      state.value = next(state.value);
      status.value = "";
    };
    const reset = () => {
      change(() => initial);
      if (!isLinked) return;
      // Or the state would be back when the page is loaded again
      const url = clearLink(location.href, id);
      if (url.href !== location.href) history.replaceState(history.state, "", url);
    };
    const link = async () => {
      const url = writeLink(definition, location.href, id, { initial, state: state.value });
      history.replaceState(history.state, "", url);
      status.value = await copy(url.href) ? "Link copied" : "The link is in the address bar";
    };
    const download = async (tool: "png" | "svg" | "csv") => {
      try {
        const { downloadFigure } = await import("./download.tsx");
        await downloadFigure(tool, id, model.value);
        status.value = `${tool.toUpperCase()} saved`;
      } catch {
        status.value = `The ${tool.toUpperCase()} could not be made; check the connection`;
      }
    };
    return {
      change,
      drag: (handle: string, to: Place) =>
        change((now) => definition.drag(now, handle, to, context)),
      step: (handle: string, by: HandleStep) =>
        change((now) => definition.step(now, handle, by, context)),
      use(tool: Tool) {
        if (tool === "reset") reset();
        else if (tool === "link") void link();
        else void download(tool);
      },
    };
  }, []);
  return { state, model, status, used, ...actions };
}

/** Calls back when an element is first pointed at, touched or focused. */
function onFirstUse(element: HTMLElement | null, begin: () => void): () => void {
  const events = ["pointerenter", "pointerdown", "focusin"];
  const stop = () => {
    for (const event of events) element?.removeEventListener(event, listen);
  };
  const listen = () => {
    stop();
    begin();
  };
  for (const event of events) element?.addEventListener(event, listen, { passive: true });
  return stop;
}

/** Copies a text; `false` where the browser does not allow it. */
async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
