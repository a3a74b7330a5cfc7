import { z } from "zod";
import { defineAugmentation } from "../augmentation.ts";

export const rotate = defineAugmentation({
  id: "rotate",
  title: { en: "Rotate", zh: "旋转" },
  summary: { en: "Turns pictures by a random angle either way.", zh: "随机向左或向右旋转图像。" },
  config: z.strictObject({
    degrees: z
      .number()
      .min(0)
      .max(180)
      .default(10)
      .meta({ field: { label: { en: "At most", zh: "最大角度" }, unit: { en: "°", zh: "°" } } }),
  }),
  load: async () => (await import("./rotate.ts")).createRotate,
});
