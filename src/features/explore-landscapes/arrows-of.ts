import type { Place, Released } from "../../catalog/landscapes/landscape.ts";
import type { Look } from "../../ui/charts/dash.ts";
import type { Arrow } from "../../ui/plots/arrow-drawing.ts";

/** What an optimizer remembers as a direction, by the sign that its formula has for it. */
const directions: Readonly<Record<string, string>> = { velocity: "−v", firstMoment: "−m", mean: "−m" };

const against = ([x = 0, y = 0]: readonly number[]): Place => [-x, -y];

/** A step's gradient and moments, turned the way they push, and the step itself; `step` counts from 1. */
export function arrowsOf(path: Released, step: number, look: Look): readonly Arrow[] {
  const taken = path.steps[step - 1];
  if (taken === undefined) return [];
  const { from, to, gradient, after } = taken;
  const moments = Object.entries(after).flatMap(([name, value]): Arrow[] => {
    const sign = directions[name.split(".").at(-1) ?? name];
    return sign === undefined || value.length !== 2 ? [] : [{ from, by: against(value), name: sign, series: null }];
  });
  return [
    { from, by: against(gradient), name: "−g", series: null },
    ...moments,
    { from, by: [to[0] - from[0], to[1] - from[1]], name: "Δθ", series: look.series },
  ];
}
