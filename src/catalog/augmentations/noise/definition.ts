import { z } from "zod";
import { defineAugmentation } from "../augmentation.ts";

export const noise = defineAugmentation({
  id: "noise",
  title: { en: "Noise", zh: "噪声" },
  summary: { en: "Adds normal noise to every pixel.", zh: "为每个像素加入正态噪声。" },
  config: z.strictObject({
    deviation: z
      .number()
      .min(0)
      .max(1)
      .default(0.05)
      .meta({
        field: {
          label: { en: "Standard deviation", zh: "标准差" },
          help: { en: "1 is the whole range from black to white.", zh: "1 表示从黑到白的整个范围。" },
        },
      }),
  }),
  load: async () => (await import("./noise.ts")).createNoise,
});
