import type { PageProps } from "fresh";
import type { State } from "@/define.ts";
import { SiteFooter } from "@/components/site/site_footer.tsx";
import { SiteHeader } from "@/components/site/site_header.tsx";
import { course } from "@/lib/course/compiled.ts";

/** What stands above and below every page. */
export default function Layout({ Component, url }: PageProps<never, State>) {
  return (
    <>
      <a class="skip-link" href="#content">Skip to the content</a>
      <SiteHeader site={course.site} path={url.pathname} />
      <main id="content" tabIndex={-1}>
        <Component />
      </main>
      <SiteFooter site={course.site} />
    </>
  );
}
