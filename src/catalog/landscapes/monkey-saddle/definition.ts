import { z } from "zod";
import { defineLandscape } from "../landscape.ts";

export const monkeySaddle = defineLandscape({
  id: "monkey-saddle",
  title: { en: "Monkey saddle", zh: "猴鞍点" },
  summary: {
    en: "Three ways down from one flat point, whose curvature vanishes altogether.",
    zh: "一个平坦点处有三个下坡方向，曲率完全消失。",
  },
  config: z.strictObject({}),
  plan: () => ({
    formula: "x^3/3 - x*y^2",
    frame: { x: [-2, 2], y: [-1.6, 1.6] },
    start: [1.6, 0.06],
    minima: [],
  }),
});
