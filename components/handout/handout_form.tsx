import type { JSX } from "preact";
import { MAX_SEED_NAME } from "@/lib/course/exercise/class_seed.ts";
import type { HandoutQuery } from "./query.ts";

/** What the handout is to have: asked of the server, so that it needs no JavaScript. */
export function HandoutForm(
  { slug, asked }: { slug: string; asked: HandoutQuery },
): JSX.Element {
  const { seed, isQuestionsOnly, hasKey } = asked;
  return (
    <form class="handout-form no-print" action={`/handouts/${slug}`} aria-label="Handout">
      <label for="handout-seed">Seed of the class</label>
      <input
        id="handout-seed"
        name="seed"
        class="ex-input"
        value={seed ?? ""}
        maxLength={MAX_SEED_NAME}
        autocomplete="off"
        aria-describedby="handout-note"
      />
      <label>
        <input type="checkbox" name="questions" checked={isQuestionsOnly} /> Questions only
      </label>
      <label>
        <input type="checkbox" name="key" checked={hasKey} /> Key on pages of its own
      </label>
      <button type="submit" class="button">Show</button>
      <p class="meta" id="handout-note">
        The same seed gives the same numbers on paper and at{" "}
        <a href={lessonAddress(slug, seed)}>{lessonAddress(slug, seed ?? "monday")}</a>. This page
        is made to be printed from the browser; this box is left out.
      </p>
    </form>
  );
}

function lessonAddress(slug: string, seed: string | undefined): string {
  return `/lessons/${slug}${seed ? `?${new URLSearchParams({ seed })}` : ""}`;
}
