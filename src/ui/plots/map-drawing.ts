/** The map on its canvases: the ground once, and what walks over it for every picture. */
import { contours } from "d3-contour";
import { linearAxis } from "../charts/ticks.ts";
import type { Palette } from "./palette.ts";
import type { Frame, Place, Relief } from "./relief.ts";

/** A place that is marked as lowest of all, or of its surroundings, or as where a model was kept. */
export interface Mark {
  readonly place: Place;
  readonly isLowest: boolean;
  readonly isKept?: true;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** From a place to pixels, and back. */
export interface Projection {
  readonly toPixels: (place: Place) => Place;
  readonly toPlace: (pixels: Place) => Place;
}

export function projectionOf({ x, y }: Frame, { width, height }: Size): Projection {
  const [wide, tall] = [x[1] - x[0], y[1] - y[0]];
  return {
    toPixels: (place) => [((place[0] - x[0]) / wide) * width, ((y[1] - place[1]) / tall) * height],
    toPlace: ([left, top]) => [x[0] + (left / width) * wide, y[1] - (top / height) * tall],
  };
}

/** Ready to draw on in CSS pixels, and empty. */
export function cleared(canvas: HTMLCanvasElement, { width, height }: Size): CanvasRenderingContext2D | null {
  const density = Math.min(3, devicePixelRatio);
  const [columns, rows] = [Math.round(width * density), Math.round(height * density)];
  if (canvas.width !== columns || canvas.height !== rows) Object.assign(canvas, { width: columns, height: rows });
  const context = canvas.getContext("2d");
  context?.setTransform(density, 0, 0, density, 0, 0);
  context?.clearRect(0, 0, width, height);
  return context;
}

/** What lies above each of so many levels, evenly apart, as paths in pixels; the lowest first. */
export function outlinesOf(relief: Relief, size: Size, levels: number): readonly string[] {
  const thresholds = Array.from({ length: levels }, (_, index) => index / levels);
  const shapes = contours().size([relief.columns, relief.rows]).thresholds(thresholds)([...relief.levels]);
  const across = (column: number): number => ((column - 0.5) / (relief.columns - 1)) * size.width;
  const down = (row: number): number => size.height - ((row - 0.5) / (relief.rows - 1)) * size.height;
  const ringPath = (ring: readonly (readonly number[])[]): string =>
    `M${ring.map(([column = 0, row = 0]) => `${across(column).toFixed(2)} ${down(row).toFixed(2)}`).join("L")}Z`;
  return shapes.map(({ coordinates }) => coordinates.flat().map(ringPath).join(""));
}

export function drawGround(
  context: CanvasRenderingContext2D,
  size: Size,
  relief: Relief,
  marks: readonly Mark[],
  palette: Palette,
): void {
  const { bands } = palette;
  outlinesOf(relief, size, bands.length).forEach((path, index) => {
    const outline = new Path2D(path);
    fillShape(context, outline, bands[index] ?? palette.canvas);
    if (index === 0) return;
    context.globalAlpha = index % 3 === 0 ? 0.34 : 0.16;
    context.strokeStyle = palette.ink;
    context.lineWidth = index % 3 === 0 ? 1 : 0.75;
    context.stroke(outline);
    context.globalAlpha = 1;
  });
  drawAxes(context, size, relief.frame, palette);
  drawMarks(context, size, relief.frame, marks, palette);
}

/** Fills a shape, its holes left out. */
export function fillShape(context: CanvasRenderingContext2D, shape: Path2D, colour: string, strength = 1): void {
  context.globalAlpha = strength;
  context.fillStyle = colour;
  context.fill(shape, "evenodd");
  context.globalAlpha = 1;
}

/** Words that stay legible on any ground. */
export function drawWords(context: CanvasRenderingContext2D, words: string, [x, y]: Place, palette: Palette): void {
  context.font = palette.font;
  context.lineJoin = "round";
  context.lineWidth = 3.5;
  context.strokeStyle = palette.canvas;
  context.strokeText(words, x, y);
  context.fillStyle = palette.ink;
  context.fillText(words, x, y);
}

/** Figures along the lower and the left side. */
export function drawAxes(context: CanvasRenderingContext2D, size: Size, frame: Frame, palette: Palette): void {
  const { toPixels } = projectionOf(frame, size);
  const wanted = size.width < 400 ? 4 : 6;
  const shown = (value: number): string => String(Number(value.toPrecision(6))).replace("-", "−");
  context.textAlign = "center";
  for (const x of linearAxis(frame.x[0], frame.x[1], wanted).ticks) {
    const [left] = toPixels([x, 0]);
    if (left > 26 && left < size.width - 14) drawWords(context, shown(x), [left, size.height - 7], palette);
  }
  context.textAlign = "left";
  for (const y of linearAxis(frame.y[0], frame.y[1], wanted).ticks) {
    const [, top] = toPixels([0, y]);
    if (top > 14 && top < size.height - 26) drawWords(context, shown(y), [7, top + 4], palette);
  }
}

/** The lowest are crosses in a ring, what is kept a diamond, the others small rings; as SVG has it. */
export function outlineOfMark({ isLowest, isKept }: Mark, [x, y]: Place): string {
  if (isKept === true) return `M${x} ${y - 7}l6 7-6 7-6-7z`;
  const radius = isLowest ? 6.5 : 3;
  const ring = `M${x - radius} ${y}a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0`;
  return isLowest ? `${ring}M${x - 3} ${y}h6m-3-3v6` : ring;
}

function drawMarks(
  context: CanvasRenderingContext2D,
  size: Size,
  frame: Frame,
  marks: readonly Mark[],
  palette: Palette,
): void {
  const { toPixels } = projectionOf(frame, size);
  for (const mark of marks) {
    const outline = new Path2D(outlineOfMark(mark, toPixels(mark.place)));
    context.strokeStyle = palette.canvas;
    context.lineWidth = 4;
    context.stroke(outline);
    context.strokeStyle = palette.ink;
    context.lineWidth = 1.5;
    context.stroke(outline);
  }
}
