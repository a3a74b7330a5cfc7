import { z } from "zod";
import { defineAugmentation } from "../augmentation.ts";

export const mixup = defineAugmentation({
  id: "mixup",
  title: { en: "Mixup", zh: "Mixup 混合" },
  summary: {
    en: "Blends each picture with another one of the batch, and their answers alike (Zhang and others, 2018).",
    zh: "把每张图像与同批的另一张混合，答案也按同样比例混合（Zhang 等，2018）。",
  },
  config: z.strictObject({
    alpha: z
      .number()
      .gt(0)
      .max(1)
      .default(0.2)
      .meta({
        field: {
          label: { en: "Alpha", zh: "Alpha" },
          help: {
            en: "Shares follow a Beta(alpha, alpha) distribution: small blends rarely, 1 evenly.",
            zh: "比例服从 Beta(alpha, alpha) 分布：越小越少混合，1 为均匀分布。",
          },
        },
      }),
  }),
  load: async () => (await import("./mixup.ts")).createMixup,
});
