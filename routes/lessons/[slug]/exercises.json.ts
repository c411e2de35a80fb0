import { HttpError } from "fresh";
import { define } from "@/define.ts";
import { course } from "@/lib/course/compiled.ts";
import { own } from "@/lib/course/own.ts";
import { cacheControl } from "@/lib/http/mod.ts";

/** The exercises of a lesson, for pages that serve them elsewhere: a review, a quiz. */
export const handler = define.handlers({
  GET(ctx) {
    const { slug = "" } = ctx.params;
    const lesson = own(course.lessons, slug);
    if (!lesson) throw new HttpError(404, `There is no lesson "${slug}"`);
    const { number, title, exercises } = lesson;
    return Response.json({ slug, number, title, exercises }, {
      headers: { "Cache-Control": cacheControl("live") },
    });
  },
});
