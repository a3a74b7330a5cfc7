import { z } from "zod";
import { columnsField, definePreprocessor } from "../preprocessor.ts";

export const log = definePreprocessor({
  id: "log",
  title: { en: "Logarithm", zh: "对数" },
  summary: {
    en: "log(1 + x), mirrored below 0: pulls in a long tail, such as of prices or counts.",
    zh: "log(1 + x)，负数取镜像：压缩长尾，适合价格、计数等。",
  },
  columnTypes: ["number"],
  config: z.strictObject({ columns: columnsField }),
  load: async () => (await import("./log.ts")).log,
});
