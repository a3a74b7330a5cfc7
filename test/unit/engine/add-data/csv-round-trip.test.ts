/** Tables in every dialect that is understood, written by a writer of the test's own, read back as they were. */
import { afterEach, expect, test, vi } from "vitest";
import { RandomStream } from "../../../../src/tensor/random.ts";
import { addFiles, valuesOf } from "../../../support/add-files.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

interface Dialect {
  readonly delimiter: string;
  readonly lineEnd: string;
  readonly encoding: "utf-8" | "utf-16le";
  readonly hasMark: boolean;
  readonly decimal: "." | ",";
  readonly quotes: "always" | "needed";
  readonly endsWithLine: boolean;
}

const WORDS = [
  "plain",
  "two words",
  'say "so"',
  "a,b",
  "semi;colon",
  "tab\tbed",
  "梨 and 苹果",
  "line\nbreak",
  "50% | off",
];

function pick<Value>(random: RandomStream, values: readonly Value[]): Value {
  return values[Math.floor(random.nextUniform() * values.length)]!;
}

function dialectOf(random: RandomStream): Dialect {
  const delimiter = pick(random, [",", ";", "\t", "|"]);
  const encoding = pick(random, ["utf-8", "utf-16le"] as const);
  return {
    delimiter,
    encoding,
    lineEnd: pick(random, ["\n", "\r\n"]),
    hasMark: encoding === "utf-16le" || random.nextUniform() < 0.5,
    decimal: delimiter === "," ? "." : pick(random, [".", ","] as const),
    quotes: pick(random, ["always", "needed"] as const),
    endsWithLine: random.nextUniform() < 0.5,
  };
}

function written(rows: readonly (readonly string[])[], dialect: Dialect): Uint8Array<ArrayBuffer> {
  const cell = (text: string): string =>
    dialect.quotes === "always" || /["\n\r]/.test(text) || text.includes(dialect.delimiter)
      ? `"${text.replaceAll('"', '""')}"`
      : text;
  const lines = rows.map((row) => row.map(cell).join(dialect.delimiter));
  const text = `${dialect.hasMark ? "\uFEFF" : ""}${lines.join(dialect.lineEnd)}${dialect.endsWithLine ? dialect.lineEnd : ""}`;
  return new Uint8Array(Buffer.from(text, dialect.encoding));
}

test.each(Array.from({ length: 60 }, (_, seed) => seed))("table %i", async (seed) => {
  const random = new RandomStream(seed, 0);
  const dialect = dialectOf(random);
  const count = 30 + Math.floor(random.nextUniform() * 40);
  const numbers = Array.from({ length: count }, () =>
    random.nextUniform() < 0.1 ? null : Number(((random.nextUniform() - 0.5) * 200).toFixed(2)),
  );
  const words = Array.from({ length: count }, () => (random.nextUniform() < 0.1 ? null : pick(random, WORDS)));
  const rows = [
    ["amount", "words"],
    ...numbers.map((number, row) => [
      number === null ? "" : String(number).replace(".", dialect.decimal),
      words[row] ?? "NA",
    ]),
  ];
  const added = await addFiles({ "made.csv": written(rows, dialect) });
  expect({ ...added.record.reading.options }).toMatchObject({ delimiter: dialect.delimiter, decimal: dialect.decimal });
  expect(valuesOf(added, "amount")).toEqual(numbers);
  expect(valuesOf(added, "words")).toEqual(words);
  expect(added.warnings).toEqual([]);
});
