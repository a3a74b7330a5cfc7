import { defineReader, fromOne, tableConfig } from "../reader.ts";

export const json = defineReader({
  id: "json",
  title: { en: "JSON", zh: "JSON" },
  summary: {
    en: "A list of records, a list of rows, or columns by name, as pandas writes them.",
    zh: "记录列表、行列表，或按列名组织的数据（如 pandas 的输出）。",
  },
  extensions: ["json"],
  config: tableConfig,
  load: async () => fromOne((await import("./json.ts")).openJson),
});
