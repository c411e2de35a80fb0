import type { ComponentChildren, JSX } from "preact";
import { useRef } from "preact/hooks";
import { Icon, type IconName } from "./icon.tsx";

/** What became of an answer, for the eye and in a word. */
export type Tone = "right" | "partly" | "wrong" | "unread";

/** What a grade may find. */
type GradeOutcome = "correct" | "partly" | "slip" | "wrong" | "unread";

/**
 * The tone of a grade's outcome.
 *
 * @param outcome What became of an answer, if that is known
 * @returns The tone; a slip is as wrong as any other mistake
 */
export function toneOf(outcome: GradeOutcome): Tone;
export function toneOf(outcome: GradeOutcome | undefined): Tone | undefined;
export function toneOf(outcome: GradeOutcome | undefined): Tone | undefined {
  if (outcome === "correct") return "right";
  return outcome === "slip" ? "wrong" : outcome;
}

const ICONS: Readonly<Record<Tone, IconName>> = {
  right: "right",
  partly: "partly",
  wrong: "wrong",
  unread: "unread",
};

const WORDS: Readonly<Record<Tone, string>> = {
  right: "Right.",
  partly: "Partly right.",
  wrong: "Not yet.",
  unread: "Not marked.",
};

/** Props of {@linkcode Feedback}. */
export interface FeedbackProps {
  id: string;
  tone?: Tone | undefined;
  /** Makes a new announcement of a message that reads as the last one. */
  count: number;
  /** Counts new beginnings, which are announced until something is said of an answer. */
  round?: number;
  children?: ComponentChildren;
}

/** The place below the answer where it is marked; read out when it changes. */
export function Feedback({ id, tone, count, round = 0, children }: FeedbackProps): JSX.Element {
  const begun = useRef({ round, count });
  if (begun.current.round !== round) begun.current = { round, count };
  const hasBegun = round > 0 && begun.current.count === count;
  return (
    <div class="ex-feedback" id={id} role="status" data-tone={tone}>
      {tone
        ? (
          <div key={count} class="ex-verdict">
            <Icon name={ICONS[tone]} />
            <div>
              <strong>{WORDS[tone]}</strong> {children}
            </div>
          </div>
        )
        : children}
      {!tone && hasBegun && <span class="visually-hidden">The exercise begins again.</span>}
    </div>
  );
}
