import type { Quiz } from "@/lib/course/types.ts";

/** Quiet links to quizzes and tests of units; nothing where there are none. */
export function QuizLinks({ quizzes, label }: { quizzes: readonly Quiz[]; label: string }) {
  if (quizzes.length === 0) return null;
  return (
    <ul class="quiz-links meta" aria-label={label}>
      {quizzes.map(({ id, title }) => (
        <li key={id}>
          <a href={`/quizzes/${id}`}>{title}</a>
        </li>
      ))}
    </ul>
  );
}
