import { z } from "zod";
import { defineLandscape } from "../landscape.ts";

export const noisyBowl = defineLandscape({
  id: "noisy-bowl",
  title: { en: "Noisy bowl", zh: "带噪声的碗" },
  summary: {
    en: "A bowl whose gradient is only seen through noise, as one batch shows it: who averages, calms down.",
    zh: "只能透过噪声看到梯度的碗，正如小批量那样：会取平均的优化器更平稳。",
  },
  config: z.strictObject({}),
  noise: 2,
  plan: () => ({
    formula: "(x^2 + 4*y^2)/2",
    frame: { x: [-3, 3], y: [-2.2, 2.2] },
    start: [-2.4, 1.5],
    minima: [[0, 0]],
  }),
});
