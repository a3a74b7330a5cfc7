import { z } from "zod";
import { defineAugmentation } from "../augmentation.ts";

export const zoom = defineAugmentation({
  id: "zoom",
  title: { en: "Zoom", zh: "缩放" },
  summary: { en: "Makes pictures a little larger or smaller.", zh: "随机小幅放大或缩小图像。" },
  config: z.strictObject({
    share: z
      .number()
      .min(0)
      .max(0.9)
      .default(0.1)
      .meta({
        field: {
          label: { en: "At most", zh: "最大幅度" },
          help: { en: "0.1 is between 0.9 and 1.1 times the size.", zh: "0.1 表示原尺寸的 0.9 到 1.1 倍。" },
        },
      }),
  }),
  load: async () => (await import("./zoom.ts")).createZoom,
});
