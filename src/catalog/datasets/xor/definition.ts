import { z } from "zod";
import { defineDataset, noiseField, rowsField, seedField } from "../dataset.ts";

export const xor = defineDataset({
  id: "xor",
  title: { en: "XOR", zh: "异或" },
  summary: {
    en: "Four squares, opposite ones alike: the problem that one neuron cannot solve.",
    zh: "四个方块，对角同类：单个神经元无法解决的问题。",
  },
  kind: "table",
  rows: 400,
  target: "class",
  source: { credit: { en: "Generated in your browser", zh: "在浏览器中生成" }, licence: "CC0 1.0" },
  suggested: { preprocess: [] },
  config: z.strictObject({ rows: rowsField(400), noise: noiseField(0.1), seed: seedField(6) }),
  load: async () => (await import("./xor.ts")).loadXor,
});
