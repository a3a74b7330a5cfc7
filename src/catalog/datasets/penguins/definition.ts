import { z } from "zod";
import { defineDataset } from "../dataset.ts";

export const penguins = defineDataset({
  id: "penguins",
  title: { en: "Palmer penguins", zh: "帕尔默企鹅" },
  summary: {
    en: "344 penguins from three islands, with some values missing: which species is it?",
    zh: "来自三座岛屿的 344 只企鹅，部分数据缺失：它们属于哪个物种？",
  },
  kind: "table",
  rows: 344,
  target: "Species",
  source: {
    credit: {
      en: "K. Gorman, T. Williams and W. Fraser, Palmer Station LTER; npm package vega-datasets",
      zh: "K. Gorman、T. Williams、W. Fraser，帕尔默站 LTER；npm 包 vega-datasets",
    },
    licence: "CC0 1.0 (data), BSD-3-Clause (package)",
  },
  config: z.strictObject({}),
  load: async () => (await import("./penguins.ts")).loadPenguins,
});
