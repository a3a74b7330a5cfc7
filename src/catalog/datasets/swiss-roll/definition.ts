import { z } from "zod";
import { defineDataset, noiseField, rowsField, seedField } from "../dataset.ts";

export const swissRoll = defineDataset({
  id: "swiss-roll",
  title: { en: "Swiss roll", zh: "瑞士卷" },
  summary: {
    en: "A sheet rolled up in space: how far along it does each point lie?",
    zh: "在空间中卷起的薄片：每个点位于展开后的何处？",
  },
  kind: "table",
  rows: 800,
  target: "along",
  source: { credit: { en: "Generated in your browser", zh: "在浏览器中生成" }, licence: "CC0 1.0" },
  suggested: { preprocess: [] },
  config: z.strictObject({ rows: rowsField(800), noise: noiseField(0.2), seed: seedField(9) }),
  load: async () => (await import("./swiss-roll.ts")).loadSwissRoll,
});
