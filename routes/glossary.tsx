import { page } from "fresh";
import { define } from "@/define.ts";
import { RichText } from "@/components/rich_text.tsx";
import { course } from "@/lib/course/compiled.ts";
import { cacheControl } from "@/lib/http/mod.ts";

export const handler = define.handlers({
  GET(ctx) {
    ctx.state.meta = {
      title: "Glossary",
      description:
        `Every term that ${course.site.title} defines, each with the lesson that introduces it.`,
    };
    return page(undefined, { headers: { "Cache-Control": cacheControl("page") } });
  },
});

export default define.page(function Glossary() {
  const entries = [...course.glossary].sort((a, b) => a.term.localeCompare(b.term, "en"));
  const initial = (term: string) => term.charAt(0).toUpperCase();
  const letters = [...new Set(entries.map(({ term }) => initial(term)))];
  return (
    <div class="page">
      <div class="page-head">
        <h1>Glossary</h1>
        <p class="lede">{entries.length} terms, one concept each.</p>
        <nav class="letters" aria-label="Letters">
          {letters.map((letter) => {
            const first = entries.find(({ term }) => initial(term) === letter);
            return <a key={letter} href={`#${first?.slug}`}>{letter}</a>;
          })}
        </nav>
      </div>
      <dl class="glossary">
        {entries.map((entry) => {
          const lesson = entry.lesson ? course.lessons[entry.lesson] : undefined;
          return (
            <div key={entry.slug} id={entry.slug}>
              <dt>
                <dfn>{entry.term}</dfn>
              </dt>
              <dd>
                <RichText nodes={entry.definition} />
                {lesson && (
                  <p class="meta">
                    Introduced in{" "}
                    <a href={`/lessons/${lesson.slug}`}>{lesson.number} {lesson.title}</a>
                  </p>
                )}
              </dd>
            </div>
          );
        })}
      </dl>
    </div>
  );
});
