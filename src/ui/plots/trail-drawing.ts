/** Paths as far as they have come: a cased line in each walker's colour and dash, a ring at the start, a dot at the head. */
import { dashArray, type Look } from "../charts/dash.ts";
import type { Palette } from "./palette.ts";
import type { Place } from "./relief.ts";

export interface Trail {
  readonly id: string;
  readonly look: Look;
  readonly places: readonly Place[];
}

/** Where a trail is after so many steps, between two of them as well. */
export function placeAfter(places: readonly Place[], step: number): Place {
  const last = places.length - 1;
  const at = Math.min(last, Math.floor(step));
  const [from, to] = [places[at], places[Math.min(last, at + 1)]];
  if (from === undefined || to === undefined) return [Number.NaN, Number.NaN];
  const share = Math.min(1, Math.max(0, step - at));
  return [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])];
}

/** Its places in pixels up to there. `isHidden`, of the same places: behind something, drawn faintly. */
export interface DrawnTrail {
  readonly id: string;
  readonly look: Look;
  readonly points: readonly Place[];
  readonly isHidden?: readonly boolean[];
}

const FAINT = 0.22;
/** Steps that are few enough to be seen one by one. */
const MOST_DOTS = 60;

export function drawTrails(
  context: CanvasRenderingContext2D,
  trails: readonly DrawnTrail[],
  focus: string | null,
  palette: Palette,
): void {
  context.lineJoin = "round";
  context.lineCap = "round";
  for (const trail of trails) drawTrail(context, trail, palette, focus === null || focus === trail.id ? 1 : FAINT);
  const start = trails[0]?.points[0];
  if (start !== undefined) drawStart(context, start, palette);
  for (const trail of trails) drawHead(context, trail, palette, focus === null || focus === trail.id ? 1 : FAINT);
  context.globalAlpha = 1;
}

function drawTrail(context: CanvasRenderingContext2D, trail: DrawnTrail, palette: Palette, strength: number): void {
  const { points, isHidden = [], look } = trail;
  const colour = palette.series[look.series];
  const seen = outlineOf(points, (index) => isHidden[index] !== true);
  const behind = outlineOf(points, (index) => isHidden[index] === true);
  context.setLineDash([]);
  context.globalAlpha = 0.8 * strength;
  context.strokeStyle = palette.canvas;
  context.lineWidth = 5;
  context.stroke(seen);
  context.strokeStyle = colour;
  context.lineWidth = 2.5;
  context.setLineDash((dashArray(look.dash) ?? "").split(" ").filter(Boolean).map(Number));
  context.globalAlpha = 0.35 * strength;
  context.stroke(behind);
  context.globalAlpha = strength;
  context.stroke(seen);
  context.setLineDash([]);
  if (points.length > MOST_DOTS) return;
  context.fillStyle = colour;
  points.forEach(([x, y], index) => {
    if (index === 0 || isHidden[index] === true) return;
    context.beginPath();
    context.arc(x, y, 2.6, 0, 2 * Math.PI);
    context.fill();
  });
}

/** The pieces between points of which the later is picked. */
function outlineOf(points: readonly Place[], isPicked: (index: number) => boolean): Path2D {
  const outline = new Path2D();
  let isDown = false;
  points.forEach((point, index) => {
    const before = points[index - 1];
    if (before === undefined || !isPicked(index)) {
      isDown = false;
      return;
    }
    if (!isDown) outline.moveTo(...before);
    outline.lineTo(...point);
    isDown = true;
  });
  return outline;
}

function drawStart(context: CanvasRenderingContext2D, [x, y]: Place, palette: Palette): void {
  context.globalAlpha = 1;
  context.beginPath();
  context.arc(x, y, 6, 0, 2 * Math.PI);
  context.fillStyle = palette.canvas;
  context.fill();
  context.strokeStyle = palette.ink;
  context.lineWidth = 2;
  context.stroke();
}

function drawHead(context: CanvasRenderingContext2D, trail: DrawnTrail, palette: Palette, strength: number): void {
  const head = trail.points.at(-1);
  if (head === undefined || trail.points.length < 2) return;
  context.globalAlpha = strength * (trail.isHidden?.at(-1) === true ? 0.45 : 1);
  context.beginPath();
  context.arc(head[0], head[1], 5.5, 0, 2 * Math.PI);
  context.fillStyle = palette.series[trail.look.series];
  context.fill();
  context.strokeStyle = palette.canvas;
  context.lineWidth = 2;
  context.stroke();
}
