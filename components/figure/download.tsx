import { render } from "preact";
import { tableToCsv } from "@/lib/figures/csv.ts";
import type { FigureModel } from "@/lib/figures/model.ts";
import type { Palette } from "./paint.ts";
import { readPalette } from "./theme.ts";
import { Picture, pictureWidth } from "./picture.tsx";

/** The pixels of a PNG for each pixel of the drawing. */
const density = 2;

/**
 * Saves a figure as it stands.
 *
 * @param kind The kind of file.
 * @param id The figure's id, which names the file.
 * @param model What it shows.
 */
export async function downloadFigure(
  kind: "png" | "svg" | "csv",
  id: string,
  model: FigureModel,
): Promise<void> {
  const name = `${id}.${kind}`;
  if (kind === "csv") return save(name, new Blob([tableToCsv(model.table)], { type: "text/csv" }));
  const figure = document.getElementById(`figure-${id}`) ?? document.documentElement;
  const svg = pictureText(id, model, readPalette(figure), await fontStyle());
  const drawing = new Blob([svg], { type: "image/svg+xml" });
  save(name, kind === "svg" ? drawing : await rasterize(drawing));
}

function pictureText(
  id: string,
  model: FigureModel,
  palette: Palette & { readonly font: string },
  style: string,
): string {
  const host = document.createElement("div");
  render(<Picture id={id} model={model} palette={palette} />, host);
  const svg = host.querySelector("svg");
  const text = svg ? new XMLSerializer().serializeToString(svg) : "";
  render(null, host);
  // Put in as text: as an element, the page's policy would refuse it.
  return `<?xml version="1.0" encoding="UTF-8"?>\n${text.replace(">", `>${style}`)}`;
}

/** The course's sans as part of the picture, so that its text is as wide there as here. */
async function fontStyle(): Promise<string> {
  const rule = [...document.styleSheets].flatMap(({ cssRules }) => [...cssRules]).find((rule) =>
    rule instanceof CSSFontFaceRule &&
    rule.style.getPropertyValue("font-family").includes("Sans") &&
    rule.style.getPropertyValue("src").includes("url(")
  );
  const sheet = rule?.parentStyleSheet?.href ?? location.href;
  const source = rule && /url\("?([^")]+)/.exec(rule.cssText)?.[1];
  if (!source) return "";
  const font = await (await fetch(new URL(source, sheet))).blob();
  const data = await new Promise<string>((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.readAsDataURL(font);
  });
  const face = `font-family:"Course Sans";font-weight:200 900;src:url(${data})`;
  return `<style>@font-face{${face}}text{font-variant-numeric:tabular-nums}</style>`;
}

async function rasterize(drawing: Blob): Promise<Blob> {
  const url = URL.createObjectURL(drawing);
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = pictureWidth * density;
    canvas.height = Math.round(image.height * (pictureWidth / image.width) * density);
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) => blob ? resolve(blob) : reject(new Error("No picture was made")))
    );
  } finally {
    URL.revokeObjectURL(url);
  }
}

function save(name: string, file: Blob): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads the file after the click has been handled.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
