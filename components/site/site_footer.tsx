import type { Site } from "@/lib/course/types.ts";

/** Who made this, under which terms, and what happens to a reader's data: nothing. */
export function SiteFooter({ site }: { site: Site }) {
  return (
    <footer class="site-footer">
      <p>{site.authors.join(", ")}. {site.license}</p>
      <p>Progress stays on your device. No cookies, no tracking, no third-party requests.</p>
      {site.repository && (
        <nav aria-label="Source">
          <a href={site.repository}>Source and issues</a>
        </nav>
      )}
    </footer>
  );
}
