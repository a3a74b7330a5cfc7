/** A relief seen from aside: an orthographic picture, painted from the far side to the near one. */
import { fillShape, type Size } from "./map-drawing.ts";
import type { Palette } from "./palette.ts";
import { levelAt, type Place, type Relief } from "./relief.ts";

export interface View {
  /** Turned about the upright axis, in degrees. */
  readonly turn: number;
  /** Of the eye above the ground, in degrees: 90 looks straight down. */
  readonly tilt: number;
}

/** Of the relief's height, in widths of the map. */
const RISE = 0.5;
const CELLS = 60;
/** Where the ground is cut off, as a level. */
const FLOOR = -0.08;

export interface Scene {
  /** From shares of the frame and a level to pixels. */
  readonly toPixels: (across: number, up: number, level: number) => Place;
  /** Whether the ground stands between the eye and a point at this level. */
  readonly isHidden: (across: number, up: number, level: number) => boolean;
  /** In the order to paint: the farthest first. */
  readonly cells: readonly (readonly [column: number, row: number])[];
  readonly columns: number;
  readonly rows: number;
  /** Which of the frame's sides face the eye: 0 the first, 1 the last. */
  readonly nearSides: { readonly column: 0 | 1; readonly row: 0 | 1 };
}

export function sceneOf(relief: Relief, { turn, tilt }: View, { width, height }: Size): Scene {
  const ratio = relief.aspect;
  const [cos, sin] = [Math.cos((turn * Math.PI) / 180), Math.sin((turn * Math.PI) / 180)];
  const [lift, sink] = [Math.cos((tilt * Math.PI) / 180), Math.sin((tilt * Math.PI) / 180)];
  const diagonal = Math.hypot(1, ratio);
  const scale = Math.min(width / (diagonal * 1.02), height / (diagonal * sink + RISE * lift + 0.04));
  const middle: Place = [width / 2, height / 2 + (RISE * lift * scale) / 2];
  const depthOf = (across: number, up: number): number => (across - 0.5) * sin + (up - 0.5) * ratio * cos;
  const columns = CELLS;
  const rows = Math.max(8, Math.round(CELLS * ratio));
  const cells = Array.from(
    { length: columns * rows },
    (_, index) => [index % columns, Math.floor(index / columns)] as const,
  );
  return {
    toPixels: (across, up, level) => {
      const side = (across - 0.5) * cos - (up - 0.5) * ratio * sin;
      return [middle[0] + scale * side, middle[1] - scale * (depthOf(across, up) * sink + RISE * level * lift)];
    },
    isHidden: (across, up, level) => {
      // A ray towards the eye: nearer is less deep, and it rises by the tangent of the tilt.
      const stride = 0.012;
      const rise = (stride * Math.tan((tilt * Math.PI) / 180)) / RISE;
      for (let step = 2; step < 120; step++) {
        const [atAcross, atUp] = [across - step * stride * sin, up - (step * stride * cos) / ratio];
        const ray = level + step * rise;
        if (ray > 1 || atAcross < 0 || atAcross > 1 || atUp < 0 || atUp > 1) return false;
        if (levelAt(relief, atAcross, atUp) > ray + 0.015) return true;
      }
      return false;
    },
    cells: cells.toSorted((a, b) => depthOf(b[0] / columns, b[1] / rows) - depthOf(a[0] / columns, a[1] / rows)),
    columns,
    rows,
    nearSides: { column: sin > 0 ? 0 : 1, row: cos > 0 ? 0 : 1 },
  };
}

export function drawSurface(context: CanvasRenderingContext2D, scene: Scene, relief: Relief, palette: Palette): void {
  const { bands } = palette;
  const { columns, rows } = scene;
  const levels = Float64Array.from({ length: (columns + 1) * (rows + 1) }, (_, index) =>
    levelAt(relief, (index % (columns + 1)) / columns, Math.floor(index / (columns + 1)) / rows),
  );
  const at = (column: number, row: number): number => levels[row * (columns + 1) + column] ?? 0;
  const corner = (column: number, row: number): Place =>
    scene.toPixels(column / columns, row / rows, Math.max(0, at(column, row)));
  context.lineJoin = "round";
  for (const [column, row] of scene.cells) {
    const [a, b, c, d] = [at(column, row), at(column + 1, row), at(column + 1, row + 1), at(column, row + 1)];
    // Where the formula has no height there is no ground.
    if (Math.min(a, b, c, d) < -0.2) continue;
    const mean = Math.max(0, (a + b + c + d) / 4);
    const facet = new Path2D();
    facet.moveTo(...corner(column, row));
    facet.lineTo(...corner(column + 1, row));
    facet.lineTo(...corner(column + 1, row + 1));
    facet.lineTo(...corner(column, row + 1));
    facet.closePath();
    const colour = bands[Math.min(bands.length - 1, Math.floor(mean * bands.length))] ?? palette.canvas;
    fillShape(context, facet, colour);
    context.strokeStyle = colour;
    context.lineWidth = 0.7;
    context.stroke(facet);
    // Light from the upper left: slopes that turn away from it are darker.
    const slope = (b + c - a - d) * 0.8 - (c + d - a - b) * 0.5;
    fillShape(context, facet, slope > 0 ? "#fff" : "#000", Math.min(0.3, Math.abs(slope) * 1.1));
    context.globalAlpha = 0.07;
    context.strokeStyle = palette.ink;
    context.lineWidth = 0.5;
    context.stroke(facet);
    context.globalAlpha = 1;
  }
  drawSides(context, scene, corner, palette);
}

/** The cut ground at the two sides that face the eye, which stand before all else. */
function drawSides(
  context: CanvasRenderingContext2D,
  { columns, rows, nearSides, toPixels }: Scene,
  corner: (column: number, row: number) => Place,
  palette: Palette,
): void {
  const alongX = Array.from({ length: columns + 1 }, (_, column) => [column, nearSides.row * rows] as const);
  const alongY = Array.from({ length: rows + 1 }, (_, row) => [nearSides.column * columns, row] as const);
  for (const [edge, shade] of [
    [alongX, 0.05],
    [alongY, 0.1],
  ] as const) {
    const outline = new Path2D();
    edge.forEach(([column, row], index) => {
      if (index === 0) outline.moveTo(...corner(column, row));
      else outline.lineTo(...corner(column, row));
    });
    for (const [column, row] of edge.toReversed()) outline.lineTo(...toPixels(column / columns, row / rows, FLOOR));
    outline.closePath();
    fillShape(context, outline, palette.canvas);
    fillShape(context, outline, palette.ink, shade);
    context.globalAlpha = 0.35;
    context.strokeStyle = palette.ink;
    context.lineWidth = 1;
    context.stroke(outline);
    context.globalAlpha = 1;
  }
}
