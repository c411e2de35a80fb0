import type { ComponentChildren, JSX } from "preact";
import { RichText } from "@/components/rich_text.tsx";
import type { CompiledCourse, GlossaryEntry, RichElement } from "@/lib/course/types.ts";

/**
 * Collects the cards that a lesson's words and numbers open. They are HTML popovers: they work
 * without JavaScript, close with Escape and give the focus back.
 */
export interface CardBook {
  /** A glossary term, as written. */
  term(slug: string, children: ComponentChildren): JSX.Element;
  /** A computed number, as shown. */
  calc(props: NonNullable<RichElement["props"]>, children: ComponentChildren): JSX.Element;
  /** The cards asked for so far, in order. */
  readonly cards: readonly JSX.Element[];
}

/** Starts an empty book for one page. */
export function createCardBook(course: CompiledCourse): CardBook {
  const cards: JSX.Element[] = [];
  const terms = new Set<string>();
  let calculations = 0;
  return {
    cards,
    term(slug, children) {
      const entry = course.glossary.find((candidate) => candidate.slug === slug);
      if (!entry) return <>{children}</>;
      if (!terms.has(slug)) {
        terms.add(slug);
        cards.push(<TermCard entry={entry} />);
      }
      return <button type="button" class="term" popovertarget={`term-${slug}`}>{children}</button>;
    },
    calc(props, children) {
      const id = `calc-${++calculations}`;
      cards.push(<CalcCard id={id} props={props} />);
      return <button type="button" class="calc" popovertarget={id}>{children}</button>;
    },
  };
}

/** The cards of a book. Render it after everything that fills the book. */
export function Cards({ book }: { book: CardBook }): JSX.Element {
  return <>{book.cards}</>;
}

function TermCard({ entry }: { entry: GlossaryEntry }) {
  return (
    <div id={`term-${entry.slug}`} class="card" popover role="note" aria-label={entry.term}>
      <p>
        <strong>{entry.term}</strong>
      </p>
      <RichText nodes={entry.definition} />
      <p>
        <a href={`/glossary#${entry.slug}`}>In the glossary</a>
      </p>
    </div>
  );
}

function CalcCard({ id, props }: { id: string; props: NonNullable<RichElement["props"]> }) {
  return (
    <div id={id} class="card" popover role="note" aria-label="How this number is computed">
      <dl>
        <dt>Computed</dt>
        <dd>
          <code>{String(props.expression)}</code>
        </dd>
        {props.exact !== undefined && (
          <>
            <dt>Exactly</dt>
            <dd class="num">{String(props.exact)}</dd>
          </>
        )}
      </dl>
    </div>
  );
}
