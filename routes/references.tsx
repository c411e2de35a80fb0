import { page } from "fresh";
import { define } from "@/define.ts";
import { RichText } from "@/components/rich_text.tsx";
import { course } from "@/lib/course/compiled.ts";
import { cacheControl } from "@/lib/http/mod.ts";

export const handler = define.handlers({
  GET(ctx) {
    ctx.state.meta = {
      title: "References",
      description: `The papers, data sheets and measurements that ${course.site.title} rests on.`,
    };
    return page(undefined, { headers: { "Cache-Control": cacheControl("page") } });
  },
});

export default define.page(function References() {
  return (
    <div class="page">
      <div class="page-head">
        <h1>References</h1>
        <p class="lede">What the course rests on, and where each source is used.</p>
      </div>
      <ul class="reference-list prose">
        {course.references.map(({ key, entry, citedIn }) => (
          <li id={key}>
            <RichText nodes={entry} />
            {citedIn.length > 0 && (
              <p class="meta">
                Cited in {citedIn.map((slug, index) => (
                  <>
                    {index > 0 && ", "}
                    <a href={`/lessons/${slug}`}>{course.lessons[slug]?.title ?? slug}</a>
                  </>
                ))}
              </p>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
});
