import { z } from "zod";
import { defineAugmentation } from "../augmentation.ts";

export const cutout = defineAugmentation({
  id: "cutout",
  title: { en: "Cutout", zh: "随机遮挡" },
  summary: {
    en: "Blacks out a square, so that the model does not hang on one detail (DeVries and Taylor, 2017).",
    zh: "遮黑一块正方形区域，避免模型只依赖某个细节（DeVries 与 Taylor，2017）。",
  },
  config: z.strictObject({
    share: z
      .number()
      .gt(0)
      .max(1)
      .default(0.3)
      .meta({
        field: {
          label: { en: "Side of the square", zh: "正方形边长" },
          help: { en: "Share of the picture's shorter side.", zh: "占图像短边的比例。" },
        },
      }),
  }),
  load: async () => (await import("./cutout.ts")).createCutout,
});
