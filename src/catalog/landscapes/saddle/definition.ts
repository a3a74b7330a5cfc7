import { z } from "zod";
import { defineLandscape } from "../landscape.ts";

export const saddle = defineLandscape({
  id: "saddle",
  title: { en: "Saddle", zh: "鞍点" },
  summary: {
    en: "Down one way, up the other. Released close to the ridge, plain descent lingers where the gradient vanishes.",
    zh: "一个方向下降，另一个方向上升。从山脊附近出发，普通梯度下降会在梯度消失处停留很久。",
  },
  config: z.strictObject({}),
  plan: () => ({
    formula: "(x^2 - y^2)/2",
    frame: { x: [-2, 2], y: [-1.6, 1.6] },
    start: [-1.7, 0.02],
    minima: [],
  }),
});
