import { z } from "zod";
import { defineDataset, noiseField, rowsField, seedField } from "../dataset.ts";

export const moons = defineDataset({
  id: "moons",
  title: { en: "Two moons", zh: "双月" },
  summary: {
    en: "Two interlocking half circles of points: no straight line can part them.",
    zh: "两个交错的半圆点集：没有一条直线能把它们分开。",
  },
  kind: "table",
  rows: 400,
  target: "moon",
  source: { credit: { en: "Generated in your browser", zh: "在浏览器中生成" }, licence: "CC0 1.0" },
  suggested: { preprocess: [] },
  config: z.strictObject({ rows: rowsField(400), noise: noiseField(0.15), seed: seedField(1) }),
  load: async () => (await import("./moons.ts")).loadMoons,
});
