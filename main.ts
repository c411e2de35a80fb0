import { App, staticFiles, trailingSlashes } from "fresh";
import type { State } from "@/define.ts";
import { deliver, securityHeaders } from "@/lib/http/mod.ts";

/** The course: ordered middleware, then the file routes. */
export const app = new App<State>()
  .use(securityHeaders())
  .use(deliver())
  .use(trailingSlashes("never"))
  .use(staticFiles())
  .fsRoutes();
