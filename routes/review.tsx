import { page } from "fresh";
import { define } from "@/define.ts";
import { Review } from "@/islands/Review.tsx";
import { course } from "@/lib/course/compiled.ts";
import { markedLesson } from "@/lib/course/progress/keys.ts";
import { cacheControl } from "@/lib/http/mod.ts";

export const handler = define.handlers({
  GET(ctx) {
    ctx.state.meta = {
      title: "Review",
      description: "Exercises you have solved come back with other numbers before you forget them.",
    };
    return page(undefined, { headers: { "Cache-Control": cacheControl("page") } });
  },
});

export default define.page(function ReviewPage() {
  const lessons = course.units.flatMap((unit) => unit.lessons)
    .filter(({ exercises }) => exercises.some(({ recurs }) => recurs))
    .map((lesson) => ({ ...markedLesson(lesson), number: lesson.number, title: lesson.title }));
  return (
    <div class="page">
      <div class="page-head">
        <h1>Review</h1>
        <p class="lede">
          Exercises come back with other numbers, about when you would begin to forget them.
        </p>
      </div>
      <Review lessons={lessons} />
    </div>
  );
});
