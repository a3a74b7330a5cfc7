import { z } from "zod";
import { defineDataset } from "../dataset.ts";

export const sp500 = defineDataset({
  id: "sp500",
  title: { en: "S&P 500", zh: "标普 500 指数" },
  summary: {
    en: "The index at the close of every day since 2000. Nobody has beaten “same as yesterday” by much.",
    zh: "2000 年以来每个交易日的收盘指数。很难明显胜过“和昨天一样”的预测。",
  },
  kind: "series",
  rows: 5105,
  target: "close",
  source: {
    credit: { en: "npm package vega-datasets", zh: "npm 包 vega-datasets" },
    licence: "BSD-3-Clause (package)",
  },
  suggested: {
    time: "date",
    split: { by: "time" },
    preprocess: [{ step: "standardize" }, { step: "windows", length: 20 }],
    standardizeTarget: true,
  },
  config: z.strictObject({}),
  load: async () => (await import("./sp500.ts")).loadSp500,
});
