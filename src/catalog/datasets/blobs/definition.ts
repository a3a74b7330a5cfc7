import { z } from "zod";
import { defineDataset, noiseField, rowsField, seedField } from "../dataset.ts";

export const blobs = defineDataset({
  id: "blobs",
  title: { en: "Blobs", zh: "点团" },
  summary: {
    en: "Three clouds of points: straight borders are enough.",
    zh: "三团点云：直线边界就够了。",
  },
  kind: "table",
  rows: 300,
  target: "blob",
  source: { credit: { en: "Generated in your browser", zh: "在浏览器中生成" }, licence: "CC0 1.0" },
  suggested: { preprocess: [] },
  config: z.strictObject({ rows: rowsField(300), noise: noiseField(0.6), seed: seedField(5) }),
  load: async () => (await import("./blobs.ts")).loadBlobs,
});
