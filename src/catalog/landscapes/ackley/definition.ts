import { z } from "zod";
import { defineLandscape, squareFrame } from "../landscape.ts";

/** Ackley (1987): minimum 0 at the origin, where it has a kink. */
export const ackley = defineLandscape({
  id: "ackley",
  title: { en: "Ackley’s function", zh: "Ackley 函数" },
  summary: {
    en: "Almost flat and rippled outside, a sharp funnel in the middle.",
    zh: "外围近乎平坦、布满波纹，中央是尖锐的漏斗。",
  },
  config: z.strictObject({}),
  plan: () => ({
    formula: "20 + e - 20*exp(-0.2*sqrt((x^2 + y^2)/2)) - exp((cos(2*pi*x) + cos(2*pi*y))/2)",
    frame: squareFrame(4.5),
    start: [-3.4, 2.6],
    minima: [[0, 0]],
  }),
});
