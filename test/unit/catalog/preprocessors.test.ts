/** Each preprocessing step by numbers that scikit-learn has worked out, fitted on some rows and applied to all. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { CategoryColumn, ImageColumn, NumberColumn, TextColumn } from "../../../src/catalog/datasets/dataset.ts";
import { preprocessorSelection } from "../../../src/catalog/preprocessors/index.ts";
import type { StepColumn } from "../../../src/catalog/preprocessors/step-column.ts";
import {
  correlationWith,
  mutualInformation,
  varianceOf,
} from "../../../src/catalog/preprocessors/select-features/scores.ts";
import { encodeExamples } from "../../../src/engine/encode-examples.ts";
import { applySteps, fitSteps } from "../../../src/engine/preprocess-columns.ts";

const numbers = z.array(z.number().nullable());
const golden = z
  .object({
    train: z.int(),
    names: z.array(z.string()),
    numbers: z.array(numbers),
    gaps: z.array(numbers),
    words: z.array(z.string()),
    target: z.object({ number: z.array(z.number()), class: z.array(z.int()) }),
    cases: z.array(
      z.object({
        step: z.string(),
        config: z.record(z.string(), z.unknown()),
        given: z.enum(["numbers", "gaps", "words", "skewed"]),
        columns: z.array(numbers),
      }),
    ),
    texts: z.array(z.string()),
    documents: z.array(
      z.object({
        config: z.record(z.string(), z.unknown()),
        words: z.array(z.string()),
        rows: z.array(z.array(z.number())),
      }),
    ),
    scores: z.object({
      variance: z.array(z.number()),
      correlation: z.object({ number: z.array(z.number()), class: z.array(z.number()) }),
      "mutual-information": z.object({ number: z.array(z.number()), class: z.array(z.number()) }),
    }),
  })
  .parse(JSON.parse(readFileSync(new URL("../../fixtures/golden/preprocessing.json", import.meta.url), "utf8")));

const rows = Int32Array.from({ length: golden.train }, (_, row) => row);
const numberTarget: NumberColumn = { type: "number", name: "y", values: Float64Array.from(golden.target.number) };
const classTarget: CategoryColumn = {
  type: "category",
  name: "class",
  categories: ["0", "1", "2"],
  codes: Int32Array.from(golden.target.class),
};

function numberColumns(columns: readonly (readonly (number | null)[])[]): NumberColumn[] {
  return columns.map((values, at) => ({
    type: "number",
    name: golden.names[at]!,
    values: Float64Array.from(values, (value) => value ?? Number.NaN),
  }));
}

function given(kind: (typeof golden.cases)[number]["given"]): readonly StepColumn[] {
  switch (kind) {
    case "numbers":
      return numberColumns(golden.numbers);
    case "gaps":
      return numberColumns(golden.gaps);
    case "skewed":
      return numberColumns(golden.numbers.slice(0, 1));
    case "words": {
      const categories = [...new Set(golden.words)].toSorted();
      const codes = Int32Array.from(golden.words, (word) => categories.indexOf(word));
      return [{ type: "category", name: "colour", categories, codes }];
    }
  }
}

describe("as scikit-learn", () => {
  test.each(golden.cases.map((each) => [`${each.step} ${JSON.stringify(each.config)}`, each] as const))(
    "%s",
    async (_, { step, config, given: kind, columns: expected }) => {
      const selection = preprocessorSelection.parse({ step, ...config });
      const series = [Int32Array.from(golden.words.keys())];
      const seen = { rows, target: classTarget };
      const { fitted, columns } = await fitSteps([selection], given(kind), seen, series);
      expect(columns).toHaveLength(expected.length);
      columns.forEach((column, at) => {
        const values =
          column.type === "category" ? [...column.codes] : column.type === "number" ? [...column.values] : [];
        expect(values).toHaveLength(golden.words.length);
        values.forEach((value, row) => {
          const wanted = expected[at]![row]!;
          expect(Math.abs(value - wanted), `${column.name}, row ${row}`).toBeLessThanOrEqual(
            2e-6 * (1 + Math.abs(wanted)),
          );
        });
      });
      // What is saved with a model does the same again.
      const saved: unknown = JSON.parse(JSON.stringify(fitted));
      expect(saved).toEqual(fitted);
      expect(await applySteps(fitted, given(kind), series)).toEqual(columns);
    },
  );
});

describe("scores of features", () => {
  const columns = numberColumns(golden.numbers).map(({ values }) => values.slice(0, golden.train));
  const rounded = (scores: readonly number[]): number[] => scores.map((score) => Number(score.toFixed(8)));

  test("the variance", () => {
    expect(rounded(columns.map((values) => varianceOf(values)))).toEqual(rounded(golden.scores.variance));
  });

  test("the correlation, as the F statistic that follows from it", () => {
    const f = (share: number, groups: number) => share / (groups - 1) / ((1 - share) / (golden.train - groups));
    expect(rounded(columns.map((values) => f(correlationWith(numberTarget, values, rows) ** 2, 2)))).toEqual(
      rounded(golden.scores.correlation.number),
    );
    expect(rounded(columns.map((values) => f(correlationWith(classTarget, values, rows) ** 2, 3)))).toEqual(
      rounded(golden.scores.correlation.class),
    );
  });

  test("the mutual information", () => {
    const scores = golden.scores["mutual-information"];
    expect(rounded(columns.map((values) => mutualInformation(numberTarget, values, rows)))).toEqual(
      rounded(scores.number),
    );
    expect(rounded(columns.map((values) => mutualInformation(classTarget, values, rows)))).toEqual(
      rounded(scores.class),
    );
  });

  test("the best are kept, and a column that tells nothing never is", async () => {
    const constant: NumberColumn = { type: "number", name: "constant", values: new Float64Array(60).fill(3) };
    const table = [...numberColumns(golden.numbers), constant];
    const kept = async (config: object): Promise<string[]> => {
      const selection = preprocessorSelection.parse({ step: "select-features", ...config });
      const { columns: left } = await fitSteps([selection], table, { rows, target: classTarget }, []);
      return left.map(({ name }) => name);
    };
    const [skewed, signed, few] = golden.scores.correlation.class;
    expect(Math.min(skewed!, signed!)).toBeGreaterThan(few!);
    expect(await kept({ keep: 2 })).toEqual(["skewed", "signed"]);
    expect(await kept({ keep: null, by: "variance" })).toEqual(["skewed", "signed", "few"]);
    expect(await kept({ columns: ["few", "constant"] })).toEqual(["skewed", "signed", "few"]);
    await expect(kept({ columns: ["constant"] })).rejects.toMatchObject({ code: "no-features" });
  });
});

/** Row after row, as a network reads them. */
function rowsOf(column: StepColumn | undefined, count: number): number[][] {
  if (column?.type !== "array") throw new Error("not an array");
  const size = column.shape.reduce((product, extent) => product * extent, 1);
  return Array.from({ length: count }, (_, row) => {
    // What a batch left behind must not show through.
    const out = new Float32Array(size + 2).fill(9);
    column.write(row, out, 1);
    expect([out[0], out[size + 1]]).toEqual([9, 9]);
    return [...out.subarray(1, size + 1)];
  });
}

async function fitOne(config: object, column: StepColumn, train: Int32Array): Promise<StepColumn | undefined> {
  const { fitted, columns } = await fitSteps(
    [preprocessorSelection.parse(config)],
    [column],
    { rows: train, target: classTarget },
    [],
  );
  expect(JSON.parse(JSON.stringify(fitted))).toEqual(fitted);
  return columns[0];
}

describe("texts", () => {
  const texts: TextColumn = { type: "text", name: "text", values: [...golden.texts, null] };
  const train = Int32Array.from({ length: 6 }, (_, row) => row);

  test.each(golden.documents)(
    "a bag of words is scikit-learn's with $config",
    async ({ config, words, rows: expected }) => {
      const column = await fitOne({ step: "bag-of-words", ...config }, texts, train);
      const found = rowsOf(column, texts.values.length);
      expect(found[0]).toHaveLength(words.length);
      expected.forEach((row, at) => {
        row.forEach((value, word) => expect(found[at]![word], `${words[word]} in text ${at}`).toBeCloseTo(value, 6));
      });
      expect(found.at(-1)!.every((value) => value === 0)).toBe(true);
    },
  );

  test("Chinese characters count as words", async () => {
    const chinese: TextColumn = { type: "text", name: "t", values: ["我爱北京", "北京很大 big", "a"] };
    const { fitted } = await fitSteps(
      [preprocessorSelection.parse({ step: "bag-of-words", weigh: "counts", minimum: 1 })],
      [chinese],
      { rows: Int32Array.of(0, 1, 2), target: classTarget },
      [],
    );
    expect(fitted[0]!.columns[0]!.values["words"]).toEqual(["big", "京", "北", "大", "很", "我", "爱"]);
  });

  test("a text without a word that is frequent enough is refused", async () => {
    await expect(fitOne({ step: "bag-of-words", minimum: 50 }, texts, train)).rejects.toMatchObject({
      code: "no-words",
    });
  });

  test("characters become numbers: the most frequent first, the unknown one, padding behind", async () => {
    const names: TextColumn = { type: "text", name: "name", values: ["Anna", "Ben", "Zoë", "Annabella", null] };
    const numbers = { step: "tokenize", length: 5, as: "numbers" };
    const column = await fitOne(numbers, names, Int32Array.of(0, 1));
    expect(column).toMatchObject({ shape: [5], vocabulary: 6 });
    // n 3 times, a twice, b and e once.
    expect(rowsOf(column, 5)).toEqual([
      [3, 2, 2, 3, 0],
      [4, 5, 2, 0, 0],
      [1, 1, 1, 0, 0],
      [3, 2, 2, 3, 4],
      [0, 0, 0, 0, 0],
    ]);
    const end = await fitOne({ ...numbers, keep: "end", vocabulary: 2 }, names, Int32Array.of(0, 1));
    expect(rowsOf(end, 5)[3]).toEqual([1, 1, 1, 1, 3]);
  });

  test("or a column for each token, padding none", async () => {
    const names: TextColumn = { type: "text", name: "name", values: ["ab a", "b ba"] };
    const column = await fitOne({ step: "tokenize", by: "word", length: 3 }, names, Int32Array.of(0));
    expect(column).toMatchObject({ shape: [3, 3] });
    // Unknown, "a", "ab".
    expect(rowsOf(column, 2)).toEqual([
      [0, 0, 1, 0, 1, 0, 0, 0, 0],
      [1, 0, 0, 1, 0, 0, 0, 0, 0],
    ]);
  });
});

describe("pictures", () => {
  const golden = z
    .object({
      shape: z.tuple([z.int(), z.int(), z.int()]),
      pixels: z.array(z.int()),
      sizes: z.array(z.object({ width: z.int(), height: z.int(), pixels: z.array(z.int()) })),
    })
    .parse(JSON.parse(readFileSync(new URL("../../fixtures/golden/resampling.json", import.meta.url), "utf8")));
  const picture: ImageColumn = {
    type: "image",
    name: "p",
    shape: golden.shape,
    scale: 1,
    // The second is the first one's negative.
    pixels: Uint8Array.from([...golden.pixels, ...golden.pixels.map((pixel) => 255 - pixel)]),
  };
  const first = Int32Array.of(0);

  test.each(golden.sizes)("stretched to $width by $height as Pillow does", async ({ width, height, pixels }) => {
    const column = await fitOne({ step: "resize", width, height }, picture, first);
    if (column?.type !== "image") throw new Error("not a picture");
    expect(column.shape).toEqual([height, width, 3]);
    // Pillow rounds to whole levels between its two passes.
    pixels.forEach((pixel, at) => expect(Math.abs(column.pixels[at]! - pixel)).toBeLessThanOrEqual(1));
    pixels.forEach((pixel, at) => {
      expect(Math.abs(column.pixels[pixels.length + at]! - (255 - pixel))).toBeLessThanOrEqual(1);
    });
  });

  test("cropped around the middle, or padded with black, in its own proportions", async () => {
    // White on the left, grey on the right: 2 high, 4 wide.
    const wide: ImageColumn = {
      type: "image",
      name: "w",
      shape: [2, 4, 1],
      scale: 1,
      pixels: Uint8Array.of(10, 20, 30, 40, 50, 60, 70, 80),
    };
    const sized = async (fit: string, side: number) => {
      const column = await fitOne({ step: "resize", width: side, height: side, fit }, wide, first);
      return column?.type === "image" ? [...column.pixels] : [];
    };
    expect(await sized("crop", 2)).toEqual([20, 30, 60, 70]);
    expect(await sized("pad", 4)).toEqual([0, 0, 0, 0, 10, 20, 30, 40, 50, 60, 70, 80, 0, 0, 0, 0]);
  });

  test("normalized by channel over the training pictures, rescaled before or not", async () => {
    const steps = (list: readonly object[]) => list.map((each) => preprocessorSelection.parse(each));
    for (const list of [[{ step: "normalize-pixels" }], [{ step: "rescale" }, { step: "normalize-pixels" }]]) {
      const seen = { rows: first, target: classTarget };
      const { columns } = await fitSteps(steps(list), [picture], seen, []);
      const { write, shape } = encodeExamples(columns, first);
      expect(shape).toEqual(golden.shape);
      const out = new Float32Array(golden.pixels.length);
      write(0, out, 0);
      for (let channel = 0; channel < 3; channel++) {
        const own = out.filter((_, at) => at % 3 === channel);
        const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
        expect(mean).toBeCloseTo(0, 5);
        expect(own.reduce((sum, value) => sum + value ** 2, 0) / own.length).toBeCloseTo(1, 5);
      }
    }
  });

  test("rescaled pixels lie between 0 and 1", async () => {
    const { columns } = await fitSteps(
      [preprocessorSelection.parse({ step: "rescale" })],
      [picture],
      { rows: first, target: classTarget },
      [],
    );
    const out = new Float32Array(golden.pixels.length);
    encodeExamples(columns, first).write(0, out, 0);
    out.forEach((value, at) => expect(value).toBeCloseTo(golden.pixels[at]! / 255, 6));
  });
});

describe("windows", () => {
  const number = (name: string, values: readonly number[]): NumberColumn => ({
    type: "number",
    name,
    values: Float64Array.from(values),
  });
  const table = [number("a", [0, 1, 2, 3, 4, 5, 6, 7]), number("b", [0, 10, 20, 30, 40, 50, 60, 70])];
  const windowed = async (config: object, series: readonly Int32Array[]) => {
    const selection = preprocessorSelection.parse({ step: "windows", ...config });
    const { columns } = await fitSteps([selection], table, { rows: Int32Array.of(0), target: classTarget }, series);
    expect(columns).toHaveLength(1);
    const [column] = columns;
    if (column?.type !== "array") throw new Error("not an array");
    const written = rowsOf(column, 8);
    return {
      shape: column.shape,
      rows: written.flatMap((values, row) => (column.has!(row) ? [[row, values] as const] : [])),
    };
  };

  test("end before their row, oldest first, the columns side by side", async () => {
    const { shape, rows: found } = await windowed({ length: 2, horizon: 3 }, [Int32Array.of(0, 1, 2, 3, 4, 5, 6, 7)]);
    expect(shape).toEqual([2, 2]);
    expect(found).toEqual([
      [4, [0, 0, 1, 10]],
      [5, [1, 10, 2, 20]],
      [6, [2, 20, 3, 30]],
      [7, [3, 30, 4, 40]],
    ]);
  });

  test("follow the order of time, keep within their group, and may skip rows", async () => {
    const series = [Int32Array.of(7, 6, 5, 4), Int32Array.of(0, 1, 2, 3)];
    const { rows: found } = await windowed({ length: 1 }, series);
    expect(found.map(([row, [a]]) => [row, a])).toEqual([
      [1, 0],
      [2, 1],
      [3, 2],
      [4, 5],
      [5, 6],
      [6, 7],
    ]);
    const skipping = await windowed({ length: 2, stride: 2 }, [Int32Array.of(0, 1, 2, 3, 4, 5, 6, 7)]);
    expect(skipping.rows.map(([row]) => row)).toEqual([2, 4, 6]);
  });
});
