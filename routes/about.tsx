import { HttpError, page } from "fresh";
import { define } from "@/define.ts";
import { PageText } from "@/components/page_text.tsx";
import { course } from "@/lib/course/compiled.ts";
import { cacheControl } from "@/lib/http/mod.ts";

export const handler = define.handlers({
  GET(ctx) {
    const about = course.pages.about;
    if (!about) throw new HttpError(404, "This course has no about page");
    ctx.state.meta = { title: about.title, description: about.summary };
    return page({ about }, { headers: { "Cache-Control": cacheControl("page") } });
  },
});

export default define.page<typeof handler>(({ data }) => <PageText page={data.about} />);
