import { z } from "zod";
import { defineDataset, noiseField, rowsField, seedField } from "../dataset.ts";

export const noisyLine = defineDataset({
  id: "noisy-line",
  title: { en: "Noisy line", zh: "带噪声的直线" },
  summary: {
    en: "100 points around y = 2x: can gradient descent find the 2?",
    zh: "y = 2x 附近的 100 个点：梯度下降能找到这个 2 吗？",
  },
  kind: "table",
  rows: 100,
  target: "y",
  source: { credit: { en: "Generated in your browser", zh: "在浏览器中生成" }, licence: "CC0 1.0" },
  suggested: { preprocess: [] },
  config: z.strictObject({ rows: rowsField(100), noise: noiseField(0.3), seed: seedField(3) }),
  load: async () => (await import("./noisy-line.ts")).loadNoisyLine,
});
