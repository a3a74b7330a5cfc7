/** The data that a line is fitted to, and every walker's line over it as far as it has come. */
import { useEffect, useMemo, useRef, type ReactNode } from "react";
import type { LineData, Place } from "../../catalog/landscapes/landscape.ts";
import { dashArray } from "../../ui/charts/dash.ts";
import { useFormats, useText } from "../../ui/language.tsx";
import { cleared, drawAxes, drawWords, projectionOf, type Projection } from "../../ui/plots/map-drawing.ts";
import type { Palette } from "../../ui/plots/palette.ts";
import type { Frame } from "../../ui/plots/relief.ts";
import { placeAfter } from "../../ui/plots/trail-drawing.ts";
import { useSize } from "../../ui/use-width.ts";
import { linesSaid, texts } from "./texts.ts";
import type { Walking } from "./use-walks.ts";

interface FitViewProps {
  readonly data: LineData;
  /** Slope and intercept with the least squared error. */
  readonly best: Place | undefined;
  readonly walkers: readonly Walking[];
  readonly palette: Palette;
  readonly step: number;
  /** The walker whose batch is ringed. */
  readonly focus: string | null;
}

export function FitView({ data, best, walkers, palette, step, focus }: FitViewProps): ReactNode {
  const t = useText();
  const format = useFormats();
  const [measure, size] = useSize();
  const ground = useRef<HTMLCanvasElement>(null);
  const above = useRef<HTMLCanvasElement>(null);
  const frame = useMemo(() => frameOf(data), [data]);
  const projection = useMemo(() => projectionOf(frame, size), [frame, size]);

  useEffect(() => {
    const context = ground.current === null || size.width === 0 ? null : cleared(ground.current, size);
    if (context === null) return;
    context.fillStyle = palette.inkSoft;
    context.globalAlpha = 0.55;
    for (const [row, x] of data.x.entries()) dot(context, projection.toPixels([x, data.y[row]!]), 3.25);
    context.globalAlpha = 1;
    if (best !== undefined) {
      context.strokeStyle = palette.ink;
      context.lineWidth = 1.25;
      context.stroke(lineOf(best, frame, projection));
      // Where the points of a rising line leave room.
      const words: Place = [size.width - 14, size.height - 34];
      context.textAlign = "right";
      drawWords(context, t(texts.bestLine), words, palette);
      const { width: said } = context.measureText(t(texts.bestLine));
      context.beginPath();
      context.moveTo(words[0] - said - 34, words[1] - 4);
      context.lineTo(words[0] - said - 8, words[1] - 4);
      context.strokeStyle = palette.ink;
      context.lineWidth = 1.25;
      context.stroke();
    }
    drawAxes(context, size, frame, palette);
  }, [data, best, frame, projection, size, palette, t]);

  useEffect(() => {
    const context = above.current === null || size.width === 0 ? null : cleared(above.current, size);
    if (context === null) return;
    context.lineCap = "round";
    for (const { id, look, walked } of walkers) {
      if (walked === null) continue;
      const isDim = focus !== null && focus !== id;
      const line = lineOf(placeAfter(walked.path.places, step), frame, projection);
      const colour = palette.series[look.series];
      context.globalAlpha = isDim ? 0.22 : 1;
      context.setLineDash([]);
      context.strokeStyle = palette.canvas;
      context.lineWidth = 5;
      context.stroke(line);
      context.strokeStyle = colour;
      context.lineWidth = 2.5;
      context.setLineDash((dashArray(look.dash) ?? "").split(" ").filter(Boolean).map(Number));
      context.stroke(line);
      context.setLineDash([]);
      if (focus !== id) continue;
      const taken = Math.min(walked.path.steps.length, Math.floor(step) + 1);
      context.lineWidth = 2;
      for (const row of walked.path.rowsAt?.(taken) ?? []) {
        ring(context, projection.toPixels([data.x[row]!, data.y[row]!]), 5.5);
      }
    }
    context.globalAlpha = 1;
  }, [data, walkers, step, focus, frame, projection, size, palette]);

  const said = walkers.flatMap(({ title, walked }) => {
    if (walked === null) return [];
    const [slope, intercept] = placeAfter(walked.path.places, Math.round(step)).map((value) =>
      format.number(Number(value.toPrecision(3))),
    );
    return [`${t(title)} y = ${slope} x + ${intercept}`];
  });
  return (
    <div ref={measure} className="relief-map landscape-fit">
      <canvas ref={ground} aria-hidden="true" />
      <canvas ref={above} role="img" aria-label={t(linesSaid(said.join("; ")))} />
    </div>
  );
}

const heightOf = ([slope, intercept]: Place, x: number): number => slope * x + intercept;

/** Around all points, with a little air. */
function frameOf({ x, y }: LineData): Frame {
  const around = (values: Float64Array): readonly [number, number] => {
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const air = 0.08 * (high - low || 1);
    return [low - air, high + air];
  };
  return { x: around(x), y: around(y) };
}

function lineOf(weights: Place, { x }: Frame, { toPixels }: Projection): Path2D {
  const line = new Path2D();
  line.moveTo(...toPixels([x[0], heightOf(weights, x[0])]));
  line.lineTo(...toPixels([x[1], heightOf(weights, x[1])]));
  return line;
}

function dot(context: CanvasRenderingContext2D, [x, y]: Place, radius: number): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
}

function ring(context: CanvasRenderingContext2D, [x, y]: Place, radius: number): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.stroke();
}
