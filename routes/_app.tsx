import type { PageProps } from "fresh";
import type { State } from "@/define.ts";
import { course } from "@/lib/course/compiled.ts";
import { reportTemplate } from "@/lib/course/report.ts";
import sansUrl from "@/assets/fonts/sans.woff2?url";
import serifUrl from "@/assets/fonts/serif.woff2?url";
import { THEME_SCRIPT } from "@/lib/http/theme_script.ts";

/** The document around every page. */
export default function Document({ Component, state, url }: PageProps<never, State>) {
  const { site } = course;
  const meta = state.meta ?? { title: site.title, description: site.description };
  const title = meta.title === site.title ? site.title : `${meta.title} · ${site.title}`;
  const report = reportTemplate(site);
  const address = site.url && `${site.url}${url.pathname === "/" ? "" : url.pathname}`;
  return (
    <html lang={site.language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <meta name="description" content={meta.description} />
        <meta name="theme-color" content="#fbf9f4" media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content="#191e25" media="(prefers-color-scheme: dark)" />
        <meta property="og:site_name" content={site.title} />
        <meta property="og:title" content={meta.title} />
        <meta property="og:description" content={meta.description} />
        <meta property="og:type" content={meta.type ?? "website"} />
        <meta name="twitter:card" content="summary_large_image" />
        {address && (
          <>
            <link rel="canonical" href={address} />
            <meta property="og:url" content={address} />
            <meta property="og:image" content={`${site.url}/og.png`} />
            <meta property="og:image:alt" content={site.tagline} />
          </>
        )}
        {report && <meta name="course-report" content={report} />}
        {meta.styles && <link rel="stylesheet" href={meta.styles} />}
        {/* Asked for at once, the faces are there for the first paint and never change after it. */}
        {[serifUrl, sansUrl].map((href) => (
          <link rel="preload" href={href} as="font" type="font/woff2" crossOrigin="anonymous" />
        ))}
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="icon" href="/favicon.ico" sizes="32x32" />
        {/* Runs before the first paint; allowed by its hash. */}
        <script
          // deno-lint-ignore react-no-danger -- a constant of ours; as a child it would be escaped
          dangerouslySetInnerHTML={{ __html: THEME_SCRIPT }}
        />
      </head>
      <body>
        <Component />
      </body>
    </html>
  );
}
