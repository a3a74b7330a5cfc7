import { z } from "zod";
import { defineLandscape, squareFrame } from "../landscape.ts";

/** What a user types. It is read when it is opened: only then is there something to say about it. */
export const own = defineLandscape({
  id: "own",
  title: { en: "Your own formula", zh: "自定义公式" },
  summary: {
    en: "Any loss of x and y that you can write down; its gradient is derived from it.",
    zh: "任何能写成 x、y 公式的损失，梯度由公式求导得到。",
  },
  config: z.strictObject({
    formula: z.string().max(500).default("sin(2*x) * cos(2*y) + (x^2 + y^2)/6"),
    halfWidth: z
      .number()
      .positive()
      .max(1e6)
      .default(3)
      .meta({
        field: {
          label: { en: "Half of the width", zh: "半宽" },
          help: { en: "x and y are shown from minus this to plus this.", zh: "x 和 y 的显示范围为正负该值。" },
          scale: "log",
        },
      }),
  }),
  plan: ({ formula, halfWidth }) => ({
    formula,
    frame: squareFrame(halfWidth),
    start: [-0.8 * halfWidth, 0.7 * halfWidth],
    minima: [],
  }),
});
