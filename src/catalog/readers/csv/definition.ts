import { z } from "zod";
import { defineReader, fromOne, headerField, typesField } from "../reader.ts";
import { encodingField } from "../encoding-field.ts";

export const csv = defineReader({
  id: "csv",
  title: { en: "Table as text (CSV, TSV)", zh: "文本表格（CSV、TSV）" },
  summary: {
    en: "Rows of cells with a comma, semicolon, tab or bar between them. What is left open is found out from the file.",
    zh: "以逗号、分号、制表符或竖线分隔的表格。未指定的项会根据文件自动判断。",
  },
  extensions: ["csv", "tsv", "tab", "psv", "dat"],
  config: z.strictObject({
    delimiter: z
      .enum([",", ";", "\t", "|", " "])
      .exactOptional()
      .meta({
        field: {
          label: { en: "Delimiter", zh: "分隔符" },
          choices: {
            ",": { en: "comma", zh: "逗号" },
            ";": { en: "semicolon", zh: "分号" },
            "\t": { en: "tab", zh: "制表符" },
            "|": { en: "bar |", zh: "竖线 |" },
            " ": { en: "space", zh: "空格" },
          },
        },
      }),
    encoding: encodingField,
    header: headerField,
    decimal: z
      .enum([".", ","])
      .exactOptional()
      .meta({
        field: {
          label: { en: "Decimal mark", zh: "小数点" },
          choices: { ".": { en: "point", zh: "点" }, ",": { en: "comma", zh: "逗号" } },
        },
      }),
    types: typesField,
  }),
  load: async () => fromOne((await import("./csv.ts")).openCsv),
});
