import { define } from "@/define.ts";
import { course } from "@/lib/course/compiled.ts";
import { cacheControl } from "@/lib/http/mod.ts";

/** Says that this instance serves, and which content. */
export const handler = define.handlers({
  GET() {
    return Response.json({ status: "ok", content: course.hash }, {
      headers: { "Cache-Control": cacheControl("private") },
    });
  },
});
