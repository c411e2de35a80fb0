import { HttpError, page } from "fresh";
import { define } from "@/define.ts";
import { QuizRunner } from "@/islands/QuizRunner.tsx";
import { course } from "@/lib/course/compiled.ts";
import { own } from "@/lib/course/own.ts";
import { cacheControl } from "@/lib/http/mod.ts";

export const handler = define.handlers({
  GET(ctx) {
    const { id = "" } = ctx.params;
    const quiz = own(course.quizzes, id);
    if (!quiz) throw new HttpError(404, `There is no quiz "${id}"`);
    const count = quiz.pools.reduce((sum, { draw }) => sum + draw, 0);
    const description = quiz.summary || `${count} questions, drawn anew each time.`;
    ctx.state.meta = { title: quiz.title, description };
    return page({ quiz, count, description }, {
      headers: { "Cache-Control": cacheControl("page") },
    });
  },
});

export default define.page<typeof handler>(({ data: { quiz, count, description } }) => (
  <div class="page">
    <div class="page-head">
      <h1>{quiz.title}</h1>
      <p class="lede">{description}</p>
      <p class="meta">
        {count} questions from {quiz.lessons.map((slug, i) => (
          <>
            {i > 0 && ", "}
            <a href={`/lessons/${slug}`}>{course.lessons[slug]?.title ?? slug}</a>
          </>
        ))}. Nothing is sent anywhere.
      </p>
    </div>
    <QuizRunner quiz={quiz} />
  </div>
));
