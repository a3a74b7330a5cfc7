import { z } from "zod";
import { columnsField, definePreprocessor } from "../preprocessor.ts";

const side = (en: string, zh: string) =>
  z
    .int()
    .min(1)
    .max(1024)
    .default(32)
    .meta({ field: { label: { en, zh }, unit: { en: "px", zh: "像素" } } });

export const resize = definePreprocessor({
  id: "resize",
  title: { en: "Resize pictures", zh: "调整图像大小" },
  summary: {
    en: "Brings pictures to one size: stretched, cropped around the middle, or padded with black.",
    zh: "把图像统一到同一尺寸：拉伸、居中裁剪或用黑边填充。",
  },
  columnTypes: ["image"],
  config: z.strictObject({
    columns: columnsField,
    width: side("Width", "宽度"),
    height: side("Height", "高度"),
    fit: z
      .enum(["stretch", "crop", "pad"])
      .default("stretch")
      .meta({
        field: {
          label: { en: "Other proportions are", zh: "比例不同时" },
          choices: {
            stretch: { en: "stretched", zh: "拉伸" },
            crop: { en: "cropped", zh: "裁剪" },
            pad: { en: "padded", zh: "填充" },
          },
        },
      }),
  }),
  load: async () => (await import("./resize.ts")).resize,
});
