import { z } from "zod";
import { defineDataset } from "../dataset.ts";

export const cars = defineDataset({
  id: "cars",
  title: { en: "Cars", zh: "汽车油耗" },
  summary: {
    en: "406 cars of 1970 to 1982, some values missing: how many miles does each go on a gallon?",
    zh: "1970 至 1982 年的 406 款汽车，部分数据缺失：每加仑能行驶多少英里？",
  },
  kind: "table",
  rows: 406,
  target: "Miles per Gallon",
  source: {
    credit: {
      en: "E. Ramos and D. Donoho, ASA Data Exposition 1983 (StatLib); npm package vega-datasets",
      zh: "E. Ramos、D. Donoho，ASA 1983 数据展（StatLib）；npm 包 vega-datasets",
    },
    licence: "for education and science (data), BSD-3-Clause (package)",
  },
  suggested: { ignored: ["Name"] },
  config: z.strictObject({}),
  load: async () => (await import("./cars.ts")).loadCars,
});
