import { z } from "zod";
import { defineLandscape } from "../landscape.ts";

/** Minimum 0 at (1, 3). */
export const booth = defineLandscape({
  id: "booth",
  title: { en: "Booth’s function", zh: "Booth 函数" },
  summary: {
    en: "A tilted bowl, convex and easy: a check that all of them arrive.",
    zh: "倾斜的凸碗，很容易：用来确认每个优化器都能到达。",
  },
  config: z.strictObject({}),
  plan: () => ({
    formula: "(x + 2*y - 7)^2 + (2*x + y - 5)^2",
    frame: { x: [-6, 8], y: [-4, 8] },
    start: [-4, 6],
    minima: [[1, 3]],
  }),
});
