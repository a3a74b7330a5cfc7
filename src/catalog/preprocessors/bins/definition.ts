import { z } from "zod";
import { binFields } from "../bin-fields.ts";
import { columnsField, definePreprocessor } from "../preprocessor.ts";

export const bins = definePreprocessor({
  id: "bins",
  title: { en: "Bins", zh: "分箱" },
  summary: {
    en: "Cuts numbers into ranges, which are categories from then on: follow it with one-hot or ordinal numbers.",
    zh: "把数值切成若干区间并当作类别，之后可接独热或序号编码。",
  },
  columnTypes: ["number"],
  config: z.strictObject({ columns: columnsField, ...binFields }),
  load: async () => (await import("./bins.ts")).bins,
});
