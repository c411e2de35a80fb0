/**
 * What a Markdown text is compiled in: the course around it, and the lesson
 * that is being gathered from it.
 *
 * @module
 */
import type { Machine } from "@/lib/compute/mod.ts";
import GithubSlugger from "github-slugger";
import type { Definition, FootnoteDefinition } from "mdast";
import type { Vocabulary } from "../expression/mod.ts";
import type { Report } from "../schema/problem.ts";
import type { SourceSpan, SourceText } from "../schema/source.ts";
import type { YamlSource } from "../schema/yaml_source.ts";
import type { Exercise, FigurePlacement, Heading, Note } from "../types.ts";
import type { Highlighter } from "./highlight.ts";
import type { TermIndex } from "./terms.ts";

/** For whom a course is compiled. */
export type Edition = "student" | "instructor";

/** An image beside a lesson. */
export interface CourseImage {
  /** Its address on the site. */
  readonly url: string;
  readonly width: number;
  readonly height: number;
}

/** An inward link, checked when every page is known. */
export interface PendingLink {
  /** The path on the site, such as `/lessons/the-roofline`. */
  readonly path: string;
  /** Without `#`; empty for the whole page. */
  readonly anchor: string;
  readonly span: SourceSpan;
}

/** What all files of a course share. */
export interface CourseContext {
  readonly report: Report;
  readonly edition: Edition;
  readonly machines: readonly Machine[];
  readonly vocabulary: Vocabulary;
  readonly terms: TermIndex;
  /** Labels by key. */
  readonly references: ReadonlyMap<string, string>;
  /** Addresses by path of the Markdown file within the content folder. */
  readonly addresses: ReadonlyMap<string, string>;
  /** By path within the content folder. */
  readonly images: ReadonlyMap<string, CourseImage>;
  readonly highlighter: Highlighter;
  /** Where each figure and exercise id was first used. */
  readonly ids: Map<string, SourceSpan>;
  /** Where each exercise says what is right, by the exercise's id. */
  readonly answers: Map<string, SourceSpan>;
  readonly links: PendingLink[];
  /** Checks that take their time, run when everything has been read. */
  readonly later: (() => Promise<void>)[];
}

/** Ids of elements that the page around a text has. */
const RESERVED = [
  "main",
  "content",
  "contents",
  "objectives",
  "sources",
  "notes",
  "exercises",
  "theme",
];

/** How ids of other things on the page begin. */
const TAKEN =
  /^(?:calc|cite|exercise|figure|fn|fnref|note|predict|progress|ref|source|term|works)-/;

/** The headings of a lesson or page. */
export class Outline {
  /** For the table of contents. */
  readonly headings: Heading[] = [];
  /** Ids of every heading. */
  readonly anchors = new Set<string>();
  readonly #slugger = new GithubSlugger();

  constructor() {
    for (const id of RESERVED) this.#slugger.slug(id);
  }

  /** Gives a heading its id. */
  add(text: string): string {
    const named = this.#slugger.slug(text) || this.#slugger.slug("section");
    const id = TAKEN.test(named) ? this.#slugger.slug(`section-${named}`) : named;
    this.anchors.add(id);
    return id;
  }
}

/** What is known of a lesson before its text is read. */
export interface DraftInput {
  readonly slug: string;
  readonly order: number;
  readonly objectives: readonly string[];
  readonly source: string;
  readonly showsSource?: boolean;
}

/** A lesson as it is gathered. */
export class LessonDraft {
  readonly slug: string;
  /** Its place in the course, from 0: a term may be introduced here or before. */
  readonly order: number;
  readonly objectives: readonly string[];
  readonly figures: FigurePlacement[] = [];
  readonly exercises: Exercise[] = [];
  readonly notes: Note[] = [];
  readonly outline = new Outline();
  /** Anchors of figures and exercises, those with mistakes in them too. */
  readonly anchors = new Set<string>();
  /** Objectives that an exercise names, those with mistakes in them too. */
  readonly tested = new Set<string>();
  readonly citations = new Set<string>();
  readonly terms = new Set<string>();
  /** How many of each kind have been numbered. */
  readonly numbers = { figures: 0, exercises: 0, predictions: 0 };

  /** Whether examples show their source above what it becomes. */
  readonly showsSource: boolean;

  /** The path of its text within the project. */
  readonly source: string;

  constructor(
    { slug, order, objectives, source, showsSource = false }: DraftInput,
  ) {
    this.source = source;
    this.showsSource = showsSource;
    this.slug = slug;
    this.order = order;
    this.objectives = objectives;
  }
}

/** One Markdown file or field that is being compiled. */
export interface TextContext {
  readonly course: CourseContext;
  /** Path of the file within the content folder. */
  readonly path: string;
  /** What may stand in it: a lesson's blocks, a page's text, or a field's. */
  readonly place: "lesson" | "page" | "field";
  /** The lesson it belongs to. */
  readonly draft?: LessonDraft | undefined;
  /** Its headings; absent where there can be none. */
  readonly outline?: Outline | undefined;
  /** Names that `{…}` may use; absent where `{…}` is plain text. */
  readonly parameters?: readonly string[] | undefined;
  /** Whether typed numbers with units are pointed out. */
  readonly lintNumbers: boolean;
  /** Exercises of `exercises.yaml` by id. */
  readonly shelf?: ExerciseShelf | undefined;
}

/** The exercises kept beside a lesson. */
export interface ExerciseShelf {
  readonly source: YamlSource;
  /** Index in the list by id. */
  readonly places: ReadonlyMap<string, number>;
  /** Ids that have been placed. */
  readonly used: Set<string>;
  /** Whether the file could not be read, so that nothing is known of what it holds. */
  readonly isBroken: boolean;
}

/** A text, its parts that are looked up, and its context. */
export interface Doc {
  readonly text: SourceText;
  readonly context: TextContext;
  readonly definitions: ReadonlyMap<string, Definition>;
  readonly footnotes: ReadonlyMap<string, FootnoteDefinition>;
  /** Names of the containers around the current node, outermost first. */
  readonly within: readonly string[];
  /** Identifiers of the notes that are referred to, in any edition. */
  readonly noted: Set<string>;
}
