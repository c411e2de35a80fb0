import type { ComponentChildren, JSX } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { FigureFrame } from "./figure_frame.tsx";
import { LiveChart } from "./live_chart.tsx";
import { type Tool, Tools } from "./tools.tsx";
import type { FigureAtWork } from "./use_figure.ts";

/** Props of {@linkcode LiveFrame}. */
export interface LiveFrameProps<State> {
  id: string;
  number: number;
  figure: FigureAtWork<State>;
  controls: ComponentChildren;
  workingsOpen: boolean;
  /** Which tools it has. Default: all. */
  tools?: readonly Tool[];
}

/** The frame of a figure at work: the live chart in it, and tools that do something. */
export function LiveFrame<State>(props: LiveFrameProps<State>): JSX.Element {
  const { id, number, figure, controls, workingsOpen } = props;
  const model = figure.model.value;
  const status = figure.status.value;
  const tools = useMemo(
    () => <Tools disabled={false} status={status} tools={props.tools} onUse={figure.use} />,
    [status],
  );
  return (
    <>
      <FigureFrame
        id={id}
        number={number}
        model={model}
        controls={controls}
        chart={
          <LiveChart
            chart={model.chart}
            id={id}
            label={number > 0 ? `Figure ${number}` : "Figure"}
            title={model.finding}
            description={model.description}
            used={figure.used.value}
            onDrag={figure.drag}
            onStep={figure.step}
          />
        }
        tools={tools}
        workingsOpen={workingsOpen}
        lazyTable
      />
      <Announcement text={model.finding} />
    </>
  );
}

/** How long a figure must be at rest before its finding is read aloud, in milliseconds. */
const rest = 1000;

/** Says a changed finding to those who do not see it, once the change has come to an end. */
function Announcement({ text }: { text: string }): JSX.Element {
  const [said, say] = useState("");
  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    const timer = setTimeout(() => say(text), rest);
    return () => clearTimeout(timer);
  }, [text]);
  return <span class="visually-hidden" aria-live="polite" aria-atomic="true">{said}</span>;
}
