/**
 * How one kind of question looks without JavaScript and on paper.
 *
 * @module
 */
import type { JSX } from "preact";
import type { Variant } from "@/lib/course/exercise/mod.ts";
import type { Vocabulary } from "@/lib/course/expression/mod.ts";
import type { Exercise, RichNode } from "@/lib/course/types.ts";

/** What a part of a static exercise is given. */
export interface StaticPartProps<E extends Exercise = Exercise> {
  exercise: E;
  /** The variant everybody gets first. */
  variant: Variant;
  vocabulary: Vocabulary;
  /** Writes a text that may tell the answer. */
  tell: (nodes: readonly RichNode[]) => JSX.Element;
}

/** The parts of a static exercise that its kind decides. */
export interface StaticKind<E extends Exercise> {
  /** What stands between the prompt and the hints. */
  Question?: (props: StaticPartProps<E>) => JSX.Element | null;
  /** What stands above the worked solution, folded away with it. */
  Answer?: (props: StaticPartProps<E>) => JSX.Element | null;
  /** What the fold with the solution is called. Default: "Solution". */
  answerName?: string;
}
