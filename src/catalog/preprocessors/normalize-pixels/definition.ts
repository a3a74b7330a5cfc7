import { z } from "zod";
import { columnsField, definePreprocessor } from "../preprocessor.ts";

export const normalizePixels = definePreprocessor({
  id: "normalize-pixels",
  title: { en: "Normalize pixels", zh: "像素归一化" },
  summary: {
    en: "Shifts and scales each colour channel to mean 0 and standard deviation 1 over the training pictures.",
    zh: "按训练图像把每个颜色通道平移缩放为均值 0、标准差 1。",
  },
  columnTypes: ["image"],
  config: z.strictObject({ columns: columnsField }),
  load: async () => (await import("./normalize-pixels.ts")).normalizePixels,
});
