import { z } from "zod";
import { defineDataset, noiseField, rowsField, seedField } from "../dataset.ts";

export const circles = defineDataset({
  id: "circles",
  title: { en: "Circles", zh: "同心圆" },
  summary: {
    en: "A ring around a disc: the distance from the middle tells them apart.",
    zh: "一个圆环围着一个圆：到中心的距离决定类别。",
  },
  kind: "table",
  rows: 400,
  target: "circle",
  source: { credit: { en: "Generated in your browser", zh: "在浏览器中生成" }, licence: "CC0 1.0" },
  suggested: { preprocess: [] },
  config: z.strictObject({ rows: rowsField(400), noise: noiseField(0.1), seed: seedField(4) }),
  load: async () => (await import("./circles.ts")).loadCircles,
});
