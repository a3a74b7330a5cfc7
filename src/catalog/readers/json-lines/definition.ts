import { defineReader, extensionOf, fromOne, tableConfig } from "../reader.ts";

export const jsonLines = defineReader({
  id: "json-lines",
  title: { en: "JSON lines", zh: "JSON Lines" },
  summary: { en: "One JSON record a line.", zh: "每行一条 JSON 记录。" },
  extensions: ["jsonl", "ndjson", "jsonlines"],
  detect: (head, path) =>
    ["jsonl", "ndjson", "jsonlines"].includes(extensionOf(path)) ||
    (extensionOf(path) === "json" && beginsWithRecords(head)),
  config: tableConfig,
  load: async () => fromOne((await import("./json-lines.ts")).openJsonLines),
});

/** Its first line is whole by itself, and another record follows. */
function beginsWithRecords(head: Uint8Array): boolean {
  const [first = "", second = ""] = new TextDecoder().decode(head).trimStart().split("\n", 2);
  return /^\{.*\}\s*$/.test(first) && second.trimStart().startsWith("{");
}
