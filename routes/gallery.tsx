import { HttpError, page } from "fresh";
import { LessonBody } from "@/components/lesson/lesson_body.tsx";
import { FoldedContents, LessonContents } from "@/components/lesson/lesson_contents.tsx";
import { define } from "@/define.ts";
import { course } from "@/lib/course/compiled.ts";

export const handler = define.handlers({
  GET(ctx) {
    const { gallery } = course;
    if (!gallery) throw new HttpError(404, "The gallery is shown in development");
    ctx.state.meta = { title: gallery.title, description: gallery.summary };
    const headers = { "Cache-Control": "no-store", "X-Robots-Tag": "noindex" };
    return page({ gallery }, { headers });
  },
});

/** Every kind of exercise with its source, for authors and for the tests of the views. */
export default define.page<typeof handler>(({ data: { gallery } }) => (
  <div class="page lesson">
    <aside class="lesson-aside">
      <LessonContents lesson={gallery} />
    </aside>
    <article class="lesson-main" data-lesson={gallery.slug}>
      <header class="page-head">
        <h1>{gallery.title}</h1>
        <p class="lede">{gallery.summary}</p>
        <FoldedContents lesson={gallery} />
      </header>
      <LessonBody course={course} lesson={gallery} />
    </article>
  </div>
));
