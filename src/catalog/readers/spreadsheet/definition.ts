import { z } from "zod";
import { defineReader, fromOne, headerField, typesField } from "../reader.ts";

export const spreadsheet = defineReader({
  id: "spreadsheet",
  title: { en: "Excel workbook (XLSX)", zh: "Excel 工作簿（XLSX）" },
  summary: {
    en: "One sheet of a workbook: its values, not its formulas.",
    zh: "工作簿中的一个工作表：读取值，不读取公式。",
  },
  extensions: ["xlsx", "xlsm"],
  config: z.strictObject({
    sheet: z
      .int()
      .min(1)
      .default(1)
      .meta({ field: { label: { en: "Sheet number", zh: "第几个工作表" } } }),
    header: headerField,
    types: typesField,
  }),
  load: async () => fromOne((await import("./spreadsheet.ts")).openSpreadsheet),
});
