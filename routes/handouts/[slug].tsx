import { HttpError, page } from "fresh";
import { asset } from "fresh/runtime";
import { define } from "@/define.ts";
import { HandoutPage } from "@/components/handout/handout_page.tsx";
import { readHandoutQuery } from "@/components/handout/query.ts";
import { course } from "@/lib/course/compiled.ts";
import { own } from "@/lib/course/own.ts";
import { cacheControl } from "@/lib/http/mod.ts";

export const handler = define.handlers({
  GET(ctx) {
    const { slug = "" } = ctx.params;
    const lesson = own(course.lessons, slug);
    if (!lesson) throw new HttpError(404, `There is no lesson "${slug}"`);
    const { search } = ctx.url;
    ctx.state.meta = {
      title: `Handout ${lesson.number} ${lesson.title}`,
      styles: asset("/handout.css"),
      description: `To be printed: ${lesson.summary}`,
    };
    const headers = {
      // What a query asks for is made for this one reader
      "Cache-Control": cacheControl(search === "" ? "page" : "private"),
      // Search engines know the lesson
      "X-Robots-Tag": "noindex",
    };
    return page({ lesson, asked: readHandoutQuery(search) }, { headers });
  },
});

export default define.page<typeof handler>(({ data: { lesson, asked } }) => (
  <HandoutPage course={course} lesson={lesson} asked={asked} />
));
