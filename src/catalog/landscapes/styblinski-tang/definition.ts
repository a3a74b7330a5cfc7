import { z } from "zod";
import { defineLandscape, squareFrame } from "../landscape.ts";

/** Styblinski and Tang (1990): minimum -78.33233 at (-2.903534, -2.903534). */
export const styblinskiTang = defineLandscape({
  id: "styblinski-tang",
  title: { en: "Styblinski–Tang function", zh: "Styblinski–Tang 函数" },
  summary: {
    en: "Four hollows of different depth; only one of them is the lowest.",
    zh: "四个深浅不同的坑，只有一个最低。",
  },
  config: z.strictObject({}),
  plan: () => ({
    formula: "(x^4 - 16*x^2 + 5*x + y^4 - 16*y^2 + 5*y)/2",
    frame: squareFrame(4.4),
    start: [0.6, -0.4],
    minima: [[-2.903534027771, -2.903534027771]],
  }),
});
