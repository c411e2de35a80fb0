import { define } from "@/define.ts";
import { cacheControl } from "@/lib/http/mod.ts";

/** A link that a pointer or finger rests on is fetched ahead; pages only, never files. */
const RULES = {
  prefetch: [{
    where: {
      and: [{ href_matches: "/*" }, { not: { href_matches: "/*.*" } }, {
        not: { href_matches: "/healthz" },
      }],
    },
    eagerness: "moderate",
  }],
};

export const handler = define.handlers({
  GET() {
    return new Response(JSON.stringify(RULES), {
      headers: {
        "Content-Type": "application/speculationrules+json",
        "Cache-Control": cacheControl("data"),
      },
    });
  },
});
