/** Where the lines stand within a chart: they and the crosshair are drawn anew without the axes around them. */
import type { Axis } from "./ticks.ts";
import type { YScale } from "./curve.ts";
import { shareOf, type XAxis } from "./x-axis.ts";

/** Too narrow for names at the lines' ends. */
const NARROW = 480;

export interface PlotArea {
  /** Pixels from the chart's edges. */
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly isNarrow: boolean;
}

/** `names`: pixels for the lines' names at the right; 0 where they stand elsewhere. */
export function plotAreaOf(width: number, names: number): PlotArea {
  const isNarrow = width < NARROW;
  return { left: 56, right: isNarrow ? 16 : Math.max(16, names), top: 10, bottom: 30, isNarrow };
}

let pen: CanvasRenderingContext2D | null | undefined;

/** Pixels of a name in a chart, in the page's own font: interface fonts differ by a fifth. */
function lengthOf(name: string): number {
  if (pen === undefined) {
    pen = document.createElement("canvas").getContext("2d");
    if (pen !== null) pen.font = `600 12.5px ${getComputedStyle(document.body).fontFamily}`;
  }
  return pen?.measureText(name).width ?? 13 * name.length;
}

/** What these names need at the lines' ends, within reason. */
export function roomForNames(names: readonly string[]): number {
  return Math.min(220, Math.max(92, 22 + Math.max(0, ...names.map(lengthOf))));
}

/** As much of a name as so many pixels hold; its end stays, since a rate or a number there tells it from others. */
export function fitting(name: string, width: number): string {
  if (lengthOf(name) <= width) return name;
  const signs = Array.from(name);
  const cut = (kept: number): string => {
    const tail = Math.floor(0.45 * kept);
    return `${signs
      .slice(0, kept - tail)
      .join("")
      .trimEnd()}…${signs.slice(-tail).join("").trimStart()}`;
  };
  let kept = signs.length - 1;
  while (kept > 4 && lengthOf(cut(kept)) > width) kept -= 1;
  return cut(kept);
}

export interface Plot {
  readonly xAxis: XAxis;
  readonly yAxis: Axis;
  readonly yScale: YScale;
  /** Of the whole chart, in pixels. */
  readonly width: number;
  readonly height: number;
  /** Pixels for the lines' names at the right. */
  readonly names: number;
}

/** From values to pixels within the chart; NaN for a y that cannot be drawn. */
export function placesOn({ xAxis, yAxis, yScale, width, height, names }: Plot) {
  const { left, right, top, bottom } = plotAreaOf(width, names);
  const [across, down] = [width - left - right, height - top - bottom];
  return {
    x: (value: number): number => left + shareOf(xAxis, value) * across,
    y: (value: number): number => top + (1 - (heightOn(yAxis, yScale, value) ?? NaN)) * down,
    frame: { x: left, y: top, width: across, height: down },
  };
}

/** 0 at the axis' foot, 1 at its head; null where it cannot be drawn. */
export function heightOn(axis: Axis, scale: YScale, value: number): number | null {
  const place = scale === "log" ? Math.log : (plain: number): number => plain;
  const [low, high] = axis.domain;
  const share = (place(value) - place(low)) / (place(high) - place(low));
  return Number.isFinite(share) ? share : null;
}
