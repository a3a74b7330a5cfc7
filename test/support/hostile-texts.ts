/** Tables and texts that are not what they should be. */
import { type Bytes, type HostileCase } from "./hostile-case.ts";

export function hostileTables(): HostileCase[] {
  const csv = (name: string, text: string | Bytes, more: Partial<HostileCase> = {}): HostileCase => ({
    name: `CSV: ${name}`,
    files: { "table.csv": text },
    ...more,
  });
  const ragged = Array.from({ length: 500 }, (_, row) =>
    Array(row % 9)
      .fill(row)
      .join(","),
  ).join("\n");
  return [
    csv("nothing", "", { refused: "empty-file" }),
    csv("a single line end", "\n", { refused: "empty-file" }),
    csv("a hundred thousand line ends", "\n".repeat(100_000), { refused: "empty-file" }),
    csv("names alone", "a,b,c", { refused: "empty-file" }),
    csv("one cell", "a"),
    csv("a byte order mark alone", "\uFEFF"),
    csv("half a character", new Uint8Array([0x61, 0x0a, 0xe8, 0x8b])),
    csv("half a UTF-16 character", new Uint8Array([0xff, 0xfe, 0x61, 0x00, 0x0a, 0x00, 0x31])),
    csv("zeros", new Uint8Array(5000), { refused: "not-text" }),
    csv("a million columns", `${"a,".repeat(1_000_000)}\n1\n`, { refused: "too-many-columns" }),
    csv("a row of a million cells", `a,b\n1,2\n${"1,".repeat(1_000_000)}\n3,4\n`, { isRead: true }),
    csv("one line of 9 MB", "x".repeat(9_000_000), { refused: "row-too-long" }),
    csv("a quoted cell of 9 MB", `a,b\n1,"${"x".repeat(9_000_000)}"\n2,y\n`),
    csv("a quotation mark at the start that is never closed", `"a,b\n${"1,2\n".repeat(5000)}`, { isRead: true }),
    csv("one in the middle", `a,b\n${"1,2\n".repeat(5000)}3,"4\n${"5,6\n".repeat(5000)}`, { isRead: true }),
    csv("one in every row", `a,b\n${'1,"2\n'.repeat(5001)}`, { isRead: true }),
    csv("one in every second row, all of 9 MB", `a,b\n${`1,"x${"y".repeat(80)}\n2,z\n`.repeat(100_001)}`, {
      isRead: true,
    }),
    csv("nothing but quotation marks", '"'.repeat(200_001)),
    csv("nothing but delimiters", ",".repeat(5000)),
    csv("nothing but blanks", " ".repeat(100_000)),
    csv("ragged rows", `a,b,c\n${ragged}\n`, { isRead: true }),
    csv("a hundred thousand short rows", `a,b,c\n${"1\n".repeat(100_000)}`, { isRead: true }),
    csv("__proto__ and its kin", "__proto__,constructor,toString,hasOwnProperty\n1,2,3,4\n5,6,7,8\n", { isRead: true }),
    csv("the same name a thousand times", `${Array(1000).fill("a").join(",")}\n${Array(1000).fill("1").join(",")}\n`, {
      isRead: true,
    }),
    csv("names of ten thousand characters", `${"n".repeat(10_000)},b\n1,2\n`, { isRead: true }),
    csv("numbers beyond all bounds", "a\n1e999\n-1e999\n1e-999\n123456789012345678901234567890\n", { isRead: true }),
    csv("numbers that are none", "a\n0x10\n1_000\n١٢٣\n--1\n1e\n", { isRead: true }),
    csv("formulas", 'a,b\n=cmd|"/c calc"!A1,1\n+1+1,2\n@SUM(A1),3\n', { isRead: true }),
    csv("control characters", "a,b\n\u0007\u001b[31m,1\n\u202etxt,2\n", { isRead: true }),
    csv("lone surrogates in UTF-16", new Uint8Array([0xff, 0xfe, 0x61, 0, 0x0a, 0, 0x00, 0xd8, 0x0a, 0, 0x31, 0])),
    csv("mixed line ends", "a,b\r\n1,2\n3,4\r5,6\n\r7,8\r\n", { isRead: true }),
    csv("types that change half-way", `a\n${"1\n".repeat(20_000)}${"x\n".repeat(20_000)}`, { isRead: true }),
    csv("dates that change half-way", `a,b\n${"2020-01-01,1\n".repeat(15_000)}${"later,2\n".repeat(15_000)}`, {
      isRead: true,
    }),
    csv(
      "a hundred thousand different words",
      `a\n${Array.from({ length: 100_000 }, (_, row) => `w${row}`).join("\n")}`,
      {
        isRead: true,
      },
    ),
    csv(
      "two encodings in one file",
      Buffer.concat([Buffer.from("名,b\n苹果,1\n"), Buffer.from([0xc3, 0xfb, 0x2c, 0x32])]),
    ),
    csv("names that look like paths", "../../etc/passwd,C:\\x\n1,2\n3,4\n", { isRead: true }),
    { name: "text: nothing but line ends", files: { "a.txt": "\n".repeat(100_000) }, refused: "empty-file" },
    { name: "text: zeros", files: { "a.txt": new Uint8Array(1000) }, refused: "not-text" },
    { name: "text: one line of 9 MB", files: { "a.txt": "x".repeat(9_000_000) }, isRead: true },
    { name: "no ending at all", files: { data: "a,b\n1,2\n" }, refused: "unknown-format" },
    { name: "two tables at once", files: { "a.csv": "a\n1\n", "b.csv": "a\n1\n" }, refused: "one-file-at-a-time" },
    { name: "an empty file of no kind", files: { x: "" }, refused: "empty-file" },
  ];
}

export function hostileJson(): HostileCase[] {
  const json = (name: string, text: string, more: Partial<HostileCase> = {}): HostileCase => ({
    name: `JSON: ${name}`,
    files: { "table.json": text },
    ...more,
  });
  const nested = (open: string, close: string, depth: number): string => open.repeat(depth) + close.repeat(depth);
  return [
    json("a number", "3", { refused: "no-records" }),
    json("a word", '"x"', { refused: "no-records" }),
    json("nothing", "null", { refused: "no-records" }),
    json("an empty list", "[]", { refused: "empty-file" }),
    json("empty records", "[{},{},{}]"),
    json("an empty object", "{}", { refused: "no-records" }),
    json("a hundred thousand brackets", nested("[", "]", 100_000)),
    json("a hundred thousand open brackets", "[".repeat(100_000), { refused: "broken-json" }),
    json("records within records, ten thousand deep", `[${nested('{"a":', "", 10_000)}1${"}".repeat(10_000)}]`),
    json("__proto__ as a field", '[{"__proto__": 1, "a": 2}, {"__proto__": 3, "a": 4}]', { isRead: true }),
    json("fields twice", '[{"a": 1, "a": 2}, {"a": 3}]', { isRead: true }),
    json("a million fields", `[{${Array.from({ length: 200_000 }, (_, at) => `"f${at}":1`).join(",")}}]`, {
      refused: "too-many-columns",
    }),
    json("records of different fields", '[{"a": 1}, {"b": 2}, 3, null, [4], "x"]', { isRead: true }),
    json("lists of different lengths", '{"a": [1, 2, 3], "b": [1]}', { isRead: true }),
    json("NaN", '[{"a": NaN}]', { refused: "broken-json" }),
    json("a comma at the end", '[{"a": 1},]', { refused: "broken-json" }),
    json("numbers beyond all bounds", '[{"a": 1e999}, {"a": -1e999}]', { isRead: true }),
    json("half a surrogate", '[{"a": "\\ud800"}, {"a": "b"}]', { isRead: true }),
    {
      name: "JSON lines: one line is broken",
      files: { "a.jsonl": `${'{"a": 1}\n'.repeat(20)}{"a": \n` },
      isRead: true,
    },
    {
      name: "JSON lines: most are broken",
      files: { "a.jsonl": `${"{\n".repeat(20)}{"a": 1}\n` },
      refused: "broken-json",
    },
    {
      name: "JSON lines: a line of 9 MB",
      files: { "a.jsonl": `{"a": "${"x".repeat(9_000_000)}` },
      refused: "row-too-long",
    },
    { name: "JSON lines: blank lines", files: { "a.jsonl": "\n\n\n" }, refused: "empty-file" },
    { name: "JSON lines: numbers", files: { "a.jsonl": "1\n2\n3\n" }, isRead: true },
  ];
}
