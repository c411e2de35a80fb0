import type { JSX } from "preact";
import { RichText } from "@/components/rich_text.tsx";
import { LiveFigure } from "@/islands/LiveFigure.tsx";
import { machines } from "@/lib/course/compiled_machines.ts";
import type { FigurePlacement } from "@/lib/course/types.ts";
import { drawFigure } from "@/lib/figures/mod.ts";
import { figureViews } from "./figure/static_views.tsx";
import { StaticFrame } from "./figure/static_frame.tsx";

/** Props of {@linkcode FigureBlock}. */
export interface FigureBlockProps {
  placement: FigurePlacement;
  lesson: { readonly slug: string; readonly number: string };
  /** Whether it is only to be looked at, as on paper. */
  isStill?: boolean;
}

/**
 * A figure in a lesson. The server draws it whole; in the browser the island
 * draws the same frame again, alive, when it comes near the view.
 */
export function FigureBlock({ placement, lesson, isStill }: FigureBlockProps): JSX.Element {
  const { id, name, state, caption, number } = placement;
  const model = drawFigure(name, state, { machines });
  const { controls, workingsOpen } = figureViews(name, id, state, machines);
  const drawing = (
    <StaticFrame
      id={id}
      number={number}
      model={model}
      controls={isStill ? null : controls}
      workingsOpen={workingsOpen}
      {...(isStill ? { tools: [] } : {})}
    />
  );
  return (
    <figure
      id={`figure-${id}`}
      class="fig"
      data-lesson={lesson.slug}
      aria-labelledby={`figure-${id}-finding`}
    >
      {isStill
        ? <div class="fig-body">{drawing}</div>
        : <LiveFigure name={name} id={id} number={number} state={state}>{drawing}</LiveFigure>}
      {caption.length > 0 && (
        <figcaption class="fig-caption">
          <RichText nodes={caption} />
        </figcaption>
      )}
    </figure>
  );
}
