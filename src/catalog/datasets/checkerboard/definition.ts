import { z } from "zod";
import { defineDataset, noiseField, rowsField, seedField } from "../dataset.ts";

export const checkerboard = defineDataset({
  id: "checkerboard",
  title: { en: "Checkerboard", zh: "棋盘格" },
  summary: {
    en: "Four by four fields in two colours: many borders to learn.",
    zh: "四乘四的双色方格：需要学习许多边界。",
  },
  kind: "table",
  rows: 1000,
  target: "colour",
  source: { credit: { en: "Generated in your browser", zh: "在浏览器中生成" }, licence: "CC0 1.0" },
  suggested: { preprocess: [] },
  config: z.strictObject({ rows: rowsField(1000), noise: noiseField(0.03), seed: seedField(7) }),
  load: async () => (await import("./checkerboard.ts")).loadCheckerboard,
});
