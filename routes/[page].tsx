import { HttpError, page } from "fresh";
import { define } from "@/define.ts";
import { PageText } from "@/components/page_text.tsx";
import { course } from "@/lib/course/compiled.ts";
import { own } from "@/lib/course/own.ts";
import { cacheControl } from "@/lib/http/mod.ts";

/** A plain page of `content/pages`, such as `/about`. */
export const handler = define.handlers({
  GET(ctx) {
    const { page: slug = "" } = ctx.params;
    const text = own(course.pages, slug);
    if (!text) throw new HttpError(404, `There is no page "${slug}"`);
    ctx.state.meta = { title: text.title, description: text.summary };
    return page({ text }, { headers: { "Cache-Control": cacheControl("page") } });
  },
});

export default define.page<typeof handler>(({ data }) => <PageText page={data.text} />);
