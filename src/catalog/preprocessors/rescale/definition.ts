import { z } from "zod";
import { columnsField, definePreprocessor } from "../preprocessor.ts";

export const rescale = definePreprocessor({
  id: "rescale",
  title: { en: "Rescale pixels", zh: "像素缩放" },
  summary: { en: "Maps pixels from 0 to 255 onto 0 to 1.", zh: "把 0 到 255 的像素映射到 0 到 1。" },
  columnTypes: ["image"],
  config: z.strictObject({ columns: columnsField }),
  load: async () => (await import("./rescale.ts")).rescale,
});
