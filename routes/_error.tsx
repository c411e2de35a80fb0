import { HttpError, page } from "fresh";
import { define } from "@/define.ts";
import { errorPageHeaders } from "@/lib/http/mod.ts";

/**
 * What a reader sees when something is missing or has failed. Nothing internal is shown. An error
 * leaves the middleware behind it, so this page brings its own headers.
 */
export const handler = define.handlers((ctx) => {
  const status = ctx.error instanceof HttpError ? ctx.error.status : 500;
  ctx.state.meta = { title: titleOf(status), description: adviceOf(status) };
  return page({ status }, { status, headers: errorPageHeaders() });
});

export default define.page<typeof handler>(({ data: { status } }) => (
  <div class="page">
    <div class="page-head">
      <p class="meta num">Error {status}</p>
      <h1>{titleOf(status)}</h1>
      <p class="lede">{adviceOf(status)}</p>
    </div>
    <p>
      <a class="button" href="/">Go to the course</a>
    </p>
  </div>
));

function titleOf(status: number): string {
  if (status >= 500) return "Something broke on our side";
  return status === 404 ? "This page is not in the wall" : "This cannot be asked of this page";
}

function adviceOf(status: number): string {
  if (status >= 500) return "Your progress is safe on your device. Try again in a moment.";
  return status === 404
    ? "The address may be mistyped, or the lesson may have moved."
    : "Pages of this course can be read, and that is all a server does with them.";
}
