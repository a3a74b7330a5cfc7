/** Arrows that explain a step, drawn from where it begins. */
import { drawWords, type Size } from "./map-drawing.ts";
import type { Palette, Series } from "./palette.ts";
import type { Place } from "./relief.ts";

export interface Arrow {
  readonly from: Place;
  /** Where it points, in the landscape's own units. */
  readonly by: Place;
  readonly name: string;
  /** Drawn at its own length, in the walker's colour; others share a scale of their own and are ink. */
  readonly series: Series | null;
}

/** The longest of the others, in shares of the map's width. */
const LONGEST = 0.2;
/** Of the others, in pixels: a direction must be seen, its size stands in the formula. */
const SHORTEST = 26;

export function drawArrows(
  context: CanvasRenderingContext2D,
  arrows: readonly Arrow[],
  toPixels: (place: Place) => Place,
  size: Size,
  palette: Palette,
): void {
  const inPixels = arrows.map((arrow) => {
    const from = toPixels(arrow.from);
    const to = toPixels([arrow.from[0] + arrow.by[0], arrow.from[1] + arrow.by[1]]);
    return { ...arrow, from, by: [to[0] - from[0], to[1] - from[1]] as const };
  });
  const longest = Math.max(0, ...inPixels.filter(({ series }) => series === null).map(({ by }) => Math.hypot(...by)));
  for (const { from, by, name, series } of inPixels) {
    const own = Math.hypot(...by);
    const shared = (LONGEST * size.width) / (longest || 1);
    const scale = series === null && own > 0 ? Math.max(shared, SHORTEST / own) : 1;
    const [right, down] = [by[0] * scale, by[1] * scale];
    const length = Math.hypot(right, down);
    if (!(length > 1.5)) continue;
    const tip: Place = [from[0] + right, from[1] + down];
    const [along, across]: readonly [Place, Place] = [
      [right / length, down / length],
      [-down / length, right / length],
    ];
    const head = Math.min(9, length * 0.6);
    const outline = new Path2D();
    outline.moveTo(...from);
    outline.lineTo(...tip);
    for (const side of [-0.5, 0.5]) {
      outline.moveTo(...tip);
      outline.lineTo(
        tip[0] - head * along[0] + head * side * across[0],
        tip[1] - head * along[1] + head * side * across[1],
      );
    }
    context.lineCap = "round";
    context.lineJoin = "round";
    context.strokeStyle = palette.canvas;
    context.lineWidth = 6;
    context.stroke(outline);
    context.strokeStyle = series === null ? palette.ink : palette.series[series];
    context.lineWidth = series === null ? 2 : 3;
    context.stroke(outline);
    context.textAlign = along[0] < 0 ? "right" : "left";
    drawWords(context, name, [tip[0] + 7 * along[0], tip[1] + 4 + 9 * along[1]], palette);
  }
}
