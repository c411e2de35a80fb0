import { page } from "fresh";
import { define } from "@/define.ts";
import { FigureBlock } from "@/components/figure_block.tsx";
import { Wall } from "@/components/wall.tsx";
import { CourseMarks } from "@/islands/CourseMarks.tsx";
import { course } from "@/lib/course/compiled.ts";
import { markedLesson } from "@/lib/course/progress/keys.ts";
import { cacheControl } from "@/lib/http/mod.ts";

export const handler = define.handlers({
  GET(ctx) {
    const { site } = course;
    ctx.state.meta = { title: site.title, description: site.description };
    return page(undefined, { headers: { "Cache-Control": cacheControl("page") } });
  },
});

export default define.page(function Home() {
  const { site, units, quizzes } = course;
  const lessons = units.flatMap((unit) => unit.lessons);
  const available = lessons.filter((lesson) => lesson.available);
  const first = available[0];
  const opening = site.opening && course.lessons[site.opening.lesson];
  const figure = opening?.figures.find(({ id }) => id === site.opening?.figure);
  return (
    <div class="page">
      <div class="page-head">
        <h1>{site.title}</h1>
        <p class="lede">{site.tagline}</p>
        <p class="home-what">{site.description}</p>
        <div class="home-start">
          {first && <a class="button" href={`/lessons/${first.slug}`}>Start with {first.number}</a>}
          <a class="button-quiet" href="#course">See the course</a>
        </div>
      </div>
      {opening && figure && (
        // Outside its lesson a figure has no number.
        <FigureBlock
          placement={{ ...figure, number: 0 }}
          lesson={{ slug: opening.slug, number: opening.number }}
        />
      )}
      <section id="course" class="home-course" aria-labelledby="course-title">
        <h2 id="course-title">The course</h2>
        <p class="meta">
          {units.length} units, {lessons.length} lessons. {available.length} can be read now.
        </p>
        <p class="meta">
          <a href="/review">Review</a> <span data-review-mark />
        </p>
        <Wall units={units} quizzes={quizzes} />
        <CourseMarks lessons={available.map(markedLesson)} />
      </section>
    </div>
  );
});
