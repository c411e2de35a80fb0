import { App, staticFiles, trailingSlashes } from "fresh";
import type { State } from "@/define.ts";
import { course } from "@/lib/course/compiled.ts";
import { deliver, plainPaths, previews, securityHeaders } from "@/lib/http/mod.ts";

/** The course: ordered middleware, then the file routes. */
export const app = new App<State>();

if (course.site.url) app.use(previews(course.site.url));

app
  // A handout has the numbers of the class that its query names.
  .use(deliver({ readsQuery: (path) => path.startsWith("/handouts/") }))
  .use(securityHeaders())
  .use(plainPaths())
  .use(trailingSlashes("never"))
  .use(staticFiles())
  .fsRoutes();
