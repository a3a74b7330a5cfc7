/** Where the lines stand within a chart, so that the crosshair can be drawn over it without drawing it again. */
import type { Axis } from "./ticks.ts";
import type { YScale } from "./curve.ts";

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

export function plotAreaOf(width: number): PlotArea {
  const isNarrow = width < NARROW;
  return { left: 56, right: isNarrow ? 16 : 92, top: 10, bottom: 30, isNarrow };
}

/** 0 at the axis' foot, 1 at its head; null where it cannot be drawn. */
export function heightOn(axis: Axis, scale: YScale, value: number): number | null {
  const place = scale === "log" ? Math.log : (plain: number): number => plain;
  const [low, high] = axis.domain;
  const share = (place(value) - place(low)) / (place(high) - place(low));
  return Number.isFinite(share) ? share : null;
}
