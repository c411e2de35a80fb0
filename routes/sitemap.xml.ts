import { define } from "@/define.ts";
import { course } from "@/lib/course/compiled.ts";
import { sitePaths } from "@/lib/course/navigation.ts";
import { cacheControl } from "@/lib/http/mod.ts";

/** Every address a search engine should know. Addresses must be absolute. */
export const handler = define.handlers({
  GET(ctx) {
    const { url } = course.site;
    const origin = url || ctx.url.origin;
    const entries = sitePaths(course).map((path) =>
      `<url><loc>${new URL(path, origin).href}</loc></url>`
    );
    const xml = `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${entries.join("\n")}
</urlset>
`;
    return new Response(xml, {
      headers: {
        "Content-Type": "application/xml; charset=utf-8",
        // Without a configured address the answer depends on the host asked: not for sharing.
        "Cache-Control": cacheControl(url ? "data" : "private"),
      },
    });
  },
});
