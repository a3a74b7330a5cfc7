import { z } from "zod";
import { defineReader, extensionOf, typesField } from "../reader.ts";

export const json = defineReader({
  id: "json",
  title: { en: "JSON", zh: "JSON" },
  summary: {
    en: "A list of records, a list of rows, or columns by name, as pandas writes them.",
    zh: "记录列表、行列表，或按列名组织的数据（如 pandas 的输出）。",
  },
  extensions: ["json"],
  detect: (_head, path) => extensionOf(path) === "json",
  config: z.strictObject({ types: typesField }),
  load: async () => (await import("./json.ts")).openJson,
});
