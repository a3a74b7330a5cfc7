/** Packed files that unfold to more than they are worth, and workbooks that are none. */
import { deflateRawSync, gzipSync } from "node:zlib";
import { zipSync } from "fflate";
import { type Bytes, type HostileCase, bytesOf } from "./hostile-case.ts";

/** Packs to a thousandth. */
const zeros = (): Bytes => new Uint8Array(2 ** 27);

export function hostilePackages(): HostileCase[] {
  const inner = new Uint8Array(gzipSync(Buffer.alloc(2 ** 27, "[1]\n")));
  const modest = inner.slice();
  modest.set([100, 0, 0, 0], modest.length - 4);
  const entry = (name: string, content: Bytes) => zipSync({ [name]: content });
  const bad = entry("table.csv", bytesOf("a,b\n1,2\n"));
  const method = bad.slice();
  // Compression method 99 in the local header: encrypted.
  method[8] = 99;
  const many: Record<string, Bytes> = {};
  for (let at = 0; at < 3000; at++) many[`f${at}.csv`] = new Uint8Array();
  return [
    { name: "gzip bomb of a CSV", files: { "a.csv.gz": inner }, refused: "unpacks-too-large" },
    { name: "gzip bomb of JSON lines", files: { "a.jsonl.gz": inner }, refused: "unpacks-too-large" },
    { name: "gzip bomb of JSON", files: { "a.json.gz": inner }, refused: "unpacks-too-large" },
    { name: "gzip bomb of a text", files: { "a.txt.gz": inner }, refused: "unpacks-too-large" },
    { name: "gzip bomb that claims to be small", files: { "a.txt.gz": modest }, refused: "unpacks-too-large" },
    {
      name: "gzip bomb of IDX",
      files: {
        "a-idx3-ubyte.gz": new Uint8Array(
          gzipSync(Buffer.concat([Buffer.from([0, 0, 8, 1, 15, 255, 255, 255]), zeros()])),
        ),
      },
      refused: "unpacks-too-large",
    },
    { name: "gzip that is twice gzip", files: { "a.csv.gz": new Uint8Array(gzipSync(gzipSync("a,b\n1,2\n"))) } },
    {
      name: "gzip cut off",
      files: { "a.csv.gz": new Uint8Array(gzipSync("a,b\n1,2\n".repeat(1000))).slice(0, 40) },
      refused: "broken-gzip",
    },
    {
      name: "two gzip files in one",
      files: { "a.csv.gz": new Uint8Array(Buffer.concat([gzipSync("a,b\n1,2\n"), gzipSync("3,4\n")])) },
    },
    { name: "gzip head alone", files: { "a.csv.gz": new Uint8Array([0x1f, 0x8b]) }, refused: "broken-gzip" },
    { name: "zip bomb", files: { "a.zip": entry("table.csv", zeros()) }, refused: "unpacks-too-large" },
    { name: "zip bomb as NPZ", files: { "a.npz": entry("x.npy", zeros()) }, refused: "unpacks-too-large" },
    {
      name: "zip bomb as a workbook",
      files: { "a.xlsx": entry("xl/workbook.xml", zeros()) },
      refused: "unpacks-too-large",
    },
    {
      name: "zip whose names climb out of it",
      files: { "a.zip": entry("../../../etc/table.csv", bytesOf("a,b\n1,2\n3,4\n")) },
      isRead: true,
    },
    {
      name: "zip with an absolute name",
      files: { "a.zip": entry("/etc/table.csv", bytesOf("a,b\n1,2\n3,4\n")) },
      isRead: true,
    },
    {
      name: "zip with a name called __proto__",
      files: { "a.zip": entry("__proto__.csv", bytesOf("a,b\n1,2\n3,4\n")) },
      isRead: true,
    },
    { name: "zip within a zip", files: { "a.zip": entry("b.zip", bad) } },
    { name: "zip of nothing", files: { "a.zip": zipSync({}) } },
    { name: "zip of no table", files: { "a.zip": entry("a.exe", bytesOf("MZ")) }, refused: "unknown-format" },
    {
      name: "zip of several tables",
      files: { "a.zip": zipSync({ "a.csv": bytesOf("a\n1\n"), "b.csv": bytesOf("a\n1\n") }) },
      refused: "one-file-at-a-time",
    },
    {
      name: "zip of three thousand empty tables",
      files: { "a.zip": zipSync(many) },
      refused: "one-file-at-a-time",
    },
    { name: "zip of an unknown packing", files: { "a.zip": method } },
    { name: "zip called so", files: { "a.zip": bytesOf("a,b\n1,2\n") }, refused: "broken-zip" },
    { name: "zip whose stored size is a lie", files: { "a.zip": lyingZip() } },
    {
      name: "a deflate stream called CSV",
      files: { "a.csv": new Uint8Array(deflateRawSync("a,b\n1,2\n".repeat(1000))) },
    },
  ];
}

/** The local header claims 4 GB of stored data. */
function lyingZip(): Bytes {
  const zip = zipSync({ "table.csv": [bytesOf("a,b\n1,2\n"), { level: 0 }] });
  const view = new DataView(zip.buffer);
  view.setUint32(18, 0xffff_fff0, true);
  view.setUint32(22, 0xffff_fff0, true);
  return zip;
}

export function hostileWorkbooks(): HostileCase[] {
  const workbook = (sheet: string, more: Record<string, Bytes> = {}): Bytes =>
    zipSync({
      "[Content_Types].xml": bytesOf("<Types/>"),
      "xl/workbook.xml": bytesOf(
        '<workbook xmlns:r="r"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>',
      ),
      "xl/_rels/workbook.xml.rels": bytesOf(
        '<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
      ),
      "xl/worksheets/sheet1.xml": bytesOf(sheet),
      ...more,
    });
  const cells = (text: string): string => `<worksheet><sheetData>${text}</sheetData></worksheet>`;
  const book = (name: string, bytes: Bytes, refused?: string): HostileCase => ({
    name: `workbook: ${name}`,
    files: { "a.xlsx": bytes },
    ...(refused === undefined ? {} : { refused }),
  });
  const laughs = `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "${"&a;".repeat(10)}"><!ENTITY c "${"&b;".repeat(10)}">]>`;
  return [
    book(
      "a cell in the farthest corner",
      workbook(cells('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
      "too-many-rows",
    ),
    book("an empty sheet", workbook(cells("")), "empty-file"),
    book("no workbook in it", zipSync({ "a.xml": bytesOf("<a/>") }), "broken-spreadsheet"),
    book(
      "an old Excel file",
      Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]),
      "broken-spreadsheet",
    ),
    book("a sheet that is no XML", workbook("not xml at all")),
    book("XML that is cut off", workbook("<worksheet><sheetData><row r='1'><c r='A1'>")),
    book("entities that multiply", workbook(laughs + cells('<row r="1"><c r="A1" t="str"><v>&c;</v></c></row>'))),
    book(
      "a shared text that is not there",
      workbook(cells('<row r="1"><c r="A1" t="s"><v>99</v></c></row><row r="2"><c r="A2" t="s"><v>-1</v></c></row>')),
    ),
    book(
      "a hundred thousand tags within tags",
      workbook(`<worksheet>${"<a>".repeat(100_000)}${"</a>".repeat(100_000)}</worksheet>`),
    ),
  ];
}
