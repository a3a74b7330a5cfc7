import { expect, test } from "vitest";
import { readCsv } from "../../../src/catalog/datasets/csv.ts";
import { readIdx } from "../../../src/catalog/datasets/idx.ts";
import { type PreparedFileName, readPreparedFile } from "../../../src/serve/prepared-files.ts";

const decode = (bytes: Uint8Array): string[] => new TextDecoder().decode(bytes).trimEnd().split("\n");

test("the digits are the original files", async () => {
  const images = readIdx(await readPreparedFile("mnist-train-images"), "mnist-train-images");
  const labels = readIdx(await readPreparedFile("mnist-train-labels"), "mnist-train-labels");
  expect(images.shape).toEqual([60_000, 28, 28]);
  expect(labels.shape).toEqual([60_000]);
  // The first ten labels of the original file, and its well-known counts of zeros and ones.
  expect([...labels.values.subarray(0, 10)]).toEqual([5, 0, 4, 1, 9, 2, 1, 3, 1, 4]);
  expect(labels.values.filter((label) => label === 0)).toHaveLength(5923);
  expect(labels.values.filter((label) => label === 1)).toHaveLength(6742);
  const testLabels = readIdx(await readPreparedFile("mnist-test-labels"), "mnist-test-labels");
  expect(testLabels.shape).toEqual([10_000]);
  expect([...testLabels.values.subarray(0, 10)]).toEqual([7, 2, 1, 0, 4, 1, 4, 9, 5, 9]);
  expect(readIdx(await readPreparedFile("mnist-test-images"), "mnist-test-images").shape).toEqual([10_000, 28, 28]);
});

test("the clothes are a balanced sample of the original files", async () => {
  for (const [part, each] of [
    ["train", 1000],
    ["test", 200],
  ] as const) {
    const labels = readIdx(await readPreparedFile(`fashion-mnist-${part}-labels`), part);
    const counts = Array.from({ length: 10 }, (_, label) => labels.values.filter((value) => value === label).length);
    expect(counts).toEqual(Array.from({ length: 10 }, () => each));
    const images = readIdx(await readPreparedFile(`fashion-mnist-${part}-images`), part);
    expect(images.shape).toEqual([each * 10, 28, 28]);
    // Trousers (1) leave the middle of the lower edge dark where bags (8) are bright: labels and pictures belong together.
    const mean = (label: number): number => {
      const rows = [...labels.values.keys()].filter((row) => labels.values[row] === label);
      return rows.reduce((sum, row) => sum + images.values[row * 784 + 20 * 28 + 14]!, 0) / rows.length;
    };
    expect(mean(8) - mean(1)).toBeGreaterThan(100);
  }
});

test("the flowers are Fisher's 150 rows", async () => {
  const lines = decode(await readPreparedFile("iris"));
  expect(lines).toHaveLength(151);
  expect(lines.slice(0, 2)).toEqual([
    "sepal length,sepal width,petal length,petal width,species",
    "5.1,3.5,1.4,0.2,setosa",
  ]);
  const { columns } = readCsv(await readPreparedFile("iris"));
  expect(columns.at(-1)).toMatchObject({ type: "category", categories: ["setosa", "versicolor", "virginica"] });
});

test("the penguins keep their gaps as empty fields", async () => {
  const lines = decode(await readPreparedFile("penguins"));
  expect(lines).toHaveLength(345);
  expect(lines[0]).toBe("Species,Island,Beak Length (mm),Beak Depth (mm),Flipper Length (mm),Body Mass (g),Sex");
  expect(lines[1]).toBe("Adelie,Torgersen,39.1,18.7,181,3750,MALE");
  expect(lines).toContain("Adelie,Torgersen,,,,,");
  const { columns } = readCsv(await readPreparedFile("penguins"));
  expect(columns.map((column) => column.type)).toEqual([
    "category",
    "category",
    "number",
    "number",
    "number",
    "number",
    "category",
  ]);
});

test("tables have the columns that they are known for", async () => {
  const header = async (name: PreparedFileName): Promise<string> => decode(await readPreparedFile(name))[0]!;
  expect(await header("cars")).toBe(
    "Name,Miles per Gallon,Cylinders,Displacement,Horsepower,Weight in lbs,Acceleration,Year,Origin",
  );
  expect(decode(await readPreparedFile("cars"))[1]).toBe("chevrolet chevelle malibu,18,8,307,130,3504,12,1970,USA");
  expect(await header("sp500")).toBe("date,close");
  const houses = decode(await readPreparedFile("house-prices"));
  expect(houses).toHaveLength(507);
  // The first row of the paper's table, without the columns that are left out.
  expect(houses[1]).toBe("0.00632,18,2.31,0,0.538,6.575,65.2,4.09,1,296,15.3,4.98,24");
});

test("no name is on both lists", async () => {
  const names = decode(await readPreparedFile("names")).map((line) => line.split(",")[0]);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toContain("Zoe");
  expect(names).not.toContain("Robin");
});

test("the novel is whole and on one line", async () => {
  const text = new TextDecoder().decode(await readPreparedFile("novel"));
  expect(text).toMatch(/^Call me Ishmael\. Some years ago/);
  expect(text).not.toMatch(/\s\s|\n/);
  expect(text.length).toBeGreaterThan(1_100_000);
});
