/**
 * Links and images: their schemes, and where inward ones lead.
 *
 * @module
 */
import type { Image, Link } from "mdast";
import { safeAddress } from "./allow_list.ts";
import type { Doc } from "./context.ts";
import { courseElement, extent, type RootContent } from "./nodes.ts";

const SCHEME = /^([a-z][a-z0-9+.-]*):/i;
const SCHEMES = ["https", "http", "mailto"];

/**
 * Checks a link and gives it its address on the site.
 *
 * @param node The link
 * @param children Its words, resolved
 * @param doc The text it is from
 * @returns The link, or its words alone if it must not be one
 */
export function resolveLink(
  node: Pick<Link, "url" | "title" | "position">,
  children: readonly RootContent[],
  doc: Doc,
): readonly RootContent[] {
  const href = address(node, doc);
  if (href === undefined) return children;
  const title = node.title ? { title: node.title } : {};
  return [courseElement("a", { href, ...title }, children)];
}

function address({ url, position }: Pick<Link, "url" | "position">, doc: Doc): string | undefined {
  const { report } = doc.context.course;
  const { start, end } = extent({ ...(position ? { position } : {}) });
  const at = doc.text.value.slice(start, end).lastIndexOf(url);
  const span = at === -1
    ? doc.text.span(start, end)
    : doc.text.span(start + at, start + at + url.length);
  // Browsers drop control characters from an address before they look at its scheme
  const scheme = SCHEME.exec(url.replace(/[\p{Cc}\s]/gu, ""))?.[1]?.toLowerCase();
  if (scheme !== undefined || url.startsWith("//")) {
    const outward = encodeSpaces(url);
    if (scheme && SCHEMES.includes(scheme) && safeAddress(outward)) return outward;
    report("link", span, `links to "${url}" are not allowed`, {
      known: SCHEMES.map((s) => `${s}:`),
    });
    return undefined;
  }
  const [, path = "", query = "", anchor = ""] = /^([^?#]*)(\?[^#]*)?(?:#(.*))?$/s.exec(url) ?? [];
  const target = sitePath(path, doc);
  const inward = target && encodeSpaces(`${target}${query}${anchor ? `#${anchor}` : ""}`);
  if (target === undefined || inward === undefined || !safeAddress(inward)) {
    report("link", span, `dead link: "${url}" is no file or page of the course`, {
      known: [...doc.context.course.addresses.values()],
    });
    return undefined;
  }
  doc.context.course.links.push({ path: target, anchor: decode(anchor), span });
  // A definition is shown on other pages too: there its links must name the page
  return path === "" && query === "" && doc.context.place !== "field"
    ? `#${encodeSpaces(anchor)}`
    : inward;
}

/** The path on the site of a path in Markdown, empty for the same page. */
function sitePath(path: string, { context }: Doc): string | undefined {
  const { addresses } = context.course;
  const own = addresses.get(context.path);
  if (path === "") return own;
  if (path.startsWith("/")) return path.length > 1 ? path.replace(/\/$/, "") : path;
  const parts = context.path.split("/").slice(0, -1);
  for (const part of decode(path).split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return addresses.get(parts.join("/"));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function encodeSpaces(url: string): string {
  return url.replaceAll(" ", "%20");
}

/**
 * Checks an image and gives it its address and size.
 *
 * @param node The image
 * @param doc The text it is from
 * @returns The image, or nothing if it cannot be shown
 */
export function resolveImage(
  node: Pick<Image, "url" | "title" | "alt" | "position">,
  doc: Doc,
): readonly RootContent[] {
  const { report, images } = doc.context.course;
  const { start, end } = extent({ ...(node.position ? { position: node.position } : {}) });
  const span = doc.text.span(start, end);
  if (!node.alt?.trim()) {
    report("image", span, "an image needs an alternative text", {
      fix: "say in the brackets what the image shows: ![…](file.png)",
    });
  }
  const folder = doc.context.path.split("/").slice(0, -1).join("/");
  const image = images.get(`${folder}/${decode(node.url).replace(/^\.\//, "")}`);
  if (!image) {
    const near = [...images.keys()].filter((path) => path.startsWith(`${folder}/`));
    report("image", span, `no image "${node.url}" beside the text`, {
      known: near.map((path) => path.slice(folder.length + 1)),
      fix: "put a png, jpg, webp, avif or gif file beside the Markdown file",
    });
    return [];
  }
  const { url, width, height } = image;
  const title = node.title ? { title: node.title } : {};
  return [
    courseElement("img", {
      src: url,
      alt: node.alt ?? "",
      width,
      height,
      loading: "lazy",
      ...title,
    }),
  ];
}
