import { z } from "zod";
import { defineAugmentation } from "../augmentation.ts";

export const brightness = defineAugmentation({
  id: "brightness",
  title: { en: "Brightness", zh: "亮度" },
  summary: { en: "Makes pictures a little brighter or darker.", zh: "随机调亮或调暗图像。" },
  config: z.strictObject({
    share: z
      .number()
      .min(0)
      .max(1)
      .default(0.2)
      .meta({
        field: {
          label: { en: "At most", zh: "最大幅度" },
          help: { en: "0.2 multiplies pixels with 0.8 to 1.2.", zh: "0.2 表示像素乘以 0.8 到 1.2。" },
        },
      }),
  }),
  load: async () => (await import("./brightness.ts")).createBrightness,
});
