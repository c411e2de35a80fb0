/**
 * Reads the size of an image from its first bytes, so that a page can reserve
 * its place.
 *
 * @module
 */

/** Width and height in pixels. */
export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/**
 * Reads the size of a PNG, GIF, JPEG, WebP or AVIF file.
 *
 * @param bytes The file
 * @returns Its size, or `undefined` if it is none of these
 */
export function imageSize(bytes: Uint8Array): ImageSize | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const size = png(view) ?? gif(view) ?? webp(view) ?? avif(view) ?? jpeg(view);
    return size && size.width > 0 && size.height > 0 ? size : undefined;
  } catch (error) {
    // A file that ends too early
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function tag(view: DataView, at: number, text: string): boolean {
  return [...text].every((letter, i) => view.getUint8(at + i) === letter.charCodeAt(0));
}

function png(view: DataView): ImageSize | undefined {
  if (!tag(view, 1, "PNG") || !tag(view, 12, "IHDR")) return undefined;
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

function gif(view: DataView): ImageSize | undefined {
  if (!tag(view, 0, "GIF8")) return undefined;
  return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
}

function webp(view: DataView): ImageSize | undefined {
  if (!tag(view, 0, "RIFF") || !tag(view, 8, "WEBP")) return undefined;
  if (tag(view, 12, "VP8X")) {
    const three = (at: number) => view.getUint16(at, true) + view.getUint8(at + 2) * 65536 + 1;
    return { width: three(24), height: three(27) };
  }
  if (tag(view, 12, "VP8L")) {
    const bits = view.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
  }
  return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
}

function avif(view: DataView): ImageSize | undefined {
  if (!tag(view, 4, "ftyp")) return undefined;
  for (let at = 8; at < Math.min(view.byteLength - 16, 4096); at++) {
    if (tag(view, at, "ispe")) {
      return { width: view.getUint32(at + 8), height: view.getUint32(at + 12) };
    }
  }
  return undefined;
}

function jpeg(view: DataView): ImageSize | undefined {
  if (view.getUint16(0) !== 0xffd8) return undefined;
  for (let at = 2; at < view.byteLength;) {
    const marker = view.getUint16(at);
    const isFrame = marker >= 0xffc0 && marker <= 0xffcf &&
      ![0xffc4, 0xffc8, 0xffcc].includes(marker);
    if (isFrame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    if (marker < 0xff00) return undefined;
    at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}
