import { z } from "zod";
import { defineLandscape } from "../landscape.ts";

/** Minimum 0 at the origin. */
export const matyas = defineLandscape({
  id: "matyas",
  title: { en: "Matyas’s function", zh: "Matyas 函数" },
  summary: {
    en: "A shallow, diagonal valley. Optimizers that scale each weight by itself gain little on a diagonal.",
    zh: "沿对角线的浅谷。逐个缩放权重的优化器在对角方向上收益不大。",
  },
  config: z.strictObject({}),
  plan: () => ({
    formula: "0.26*(x^2 + y^2) - 0.48*x*y",
    frame: { x: [-10, 10], y: [-8, 8] },
    start: [-8.5, 4],
    minima: [[0, 0]],
  }),
});
