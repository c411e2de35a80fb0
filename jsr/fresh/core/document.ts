import "./hooks.ts";
import type { ComponentChild } from "preact";
import type { Build } from "./build.ts";
import { END_OF_HEAD, mergeHead } from "./head.ts";
import { type Page, renderPart } from "./page_state.ts";
import { serializeProps } from "./serialize.ts";
import { hiddenSlots } from "./server_islands.ts";
import type { Island } from "./types.ts";

/**
 * Renders a whole document: the tree, the head's elements in their place, the
 * style sheets and, if there are islands, the script that starts them.
 *
 * @param tree What `<html>` holds, or what its body holds
 * @param build The build, for the addresses of modules and style sheets
 * @returns The HTML, and the value of the `Link` header or an empty text
 */
export function renderDocument(tree: ComponentChild, build: Build): { html: string; link: string } {
  const page: Page = { build, islands: [], slots: new Map(), head: [] };
  let html = renderPart(page, tree);
  const hidden = hiddenSlots(page);
  if (!/<html[\s>]/i.test(html)) {
    html = `<html><head><meta charset="utf-8">${END_OF_HEAD}</head><body>${html}</body></html>`;
  }
  const used = [...new Set(page.islands.map(({ entry }) => entry))];
  const boot = used.length > 0 ? bootScript(page, used) : "";
  const modules = build.scripts.map(
    (url) => `<script type="module" src="${escape(url)}"></script>`,
  );
  const end = hidden + boot + modules.join("");
  const at = html.lastIndexOf("</body>");
  html = at < 0 ? html + end : html.slice(0, at) + end + html.slice(at);
  const styles = new Set([...build.styles, ...used.flatMap(({ css }) => css)]);
  const links = [...styles].map((url) => `<link rel="stylesheet" href="${escape(url)}">`);
  html = mergeHead(html, page.head, links.join(""));
  return { html: `<!DOCTYPE html>${html}`, link: used.length > 0 ? preloads(build, used) : "" };
}

function bootScript({ build, islands }: Page, used: readonly Island[]): string {
  const json = (value: unknown) => JSON.stringify(value);
  const imports = used.map(
    ({ exportName, url }, i) => `import{${exportName} as i${i}}from${json(url)};`,
  );
  const components = used.map(({ name }, i) => `${name}:i${i}`).join(",");
  // The dev server's runtime replaces components when their files change.
  const sources = build.dev ? `,${json(used.map(({ url, exportName }) => [url, exportName]))}` : "";
  const script = `import{boot}from${json(build.runtime.url)};${imports.join("")}` +
    `boot({${components}},${serializeProps(islands)},${json(build.id)}${sources})`;
  // Neither a closing tag nor a comment can begin inside the script.
  return `<script type="module">${script.replaceAll("<", "\\x3c")}</script>`;
}

function preloads({ runtime }: Build, used: readonly Island[]): string {
  const modules = [runtime, ...used].flatMap(({ url, preload }) => [url, ...preload]);
  return [...new Set(modules)]
    .map((url) => `<${url}>; rel="modulepreload"; as="script"`)
    .join(", ");
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
}
