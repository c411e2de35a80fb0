/**
 * Comments as Markdown.
 *
 * @module
 */
import type { JsDoc, Tag } from "./doc.ts";
import { typeText } from "./type_text.ts";

/** Writes the tags of a comment: a list, then the examples. */
export function tagsText({ tags = [] }: JsDoc): string {
  const of = (kind: string) => tags.filter((tag) => tag.kind === kind);
  const named = [...of("template"), ...of("param")];
  return join([
    [
      ...named.map((tag) => `- \`${tag.name}\`: ${line(tag)}`),
      ...of("return").map((tag) => `- Returns: ${line(tag)}`),
      ...of("throws").map((tag) =>
        `- Throws${tag.tsType ? ` \`${typeText(tag.tsType)}\`` : ""}: ${line(tag)}`
      ),
      ...of("default").map((tag) => `- Default: ${line(tag)}`),
    ].join("\n"),
    ...of("example").map(exampleText),
  ]);
}

function exampleText({ doc = "" }: Tag): string {
  const start = doc.indexOf("```");
  const title = start === -1 ? "" : doc.slice(0, start).trim();
  return join([
    title ? `Example: ${title}` : "Example:",
    start === -1 ? doc.trim() : doc.slice(start).trim(),
  ]);
}

function line({ doc = "" }: Tag): string {
  return prose(doc).replace(/\s*\n\s*/g, " ");
}

/** A comment's text, its links to names as code. */
export function prose(doc = ""): string {
  return doc.replace(
    /\{@link(?:code|plain)?\s+([^}|\s]+)(?:[\s|]+([^}]+))?\}/g,
    (_, name, text) => text ? text.trim() : `\`${name}\``,
  ).trim();
}

/** TypeScript in a fence. */
export function code(text: string): string {
  return `\`\`\`ts\n${text}\n\`\`\``;
}

/** Puts paragraphs below one another; empty ones are left out. */
export function join(parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join("\n\n");
}
