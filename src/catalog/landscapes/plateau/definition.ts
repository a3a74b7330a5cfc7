import { z } from "zod";
import { defineLandscape } from "../landscape.ts";

export const plateau = defineLandscape({
  id: "plateau",
  title: { en: "Plateau", zh: "高原" },
  summary: {
    en: "Flat far out, so the gradient says almost nothing; then one hole. Optimizers that scale small gradients up find it.",
    zh: "远处平坦，梯度几乎为零，只有一个深坑。会放大小梯度的优化器才能找到它。",
  },
  config: z.strictObject({
    width: z
      .number()
      .positive()
      .max(100)
      .default(2.5)
      .meta({ field: { label: { en: "Width of the hole", zh: "坑的宽度" }, scale: "log" } }),
  }),
  plan: ({ width }) => ({
    formula: `1 - exp(-(x^2 + y^2)/${width})`,
    frame: { x: [-4, 4], y: [-3, 3] },
    start: [-2.5, 1.6],
    minima: [[0, 0]],
  }),
});
