import { afterEach, describe, expect, test, vi } from "vitest";
import { addFiles, valuesOf } from "../../../support/add-files.ts";
import { refusal } from "../../../support/refusal.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

const people = "name,height,smokes,born\nAda,1.62,no,1815-12-10\nBob,NA,yes,1990-01-31\nCy,1.8,,1901-07-04\n";
const csv = (text: string | Uint8Array<ArrayBuffer>, options = {}) => addFiles({ "table.csv": text }, options);
const options = (added: Awaited<ReturnType<typeof csv>>) => added.record.reading.options;

describe("a table as it should be", () => {
  test("becomes typed columns; what was guessed is told", async () => {
    const added = await csv(people);
    expect(added.record).toMatchObject({ kind: "table", rows: 3, warnings: [], title: "test", fileName: "table.csv" });
    expect(added.record.columns).toEqual([
      { name: "name", type: "category", missing: 0, role: "feature" },
      { name: "height", type: "number", missing: 1, role: "feature" },
      { name: "smokes", type: "category", missing: 1, role: "target" },
      { name: "born", type: "time", missing: 0, role: "ignore" },
    ]);
    expect(valuesOf(added, "height")).toEqual([1.62, null, 1.8]);
    expect(valuesOf(added, "smokes")).toEqual(["no", "yes", null]);
    expect(valuesOf(added, "born")).toEqual([
      "1815-12-10T00:00:00.000Z",
      "1990-01-31T00:00:00.000Z",
      "1901-07-04T00:00:00.000Z",
    ]);
    expect(options(added)).toEqual({ delimiter: ",", encoding: "utf-8", header: true, decimal: ".", types: [] });
  });

  test("reads the same with the options that were found out", async () => {
    const first = await csv(people);
    const again = await csv(people, options(first));
    expect(again.record.fingerprint).toBe(first.record.fingerprint);
    expect(options(again)).toEqual(options(first));
  });

  test.each([
    ["semicolons and a decimal comma", "a;b\n1,5;x\n2,25;y\n", { delimiter: ";", decimal: "," }, [1.5, 2.25]],
    ["tabs", "a\tb\n1.5\tx\n2.25\ty\n", { delimiter: "\t" }, [1.5, 2.25]],
    ["bars", "a|b\n1.5|x\n2.25|y\n", { delimiter: "|" }, [1.5, 2.25]],
    ["line ends of Windows", "a,b\r\n1.5,x\r\n2.25,y\r\n", {}, [1.5, 2.25]],
    ["line ends of old Macs", "a,b\r1.5,x\r2.25,y\r", {}, [1.5, 2.25]],
    ["no line end at the end", "a,b\n1.5,x\n2.25,y", {}, [1.5, 2.25]],
    ["blank lines", "a,b\n\n1.5,x\n\n2.25,y\n\n\n", {}, [1.5, 2.25]],
    ["grouped thousands", 'a,b\n"1,500",x\n"2,250.5",y\n', {}, [1500, 2250.5]],
    ["grouped thousands and a decimal comma", "a;b\n1.500,5;x\n2.250;y\n", { decimal: "," }, [1500.5, 2250]],
    ["per cent", "a,b\n15%,x\n2.5 %,y\n", {}, [15, 2.5]],
    ["exponents, signs and blanks", "a,b\n +1.5e3 ,x\n-.5,y\n", {}, [1500, -0.5]],
  ])("%s", async (_name, text, expected, values) => {
    const added = await csv(text);
    expect(options(added)).toMatchObject(expected);
    expect(valuesOf(added, "a")).toEqual(values);
    expect(valuesOf(added, "b")).toEqual(["x", "y"]);
  });

  test.each([
    ["decimal commas in every column", "a;b;c\n1,5;2,5;-3,0\n2,25;0,5;1,75\n", ";", [1.5, 2.25]],
    ["decimal commas in every column, without names", "1,5;2,5;-3,0\n2,25;0,5;1,75\n", ";", [1.5, 2.25]],
    ["semicolons within a column of texts", "a,b,c\n1,2,x;y\n3,4,z;w\n", ",", [1, 3]],
  ])("is cut where it is meant to be: %s", async (_name, text, delimiter, values) => {
    const added = await csv(text);
    expect(options(added)).toMatchObject({ delimiter });
    expect(added.warnings).toEqual([]);
    expect(added.record.columns).toHaveLength(3);
    expect(valuesOf(added, added.record.columns[0]!.name)).toEqual(values);
  });

  test("without names, columns are numbered", async () => {
    const added = await csv("1,red\n2,blue\n3,red\n");
    expect(added.record.columns.map(({ name }) => name)).toEqual(["column 1", "column 2"]);
    expect(added.record.rows).toBe(3);
  });

  test("quoted cells hold delimiters, line ends and quotation marks", async () => {
    const added = await csv('a,b\n1,"x, ""y""\nz"\n2,plain\n');
    expect(valuesOf(added, "b")).toEqual(['x, "y"\nz', "plain"]);
    expect(added.warnings).toEqual([]);
  });
});

describe("encodings", () => {
  const encoded = {
    "UTF-8 with a byte order mark": ["utf-8", Buffer.from("\uFEFF名,值\n苹果,1\n梨,2\n")],
    "UTF-16 with a byte order mark": ["utf-16le", Buffer.from("\uFEFF名,值\n苹果,1\n梨,2\n", "utf16le")],
    "UTF-16 without one": ["utf-16le", Buffer.from("name,value\n苹果,1\n梨,2\n", "utf16le")],
    "UTF-16 of the other order": ["utf-16be", Buffer.from("\uFEFF名,值\n苹果,1\n梨,2\n", "utf16le").swap16()],
    // "名,值\n苹果,1\n梨,2\n"
    GBK: ["gb18030", Buffer.from("c3fb2cd6b50ac6bbb9fb2c310ac0e62c320a", "hex")],
  } as const;

  test.each(Object.entries(encoded))("%s", async (_name, [encoding, bytes]) => {
    const added = await csv(new Uint8Array(bytes));
    expect(options(added)["encoding"]).toBe(encoding);
    const [first] = added.record.columns;
    expect(valuesOf(added, first!.name)).toEqual(["苹果", "梨"]);
  });

  test("Latin-1, though the first accent comes after a megabyte", async () => {
    const plain = "city,size\n" + "Rome,3\n".repeat(200_000);
    const added = await csv(new Uint8Array(Buffer.from(`${plain}Orl\u00e9ans,1\n`, "latin1")));
    expect(options(added)["encoding"]).toBe("windows-1252");
    expect(valuesOf(added, "city").at(-1)).toBe("Orléans");
    expect(added.record.rows).toBe(200_001);
  });

  test("UTF-8 with a damaged byte stays UTF-8, and is warned of", async () => {
    const bytes = Buffer.from(`city,size\n${"Orléans,1\n".repeat(50_000)}Köln,2\n`);
    bytes[bytes.length - 6] = 0xff;
    const added = await csv(new Uint8Array(bytes));
    expect(options(added)["encoding"]).toBe("utf-8");
    expect(added.warnings.join()).toContain("not utf-8");
  });
});

describe("what is not as it should be is warned of by row and column", () => {
  test("ragged rows are filled up or cut", async () => {
    const added = await csv("a,b,c\n1,2,3\n4,5\n6,7,8,9\n");
    expect(valuesOf(added, "c")).toEqual([3, null, 8]);
    expect(added.warnings).toEqual([
      "Row 2 has 2 of 3 cells; the others count as missing.",
      "Row 3 has 4 cells where the table has 3 columns; those beyond were left out.",
    ]);
  });

  test("a quotation mark that is never closed spoils its own line only", async () => {
    const added = await csv('a,b\n1,x\n2,"y\n3,z\n4,w\n');
    expect(valuesOf(added, "a")).toEqual([1, 2, 3, 4]);
    expect(valuesOf(added, "b")).toEqual(["x", '"y', "z", "w"]);
    expect(added.warnings).toEqual([
      "Row 2: a quotation mark is opened and never closed, so this line was read as it stands.",
    ]);
  });

  test("a few words among numbers count as missing", async () => {
    const numbers = Array.from({ length: 100 }, (_, row) => (row === 41 ? "about 5" : String(row)));
    const added = await csv(`a\n${numbers.join("\n")}\n`);
    expect(valuesOf(added, "a")[41]).toBeNull();
    expect(added.warnings).toEqual(['Row 42, column "a": "about 5" is no number. It counts as missing.']);
  });

  test("a few words are a few of all rows, not of those before the first fault", async () => {
    const rows = Array.from({ length: 80 }, (_, row) => (row === 3 ? "abc,x" : row === 9 ? '"3,y' : `${row},z`));
    const added = await csv(`size,kind\n${rows.join("\n")}`);
    expect(added.record.columns[0]).toMatchObject({ type: "number", missing: 2 });
    expect(added.warnings).toHaveLength(2);
  });

  test("many words make a column of words, however late they come", async () => {
    const numbers = Array.from({ length: 30_000 }, (_, row) =>
      row % 3 === 0 && row > 5000 ? "none yet" : String(row % 7),
    );
    const added = await csv(`a,b\n${numbers.map((cell) => `${cell},1`).join("\n")}\n`);
    expect(added.record.columns[0]).toMatchObject({ type: "category", missing: 0 });
    expect(valuesOf(added, "a")[6000]).toBe("none yet");
    expect(added.warnings).toEqual([]);
  });

  test("a name that stands twice, or not at all", async () => {
    const added = await csv("a,a,\n1,2,3\n4,5,6\n");
    expect(added.record.columns.map(({ name }) => name)).toEqual(["a", "a (2)", "column 3"]);
    expect(added.warnings).toHaveLength(1);
  });

  test("a column called __proto__ is a column", async () => {
    const added = await csv("__proto__,constructor\n1,2\n3,4\n");
    expect(valuesOf(added, "__proto__")).toEqual([1, 3]);
    expect(valuesOf(added, "constructor")).toEqual([2, 4]);
  });

  test("a great many warnings are counted, not listed", async () => {
    const added = await csv(`a,b\n${"1\n".repeat(1000)}`);
    expect(added.warnings).toHaveLength(7);
    expect(added.warnings[5]).toBe("And 995 more like this.");
  });
});

describe("types", () => {
  test("what the user says goes before what the cells say", async () => {
    const types = [
      { column: "id", type: "category" },
      { column: "when", type: "text" },
    ];
    const added = await csv("id,when,size\n7,2020-01-01,1\n8,2020-01-02,2\n", { types });
    expect(added.record.columns.map(({ type }) => type)).toEqual(["category", "text", "number"]);
    expect(valuesOf(added, "id")).toEqual(["7", "8"]);
  });

  test("sentences are text and left out beside numbers, classes are not", async () => {
    const rows = Array.from(
      { length: 40 },
      (_, row) => `${row},comment ${row} that says something else,${row % 2 ? "spam" : "ham"}`,
    );
    const added = await csv(`n,comment,label\n${rows.join("\n")}\n`);
    expect(added.record.columns.map(({ type, role }) => [type, role])).toEqual([
      ["number", "feature"],
      ["text", "ignore"],
      ["category", "target"],
    ]);
  });

  test("few whole numbers called a label are classes; a running number is left out", async () => {
    const rows = Array.from({ length: 60 }, (_, row) => `${row + 1},${row * 0.5},${row % 3}`);
    const added = await csv(`id,x,label\n${rows.join("\n")}\n`);
    expect(added.record.columns.map(({ type, role }) => [type, role])).toEqual([
      ["number", "ignore"],
      ["number", "feature"],
      ["category", "target"],
    ]);
  });

  test.each([
    ["2020-02-29 13:45:10.5", "2020-02-29T13:45:10.500Z"],
    ["2020-02-29T13:45:10+02:00", "2020-02-29T11:45:10.000Z"],
    ["2020/2/9", "2020-02-09T00:00:00.000Z"],
    ["29.02.2020", "2020-02-29T00:00:00.000Z"],
    ["31/12/2020 23:59", "2020-12-31T23:59:00.000Z"],
    ["12/31/2020 11:59 PM", "2020-12-31T23:59:00.000Z"],
    ["Jan 1 2000", "2000-01-01T00:00:00.000Z"],
    ["1-Feb-2000", "2000-02-01T00:00:00.000Z"],
    ["2020年3月4日", "2020-03-04T00:00:00.000Z"],
    ["2020-03", "2020-03-01T00:00:00.000Z"],
  ])("%s is a point in time", async (cell, expected) => {
    const added = await csv(`when,value\n${cell},1\n${cell},2\n`);
    expect(valuesOf(added, "when")).toEqual([expected, expected]);
  });

  test.each([
    ["seconds", 1_600_000_000],
    ["milliseconds", 1_600_000_000_000],
  ])("%s since 1970 are times where the column is called one", async (_unit, value) => {
    const added = await csv(`timestamp,count\n${value},${value}\n${value},2\n`);
    expect(valuesOf(added, "timestamp")[0]).toBe("2020-09-13T12:26:40.000Z");
    expect(valuesOf(added, "count")[0]).toBe(value);
  });
});

describe("refused with a sentence", () => {
  test.each([
    ["an empty file", "", "empty-file"],
    ["names without rows", "a,b\n", "empty-file"],
    ["binary data", "a,b\n\u0000\u0001\u0002,1\n", "not-text"],
    ["a million columns", `${"a,".repeat(1_000_000)}a\n1\n`, "too-many-columns"],
  ])("%s", async (_name, text, code) => {
    const problem = await refusal(csv(text));
    expect(problem.code).toBe(code);
    expect(problem.text.zh).toMatch(/\p{Script=Han}/u);
  });

  test("an option that the reader does not have", async () => {
    expect((await refusal(csv(people, { delimeter: ";" }))).text.en).toContain('Did you mean "delimiter"');
    expect((await refusal(csv(people, { format: "cvs" }))).code).toBe("unknown-format");
  });
});
