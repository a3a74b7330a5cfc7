import { z } from "zod";
import { defineAugmentation } from "../augmentation.ts";

export const shift = defineAugmentation({
  id: "shift",
  title: { en: "Shift", zh: "平移" },
  summary: {
    en: "Moves pictures a little in both directions; the edge pixels fill what opens up.",
    zh: "随机小幅平移图像，空出的部分用边缘像素填充。",
  },
  config: z.strictObject({
    share: z
      .number()
      .min(0)
      .max(1)
      .default(0.1)
      .meta({
        field: {
          label: { en: "At most", zh: "最大幅度" },
          help: { en: "Share of the width and of the height.", zh: "占宽度和高度的比例。" },
        },
      }),
  }),
  load: async () => (await import("./shift.ts")).createShift,
});
