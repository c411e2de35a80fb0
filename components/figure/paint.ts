import type { ColourRole } from "@/lib/figures/model.ts";

/** Colours of a drawing that must stand by itself, such as a downloaded picture. */
export type Palette = Readonly<Record<ColourRole | "rule" | "paper", string>>;

/** What is painted. */
export interface Painted {
  readonly stroke?: ColourRole | "rule" | "paper";
  readonly fill?: ColourRole | "rule" | "paper" | "none";
  /** A rim of paper around text, so that it can be read across a line. */
  readonly halo?: boolean;
}

/** Turns roles into SVG attributes. */
export type Painter = (painted: Painted) => Record<string, string | number>;

/**
 * A painter. In a page, colours come from classes, so that the theme decides
 * and no style attribute is needed; with a palette they are written out.
 */
export function createPainter(palette?: Palette): Painter {
  return ({ stroke, fill, halo }) => {
    if (!palette) {
      const classes = [stroke && `fig-s-${stroke}`, fill && `fig-f-${fill}`, halo && "fig-halo"];
      return { class: classes.filter(Boolean).join(" ") };
    }
    const color = (name: NonNullable<Painted["fill"]>) => name === "none" ? name : palette[name];
    return {
      ...(stroke && { stroke: color(stroke) }),
      ...(fill && { fill: color(fill) }),
      ...(halo &&
        {
          stroke: palette.paper,
          "stroke-width": 5,
          "paint-order": "stroke",
          "stroke-linejoin": "round",
        }),
    };
  };
}
