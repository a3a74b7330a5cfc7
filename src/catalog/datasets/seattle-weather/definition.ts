import { z } from "zod";
import { defineDataset } from "../dataset.ts";

export const seattleWeather = defineDataset({
  id: "seattle-weather",
  title: { en: "Seattle weather", zh: "西雅图天气" },
  summary: {
    en: "Four years of daily weather: how warm will it be tomorrow, going by the past two weeks?",
    zh: "四年的逐日天气：根据过去两周，明天最高气温是多少？",
  },
  kind: "series",
  rows: 1461,
  target: "temp_max",
  source: {
    credit: {
      en: "NOAA National Climatic Data Center; npm package vega-datasets",
      zh: "NOAA 国家气候数据中心；npm 包 vega-datasets",
    },
    licence: "public domain (US government), BSD-3-Clause (package)",
  },
  suggested: {
    time: "date",
    split: { by: "time" },
    preprocess: [{ step: "standardize" }, { step: "one-hot" }, { step: "windows", length: 14 }],
    standardizeTarget: true,
  },
  config: z.strictObject({}),
  load: async () => (await import("./seattle-weather.ts")).loadSeattleWeather,
});
