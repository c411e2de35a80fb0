import type { Site } from "@/lib/course/types.ts";
import { BrickMark } from "./brick_mark.tsx";

const LINKS = [
  { href: "/", label: "Course" },
  { href: "/glossary", label: "Glossary" },
  { href: "/references", label: "References" },
  { href: "/progress", label: "Progress" },
  { href: "/about", label: "About" },
];

/** The site's name, its pages and the theme. */
export function SiteHeader({ site, path }: { site: Site; path: string }) {
  return (
    <header class="site-header">
      <a class="site-name" href="/">
        <BrickMark />
        {site.title}
      </a>
      <nav class="site-nav" aria-label="Site">
        {LINKS.map(({ href, label }) => (
          <a href={href} aria-current={href === path ? "page" : undefined}>{label}</a>
        ))}
      </nav>
      <label class="theme-picker">
        <span class="visually-hidden">Theme</span>
        <select id="theme" autocomplete="off">
          <option value="auto">Automatic</option>
          <option value="light">Light</option>
          <option value="dark">Dark</option>
        </select>
      </label>
    </header>
  );
}
