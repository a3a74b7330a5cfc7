import { z } from "zod";
import { defineLandscape, squareFrame } from "../landscape.ts";

/** Himmelblau (1972): four minima of height 0. */
export const himmelblau = defineLandscape({
  id: "himmelblau",
  title: { en: "Himmelblau’s function", zh: "Himmelblau 函数" },
  summary: {
    en: "Four valleys, equally deep: where a path ends is decided by where it starts and how it moves.",
    zh: "四个同样深的山谷：起点和走法决定最终落在哪里。",
  },
  config: z.strictObject({}),
  plan: () => ({
    formula: "(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
    frame: squareFrame(5),
    start: [-0.4, -0.6],
    minima: [
      [3, 2],
      [-2.805118086952745, 3.131312518250573],
      [-3.779310253377747, -3.28318599128617],
      [3.584428340330492, -1.848126526964404],
    ],
  }),
});
