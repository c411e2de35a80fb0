/**
 * What a figure shows, as data. A model has no pixels and no DOM: the server's
 * SVG and the browser's canvas are two drawings of the same one.
 *
 * @module
 */

/** A colour by its meaning; a theme decides which colour that is. */
export type ColourRole = "compute" | "memory" | "network" | "accent" | "ink" | "soft";

/** How a line is broken, so that no line is told apart by colour alone. */
export type Dash = "solid" | "dashed" | "dotted" | "dashdot";

/** How a point is drawn, so that no point is told apart by colour alone. */
export type Shape = "circle" | "square" | "triangle" | "diamond" | "plus" | "cross";

/** A place in the units of the axes. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** An axis. */
export interface Axis {
  readonly label: string;
  /** The unit of the numbers, such as `FLOP/s`; ticks choose the prefix. Empty for plain numbers. */
  readonly unit: string;
  readonly scale: "log" | "linear";
  /** The base whose powers are marked on a logarithmic axis. Default 10. */
  readonly base?: 2 | 10;
  /** Where it is marked, in order; left out, at even steps. */
  readonly marks?: readonly number[];
  /** What stands at each of the marks in place of its number: the axis is of kinds, not amounts. */
  readonly names?: readonly string[];
  /** Numbers are written out, as for a unit that has its prefix already. */
  readonly plain?: boolean;
  /** Numbers are years: marked at whole ones, and read out as a year or a month. */
  readonly calendar?: boolean;
  readonly min: number;
  readonly max: number;
}

/** A line with its label written beside it. */
export interface LineSeries {
  readonly kind: "line";
  readonly id: string;
  /** Written beside the line; empty for none. */
  readonly label: string;
  /** What is written where the label has no room, longest first. */
  readonly shorter?: readonly string[];
  /** What it is, for those who do not see it; the label if left out. */
  readonly name?: string;
  readonly role: ColourRole;
  readonly dash: Dash;
  /** Drawn thinner and lighter: present, but not the subject. */
  readonly faint?: boolean;
  readonly points: readonly Place[];
  /** Where along the line its label may stand, as fractions of its length, best first. */
  readonly labelAt?: readonly number[];
}

/** A filled area between two lines. */
export interface AreaSeries {
  readonly kind: "area";
  readonly id: string;
  readonly label: string;
  readonly role: ColourRole;
  /** Drawn denser: it is something said, not a background. */
  readonly dense?: boolean;
  /** The outline, closed by the renderer. */
  readonly points: readonly Place[];
}

/** One marked point. */
export interface Mark extends Place {
  /** Written beside it; empty for none. */
  readonly label: string;
  /** What it is, where the cursor is to say it; the name of its series if left out. */
  readonly name?: string;
  /** Drawn with a ring: the one the controls act on. */
  readonly selected?: boolean;
}

/** Points with their labels. */
export interface PointSeries {
  readonly kind: "points";
  readonly id: string;
  readonly label: string;
  readonly role: ColourRole;
  readonly shape: Shape;
  /** Drawn as an outline: on the chart, but not measured or not chosen. */
  readonly hollow?: boolean;
  /** One of many: drawn small, and labelled after the lines are. */
  readonly small?: boolean;
  readonly points: readonly Mark[];
}

/** Anything with data. */
export type Series = LineSeries | AreaSeries | PointSeries;

/** Something said about the data. */
export type Annotation =
  | {
    readonly kind: "vertical" | "horizontal";
    readonly at: number;
    /** Where the line stops on the other axis; the whole chart without it. */
    readonly to?: number;
    readonly label: string;
    /** What is written where the label has no room, longest first. */
    readonly shorter?: readonly string[];
    readonly role: ColourRole;
    readonly dash: Dash;
  }
  | {
    readonly kind: "segment";
    readonly from: Place;
    readonly to: Place;
    readonly label: string;
    readonly role: ColourRole;
    readonly dash: Dash;
  }
  | {
    /** A word that names a region, at a place; dropped where there is no room. */
    readonly kind: "region";
    readonly x: number;
    readonly y: number;
    readonly label: string;
    readonly role: ColourRole;
  };

/** A point that can be moved. */
export interface Handle extends Place {
  readonly id: string;
  /** What it is, for those who do not see it. */
  readonly label: string;
  /** Where it is, in words. */
  readonly valueText: string;
  /** Whether it moves up and down, along y; left out, it moves along x. */
  readonly vertical?: boolean;
  /** The values it can reach on the axis it moves along; equal when it cannot move. */
  readonly min: number;
  readonly max: number;
  readonly selected: boolean;
}

/** The chart of a figure. */
export interface ChartModel {
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series[];
  readonly annotations: readonly Annotation[];
  readonly handles: readonly Handle[];
}

/** A rectangle of a diagram. */
export interface Rect extends Place {
  readonly width: number;
  readonly height: number;
}

/** A shape of a diagram, in the diagram's own units. */
export type DiagramShape =
  | {
    readonly kind: "polygon";
    readonly points: readonly Place[];
    readonly role: ColourRole;
    /** How dense the colour is; an outline is empty. */
    readonly paint: "tint" | "shade" | "fill" | "outline";
  }
  | {
    /** Any number of rectangles of one look, drawn as one: cells, grids, bars. */
    readonly kind: "rects";
    readonly rects: readonly Rect[];
    readonly role: ColourRole;
    /** As of a polygon but without an edge; `solid`; `hairline`, a grid as fine as a chart's. */
    readonly paint: "tint" | "shade" | "fill" | "solid" | "outline" | "hairline";
  }
  | {
    readonly kind: "line";
    readonly points: readonly Place[];
    readonly role: ColourRole;
    readonly dash: Dash;
  }
  | {
    readonly kind: "text";
    readonly at: Place;
    readonly text: string;
    readonly role: ColourRole;
    readonly anchor: "start" | "middle" | "end";
    readonly strong?: boolean;
  };

/** A drawing to scale that is not a chart. */
export interface DiagramModel {
  readonly id: string;
  /** What is drawn, in a few words above it. */
  readonly title: string;
  /** What it shows, for those who do not see it. */
  readonly description: string;
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly DiagramShape[];
}

/** The numbers of the moment, read beside the chart. */
export interface Readout {
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly label: string;
    readonly cells: readonly { readonly text: string; readonly role?: ColourRole }[];
  }[];
}

/** One formula, with the numbers put in. */
export interface Working {
  readonly label: string;
  readonly formula: string;
  readonly numbers: string;
  readonly result: string;
  readonly role?: ColourRole;
}

/** The figure as a table: numbers in the unit of their column, in full precision. */
export interface TableModel {
  readonly caption: string;
  readonly columns: readonly { readonly label: string; readonly unit: string }[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** A figure in one state. */
export interface FigureModel {
  /** What there is to see, in one sentence with the numbers of this state. */
  readonly finding: string;
  /** The chart in words, for those who do not see it. */
  readonly description: string;
  readonly chart: ChartModel;
  /** Drawings to scale beside the chart. */
  readonly diagrams: readonly DiagramModel[];
  readonly readout: Readout;
  readonly workings: readonly Working[];
  readonly table: TableModel;
  /** How the numbers were counted, in sentences. */
  readonly conventions: readonly string[];
  /** What the reader should know about this state, such as an uncertain source. */
  readonly notes: readonly string[];
}
