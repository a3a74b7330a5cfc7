import { z } from "zod";
import { defineDataset, noiseField, rowsField, seedField } from "../dataset.ts";

export const spirals = defineDataset({
  id: "spirals",
  title: { en: "Two spirals", zh: "双螺旋" },
  summary: {
    en: "Two arms wound into each other: a hard test for a small network.",
    zh: "两条互相缠绕的螺旋臂：对小网络是不小的考验。",
  },
  kind: "table",
  rows: 400,
  target: "arm",
  source: { credit: { en: "Generated in your browser", zh: "在浏览器中生成" }, licence: "CC0 1.0" },
  suggested: { preprocess: [] },
  config: z.strictObject({ rows: rowsField(400), noise: noiseField(0.05), seed: seedField(2) }),
  load: async () => (await import("./spirals.ts")).loadSpirals,
});
