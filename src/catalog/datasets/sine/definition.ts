import { z } from "zod";
import { defineDataset, noiseField, rowsField, seedField } from "../dataset.ts";

export const sine = defineDataset({
  id: "sine",
  title: { en: "Sine wave", zh: "正弦曲线" },
  summary: {
    en: "Points around two waves of a sine: a curve that no straight line follows.",
    zh: "两个周期正弦曲线附近的点：直线无法拟合的曲线。",
  },
  kind: "table",
  rows: 200,
  target: "y",
  source: { credit: { en: "Generated in your browser", zh: "在浏览器中生成" }, licence: "CC0 1.0" },
  suggested: { preprocess: [] },
  config: z.strictObject({ rows: rowsField(200), noise: noiseField(0.15), seed: seedField(8) }),
  load: async () => (await import("./sine.ts")).loadSine,
});
