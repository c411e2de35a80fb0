import { define } from "@/define.ts";
import { course } from "@/lib/course/compiled.ts";
import { cacheControl } from "@/lib/http/mod.ts";

export const handler = define.handlers({
  GET() {
    const { url } = course.site;
    const lines = ["User-agent: *", "Allow: /", ...(url ? [`Sitemap: ${url}/sitemap.xml`] : [])];
    return new Response(lines.join("\n") + "\n", {
      headers: {
        "Content-Type": "text/plain; charset=utf-8",
        "Cache-Control": cacheControl("data"),
      },
    });
  },
});
