import { z } from "zod";
import { defineLandscape, squareFrame } from "../landscape.ts";

/** Beale (1958): minimum 0 at (3, 0.5). */
export const beale = defineLandscape({
  id: "beale",
  title: { en: "Beale’s function", zh: "Beale 函数" },
  summary: {
    en: "Flat in the middle with steep corners: a rate that suits one is wrong for the other.",
    zh: "中间平坦、四角陡峭：适合一处的学习率在另一处就不合适。",
  },
  config: z.strictObject({}),
  plan: () => ({
    formula: "(1.5 - x + x*y)^2 + (2.25 - x + x*y^2)^2 + (2.625 - x + x*y^3)^2",
    frame: squareFrame(4.5),
    start: [-1.5, 1.8],
    minima: [[3, 0.5]],
  }),
});
