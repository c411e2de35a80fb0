import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { CourseImage } from "../markdown/context.ts";
import { slugOf } from "../schema/names.ts";
import type { Report } from "../schema/problem.ts";
import { SourceFile } from "../schema/source.ts";
import { imageSize } from "./image_size.ts";

/** An image file and its address. */
export interface ImageAsset extends CourseImage {
  /** Path of the file within the content folder. */
  readonly path: string;
}

/**
 * Reads the images of a content folder.
 *
 * @param root The content folder
 * @param paths Paths of images within it
 * @param report Receives files that are not images
 * @returns The images; an address changes with the file, so that it can be cached for ever
 */
export async function readImages(
  root: string,
  paths: readonly string[],
  report: Report,
): Promise<ImageAsset[]> {
  const images = await Promise.all(paths.map(async (path): Promise<ImageAsset | undefined> => {
    const bytes = await readFile(join(root, path));
    const size = imageSize(bytes);
    if (!size) {
      report(
        "image",
        new SourceFile(path, "").span(0),
        "this file is not an image that can be read",
      );
      return undefined;
    }
    const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 10);
    const name = path.split("/").at(-1) ?? path;
    const dot = name.lastIndexOf(".");
    const url = `/assets/${slugOf(name.slice(0, dot)) || "image"}-${hash}${
      name.slice(dot).toLowerCase()
    }`;
    return { path, url, ...size };
  }));
  return images.filter((image) => image !== undefined);
}
