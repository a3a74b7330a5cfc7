/** Whatever stands in the rows that do not train, no step learns anything from it. */
import { expect, test } from "vitest";
import type { Column, Dataset } from "../../../src/catalog/datasets/dataset.ts";
import {
  type PreprocessorSelection,
  preprocessorSelection,
  preprocessors,
} from "../../../src/catalog/preprocessors/index.ts";
import { type PreparedData, prepareData } from "../../../src/engine/data/prepare-data.ts";
import { splitSchema } from "../../../src/project/project.ts";
import { RandomStream } from "../../../src/tensor/random.ts";

const ROWS = 60;
const TRAIN = 40;
const WORDS = ["red", "green", "blue", "teal", "violet"];

/** The first rows follow `seed` alone; the others, `other` too. */
function madeColumns(seed: number, other: number): Readonly<Record<string, Column>> {
  const random = [new RandomStream(seed, 1), new RandomStream(other, 2)] as const;
  const of = (row: number) => random[row < TRAIN ? 0 : 1];
  const rows = Array.from({ length: ROWS }, (_, row) => row);
  const word = (row: number) => WORDS[of(row).nextBelow(row < TRAIN ? 3 : 5)]!;
  const number = (name: string, gaps: boolean, reach: number): Column => ({
    type: "number",
    name,
    values: Float64Array.from(rows, (row) => {
      const value = of(row).nextUniform() + 0.1;
      if (gaps && of(row).nextUniform() < 0.2) return Number.NaN;
      return row < TRAIN ? value : reach * value;
    }),
  });
  return {
    positive: number("positive", false, 50),
    other: number("other", false, -9),
    holed: number("holed", true, 1e6),
    colour: {
      type: "category",
      name: "colour",
      categories: WORDS,
      codes: Int32Array.from(rows, (row) =>
        of(row).nextUniform() < 0.1 ? -1 : of(row).nextBelow(row < TRAIN ? 3 : 5),
      ),
    },
    words: { type: "text", name: "words", values: rows.map((row) => `${word(row)} ${word(row)}, ${word(row)}`) },
    picture: {
      type: "image",
      name: "picture",
      shape: [4, 4, 3],
      scale: 1,
      pixels: Uint8Array.from({ length: ROWS * 48 }, (_, at) => of(Math.floor(at / 48)).nextBelow(256)),
    },
  };
}

/** The last column says which rows train; a target for them, and any number for the rest. */
async function prepared(
  features: readonly string[],
  steps: readonly object[],
  task: "number" | "class",
  [seed, other]: readonly [number, number],
): Promise<PreparedData> {
  const columns = madeColumns(seed, other);
  const random = [new RandomStream(seed, 3), new RandomStream(other, 4)] as const;
  const draw = (row: number) => random[row < TRAIN ? 0 : 1].nextBelow(2);
  const rows = Array.from({ length: ROWS }, (_, row) => row);
  const target: Column =
    task === "number"
      ? { type: "number", name: "target", values: Float64Array.from(rows, (row) => 3 * draw(row) + row / 7) }
      : { type: "category", name: "target", categories: ["no", "yes"], codes: Int32Array.from(rows, draw) };
  const part: Column = {
    type: "category",
    name: "part",
    categories: ["train", "test", "validation"],
    codes: Int32Array.from(rows, (row) => (row < TRAIN ? 0 : 1 + (row % 2))),
  };
  const dataset: Dataset = { rows: ROWS, columns: [...features.map((name) => columns[name]!), target, part] };
  return prepareData(dataset, {
    id: "made",
    config: {},
    target: "target",
    features: undefined,
    ignored: [],
    split: splitSchema.parse({ by: "column", column: "part" }),
    preprocess: steps.map((step): PreprocessorSelection => preprocessorSelection.parse(step)),
    standardizeTarget: true,
    targetBins: task === "number" ? undefined : { count: 3, by: "quantiles" },
    seed: 5,
  });
}

function trainingFeatures({ examples, parts }: PreparedData): number[][] {
  const size = examples.shape.reduce((product, extent) => product * extent, 1);
  return Array.from(parts.train, (row) => {
    const out = new Float32Array(size);
    examples.write(row, out, 0);
    return [...out];
  });
}

/** What stands before the step so that its columns suit it, the columns, and what stands behind it for a network. */
const around: Readonly<
  Partial<Record<(typeof preprocessors)[number]["id"], { features?: string[]; before?: object[]; after?: object[] }>>
> = {
  impute: { features: ["holed", "colour"], after: [{ step: "one-hot" }] },
  "one-hot": { features: ["colour"] },
  ordinal: { features: ["colour"] },
  bins: { after: [{ step: "one-hot" }] },
  "bag-of-words": { features: ["words", "positive"] },
  tokenize: { features: ["words"] },
  resize: { features: ["picture"] },
  rescale: { features: ["picture"] },
  "normalize-pixels": { features: ["picture"] },
};

const cases = preprocessors.flatMap(({ id }) =>
  (["number", "class"] as const).flatMap((task) => [1, 2, 3].map((seed) => ({ id, task, seed }))),
);

test.each(cases)("$id, for a $task, table $seed", async ({ id, task, seed }) => {
  const { features = ["positive", "other"], before = [], after = [] } = around[id] ?? {};
  const settings = id === "one-hot" ? { rare: 3 } : id === "impute" ? { flag: true } : {};
  const steps = [...before, { step: id, ...settings }, ...after];
  const one = await prepared(features, steps, task, [seed, 100]);
  const two = await prepared(features, steps, task, [seed, 200]);
  expect(two.preprocess).toEqual(one.preprocess);
  expect(two.target).toEqual(one.target);
  expect(two.inputs.map(({ name }) => name)).toEqual(one.inputs.map(({ name }) => name));
  expect(trainingFeatures(two)).toEqual(trainingFeatures(one));
  // The test can fail: another training part is seen.
  const stranger = await prepared(features, steps, task, [seed + 50, 100]);
  expect(trainingFeatures(stranger)).not.toEqual(trainingFeatures(one));
});
