import { page } from "fresh";
import { define } from "@/define.ts";
import { ProgressOverview } from "@/islands/ProgressOverview.tsx";
import { QuizLinks } from "@/components/quiz_links.tsx";
import { course } from "@/lib/course/compiled.ts";
import { quizzesOfUnit } from "@/lib/course/quiz_links.ts";
import { cacheControl } from "@/lib/http/mod.ts";

export const handler = define.handlers({
  GET(ctx) {
    ctx.state.meta = {
      title: "Your progress",
      description: "What you have solved and what is open, kept on your device only.",
    };
    return page(undefined, { headers: { "Cache-Control": cacheControl("page") } });
  },
});

export default define.page(function Progress() {
  const tests = course.units.flatMap(({ id }) => quizzesOfUnit(course, id));
  return (
    <div class="page">
      <div class="page-head">
        <h1>Your progress</h1>
        <p class="lede">It is kept on this device and nowhere else.</p>
      </div>
      <ProgressOverview title={course.site.title} units={course.units} />
      {tests.length > 0 && (
        <section class="progress-tests" aria-labelledby="tests-title">
          <h2 class="block-label" id="tests-title">Tests</h2>
          <QuizLinks quizzes={tests} label="Tests" />
        </section>
      )}
    </div>
  );
});
