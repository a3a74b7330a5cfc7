/** A chart as a file: SVG with its colours written out, PNG at twice the size, CSV of every point. */
import { dashArray, type Look } from "./dash.ts";
import { fitting, roomForNames } from "./plot-area.ts";

const copied = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-opacity",
  "stroke-dasharray",
  "stroke-linecap",
  "stroke-linejoin",
  "opacity",
  "font-family",
  "font-size",
  "font-weight",
  "text-anchor",
];

/** What a file says around a drawing, which on the page has it beside itself. */
export interface Caption {
  readonly title: string;
  /** Of lines that bear no names themselves. */
  readonly names: readonly NamedLook[];
}

export interface NamedLook extends Look {
  readonly label: string;
}

/** Pixels: of the title above the drawing, of a row of names below it, of the line before a name, around all. */
const [TITLE, ROW, SAMPLE, RIM] = [30, 20, 28, 12];

/** The drawing with every colour that the style sheet gave it written into it, between title and names, on its background. */
export function svgOf(drawing: SVGSVGElement, { title, names }: Caption): string {
  // cloneNode of an svg element is one again; the DOM's types only say Node.
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const originals = [drawing, ...drawing.querySelectorAll("*")];
  [copy, ...copy.querySelectorAll("*")].forEach((element, index) => {
    const original = originals[index];
    if (original === undefined) return;
    const style = getComputedStyle(original);
    for (const name of copied) element.setAttribute(name, style.getPropertyValue(name));
    element.removeAttribute("style");
    element.removeAttribute("class");
  });
  const { width, height } = drawing.getBoundingClientRect();
  const root = getComputedStyle(document.documentElement);
  const ink = { fill: root.getPropertyValue("--ink"), "font-family": getComputedStyle(document.body).fontFamily };
  const across = Math.min(width, roomForNames(names.map(({ label }) => label)) + SAMPLE);
  const columns = Math.max(1, Math.floor(width / across));
  const below = names.length === 0 ? 0 : ROW * (Math.ceil(names.length / columns) + 0.5);
  // Figures at an axis may lean out of the drawing.
  const page = { width: width + 2 * RIM, height: TITLE + height + below };
  setAll(copy, { xmlns: SVG, ...page, viewBox: `${-RIM} ${-TITLE} ${page.width} ${page.height}` });
  copy.prepend(made("rect", { x: -RIM, y: -TITLE, ...page, fill: root.backgroundColor }));
  copy.append(made("text", { ...ink, x: 0, y: -10, "font-size": 14, "font-weight": 600 }, title));
  for (const [at, { label, series, dash }] of names.entries()) {
    const [x, y] = [across * (at % columns), height + ROW * (Math.floor(at / columns) + 0.75)];
    const stroke = root.getPropertyValue(`--series-${series}`);
    const line = { d: `M${x} ${y - 4}h${SAMPLE - 8}`, stroke, "stroke-width": 2.25, "stroke-linecap": "round" };
    copy.append(made("path", { ...line, "stroke-dasharray": dashArray(dash) ?? "none" }));
    copy.append(made("text", { ...ink, x: x + SAMPLE, y, "font-size": 12.5 }, fitting(label, across - SAMPLE - 8)));
  }
  return new XMLSerializer().serializeToString(copy);
}

const SVG = "http://www.w3.org/2000/svg";

function made(kind: string, attributes: Readonly<Record<string, string | number>>, words = ""): SVGElement {
  const element = document.createElementNS(SVG, kind);
  setAll(element, attributes);
  element.textContent = words;
  return element;
}

function setAll(element: Element, attributes: Readonly<Record<string, string | number>>): void {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
}

/** Rejects when the browser cannot draw the picture. */
export async function pngOf(drawing: SVGSVGElement, caption: Caption): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svgOf(drawing, caption)], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.naturalWidth * 2;
    canvas.height = image.naturalHeight * 2;
    const context = canvas.getContext("2d");
    if (context === null) throw new Error("This browser gives no 2D canvas");
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise<Blob>((resolve, reject) => {
      canvas.toBlob((blob) => {
        if (blob === null) reject(new Error("This browser cannot write PNG"));
        else resolve(blob);
      }, "image/png");
    });
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** A cell as RFC 4180 wants it; a text that a spreadsheet would run as a formula is defused. */
export function csvCell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function csvOf(header: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string {
  return [header, ...rows].map((row) => row.map(csvCell).join(",")).join("\r\n") + "\r\n";
}
