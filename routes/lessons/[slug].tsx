import { HttpError, page } from "fresh";
import { define } from "@/define.ts";
import { LessonPage } from "@/components/lesson/lesson_page.tsx";
import { course } from "@/lib/course/compiled.ts";
import { own } from "@/lib/course/own.ts";
import { cacheControl } from "@/lib/http/mod.ts";

export const handler = define.handlers({
  GET(ctx) {
    const { slug = "" } = ctx.params;
    const lesson = own(course.lessons, slug);
    if (!lesson) throw new HttpError(404, `There is no lesson "${slug}"`);
    ctx.state.meta = { title: lesson.title, description: lesson.summary, type: "article" };
    return page({ lesson }, { headers: { "Cache-Control": cacheControl("page") } });
  },
});

export default define.page<typeof handler>(({ data }) => (
  <LessonPage course={course} lesson={data.lesson} />
));
