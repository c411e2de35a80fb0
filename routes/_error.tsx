import { HttpError, type PageProps } from "fresh";
import type { State } from "@/define.ts";

/** What a reader sees when something is missing or has failed. Nothing internal is shown. */
export default function ErrorPage({ error }: PageProps<never, State>) {
  const status = error instanceof HttpError ? error.status : 500;
  return (
    <div class="page">
      <div class="page-head">
        <p class="meta num">Error {status}</p>
        <h1>{status === 404 ? "This page is not in the wall" : "Something broke on our side"}</h1>
        <p class="lede">
          {status === 404
            ? "The address may be mistyped, or the lesson may have moved."
            : "Your progress is safe on your device. Try again in a moment."}
        </p>
      </div>
      <p>
        <a class="button" href="/">Go to the course</a>
      </p>
    </div>
  );
}
