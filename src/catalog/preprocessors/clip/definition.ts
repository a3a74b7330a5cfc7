import { z } from "zod";
import { columnsField, definePreprocessor } from "../preprocessor.ts";

const bound = (en: string, zh: string) =>
  z
    .number()
    .min(-1e15)
    .max(1e15)
    .nullable()
    .default(null)
    .meta({
      field: {
        label: { en, zh },
        help: { en: "Instead of the share at this end.", zh: "代替这一端的比例。" },
      },
    });

export const clip = definePreprocessor({
  id: "clip",
  title: { en: "Clip outliers", zh: "截断离群值" },
  summary: {
    en: "Numbers beyond a bound become the bound: a share of the training rows at each end, or bounds of your own.",
    zh: "超出界限的数取界限值：按训练行两端的比例，或自定界限。",
  },
  columnTypes: ["number"],
  config: z.strictObject({
    columns: columnsField,
    tail: z
      .number()
      .min(0)
      .max(0.49)
      .default(0.01)
      .meta({
        field: {
          label: { en: "Share cut at each end", zh: "两端截断比例" },
          help: { en: "0 clips to the training rows' range.", zh: "0 表示截断到训练行的范围。" },
        },
      }),
    low: bound("Lower bound", "下界"),
    high: bound("Upper bound", "上界"),
  }),
  load: async () => (await import("./clip.ts")).clip,
});
