import { defineReader, extensionOf, fromOne, tableConfig } from "../reader.ts";

const MAGIC = [0x50, 0x41, 0x52, 0x31];

export const parquet = defineReader({
  id: "parquet",
  title: { en: "Parquet", zh: "Parquet" },
  summary: {
    en: "Tables with their column types, as pandas, Arrow and databases write them.",
    zh: "带列类型的表格，由 pandas、Arrow 或数据库导出。",
  },
  extensions: ["parquet", "pq"],
  detect: (head, path) => MAGIC.every((byte, at) => head[at] === byte) || ["parquet", "pq"].includes(extensionOf(path)),
  config: tableConfig,
  load: async () => fromOne((await import("./parquet.ts")).openParquet),
});
