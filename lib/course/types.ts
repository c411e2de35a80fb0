/**
 * The shapes a compiled course is made of. Everything here is plain JSON: the
 * content plugin writes it at build, routes look it up, islands receive parts
 * of it as props.
 *
 * @module
 */
import type { Exercise } from "./exercise_types.ts";

export type * from "./exercise_types.ts";

/** A node of rendered Markdown: a text, or an element. */
export type RichNode = string | RichElement;

/**
 * An element of rendered Markdown. Ordinary tags are HTML, SVG-free and
 * sanitised; tags that begin with `x-` are the course's own and are listed in
 * {@linkcode CourseTag}.
 */
export interface RichElement {
  /** An HTML or MathML tag, or one of the course's own. */
  readonly tag: string;
  /** Attributes by their HTML names (`class`, not `className`). */
  readonly props?: Readonly<Record<string, string | number | boolean>>;
  /** Children in order. */
  readonly children?: readonly RichNode[];
}

/**
 * The course's own tags in a compiled tree.
 *
 * - `x-term` `{slug}`: children are the words as written; the glossary has the definition.
 * - `x-cite` `{keys}`: space-separated bibliography keys.
 * - `x-calc` `{expression, text, exact?, unit?, digits?, as?}`: a number computed at build; its child
 *   is the text shown, `exact` is the value with more digits, in base units.
 * - `x-value` `{expression, unit?, digits?, as?}`: a number still to be computed, in an exercise's template.
 * - `x-figure` `{id}`: a figure of `Lesson.figures`.
 * - `x-exercise` `{id}`: an exercise of `Lesson.exercises`.
 * - `x-predict` `{id}`: a prediction of `Lesson.exercises` (kind `prediction`).
 * - `x-aside`, `x-deepdive`, `x-recap`, `x-instructor` `{title?}`: containers.
 * - `x-table`: wraps a table, so that a wide one can scroll inside itself.
 * - `x-note-ref` `{id, number}` and `Lesson.notes`: GFM footnotes, shown in the margin where there is room.
 */
export type CourseTag =
  | "x-term"
  | "x-cite"
  | "x-calc"
  | "x-value"
  | "x-figure"
  | "x-exercise"
  | "x-predict"
  | "x-aside"
  | "x-deepdive"
  | "x-recap"
  | "x-instructor"
  | "x-table"
  | "x-note-ref";

/** How a computed number is written. */
export interface NumberStyle {
  /** A unit to convert to, such as `TB/s`. Without it a fitting prefix is chosen. */
  readonly unit?: string;
  /** Significant digits. Default 3. */
  readonly digits?: number;
  /**
   * `words` writes the unit out (`312 trillion operations`), `percent` multiplies by 100,
   * `plain` writes the number without a unit, `factor` adds a times sign.
   */
  readonly as?: "words" | "percent" | "plain" | "factor";
}

/** A heading of a lesson, for the table of contents. */
export interface Heading {
  readonly id: string;
  /** 2 or 3. */
  readonly level: 2 | 3;
  readonly text: string;
}

/** What a reader can do after a lesson. */
export interface Objective {
  readonly id: string;
  readonly text: string;
}

/** A figure as an author placed it. */
export interface FigurePlacement {
  /** Unique in the course. */
  readonly id: string;
  /** The figure's kind, a name of `lib/figures`. */
  readonly name: string;
  /** Its initial state, validated by that figure's schema: small JSON. */
  readonly state: JsonObject;
  readonly caption: readonly RichNode[];
  /** Its number within the lesson, from 1. */
  readonly number: number;
}

/** JSON values. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
/** A JSON object. */
export interface JsonObject {
  readonly [key: string]: Json;
}

/** A footnote or margin note. */
export interface Note {
  readonly id: string;
  readonly number: number;
  readonly content: readonly RichNode[];
}

/** A lesson, compiled. */
export interface Lesson {
  readonly slug: string;
  /** Such as `2.2`. */
  readonly number: string;
  readonly unit: string;
  readonly title: string;
  readonly summary: string;
  readonly minutes: number;
  readonly objectives: readonly Objective[];
  /** Slugs of lessons to read first. */
  readonly requires: readonly string[];
  /** Glossary slugs introduced here. */
  readonly introduces: readonly string[];
  readonly headings: readonly Heading[];
  readonly body: readonly RichNode[];
  readonly figures: readonly FigurePlacement[];
  readonly exercises: readonly Exercise[];
  readonly notes: readonly Note[];
  /** Bibliography keys cited, in order of first citation. */
  readonly citations: readonly string[];
  readonly words: number;
  /** Path of the source file, relative to the project. */
  readonly source: string;
}

/** A lesson's place in the course; `available` is false until it is written. */
export interface LessonEntry {
  readonly slug: string;
  readonly number: string;
  readonly title: string;
  readonly summary: string;
  readonly minutes: number;
  readonly available: boolean;
  /** What it teaches; empty until it is written. */
  readonly objectives: readonly Objective[];
  /** Its exercises (predictions apart) in order, as progress counts and names them. */
  readonly exercises: readonly ExerciseEntry[];
}

/** An exercise as progress counts and names it. */
export interface ExerciseEntry {
  readonly id: string;
  readonly version: number;
  /** The earliest version whose marks still count. */
  readonly keeps?: number;
  readonly title?: string;
  /** The objective it tests. */
  readonly objective?: string;
  /** Whether it can come back in a review, with other numbers or in another order. */
  readonly recurs: boolean;
}

/** A unit: a course of bricks in the wall. */
export interface Unit {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly summary: string;
  readonly lessons: readonly LessonEntry[];
}

/** A glossary entry. */
export interface GlossaryEntry {
  readonly slug: string;
  readonly term: string;
  /** Other spellings that `:term[…]` accepts. */
  readonly aliases: readonly string[];
  readonly definition: readonly RichNode[];
  /** The definition as one plain text, for hover cards and search. */
  readonly text: string;
  /** The lesson that introduces it, if one does. */
  readonly lesson?: string;
}

/** A bibliography entry, rendered. */
export interface Reference {
  readonly key: string;
  /** Such as `Gholami et al. 2024`. */
  readonly label: string;
  /** The full entry. */
  readonly entry: readonly RichNode[];
  readonly url?: string;
  /** Slugs of lessons that cite it. */
  readonly citedIn: readonly string[];
}

/** What an instructor brands, from `content/course.yaml`. */
export interface Site {
  readonly title: string;
  readonly tagline: string;
  readonly description: string;
  readonly authors: readonly string[];
  readonly license: string;
  readonly repository?: string;
  /**
   * Where readers report what is wrong with an exercise: an address with `{title}`, `{body}`,
   * `{id}`, `{version}`, `{seed}` and `{page}` in it.
   */
  readonly report?: string;
  /** The public address, without a slash at the end, for sitemap and Open Graph; empty if unknown. */
  readonly url: string;
  readonly language: string;
  /** The figure that opens the home page: the slug of its lesson and its id. */
  readonly opening?: { readonly lesson: string; readonly figure: string };
}

/** Exercises drawn from pools, with a score. */
export interface Quiz {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  /** The share of points that passes, from 0 to 1. */
  readonly pass: number;
  /** How many are drawn from which exercises, by id. */
  readonly pools: readonly { readonly draw: number; readonly from: readonly string[] }[];
  /** Slugs of the lessons that the exercises are from. */
  readonly lessons: readonly string[];
}

/** Everything a build knows. */
export interface CompiledCourse {
  /** A hash of the content: it changes when anything a page shows changes. */
  readonly hash: string;
  readonly site: Site;
  readonly units: readonly Unit[];
  /** By slug. */
  readonly lessons: Readonly<Record<string, Lesson>>;
  readonly glossary: readonly GlossaryEntry[];
  readonly references: readonly Reference[];
  /** Extra pages in Markdown (`content/pages/<slug>.md`), such as `about`. */
  readonly pages: Readonly<Record<string, Page>>;
  /** By id: one for each written lesson under its slug, one for each unit, and those of course.yaml. */
  readonly quizzes: Readonly<Record<string, Quiz>>;
  /** Every kind of exercise, for authors, where the build was asked for it. */
  readonly gallery?: Lesson;
}

/** A plain page written in Markdown. */
export interface Page {
  readonly slug: string;
  readonly title: string;
  readonly summary: string;
  readonly body: readonly RichNode[];
  readonly source: string;
}
