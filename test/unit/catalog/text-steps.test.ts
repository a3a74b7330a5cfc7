import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { TextColumn } from "../../../src/catalog/datasets/dataset.ts";
import { arraysOf, fitInTurn, fitStep } from "../../support/fit-step.ts";

const golden = z
  .object({
    texts: z.array(z.string()),
    documents: z.array(
      z.object({
        config: z.record(z.string(), z.unknown()),
        words: z.array(z.string()),
        rows: z.array(z.array(z.number())),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(new URL("../../fixtures/golden/preprocessing.json", import.meta.url), "utf8")));

describe("texts", () => {
  const texts: TextColumn = { type: "text", name: "text", values: [...golden.texts, null] };
  const train = Int32Array.from({ length: 6 }, (_, row) => row);

  test.each(golden.documents)(
    "a bag of words is scikit-learn's with $config",
    async ({ config, words, rows: expected }) => {
      const column = await fitStep({ step: "bag-of-words", ...config }, texts, train);
      const found = arraysOf(column, texts.values.length);
      expect(found[0]).toHaveLength(words.length);
      expected.forEach((row, at) => {
        row.forEach((value, word) => expect(found[at]![word], `${words[word]} in text ${at}`).toBeCloseTo(value, 6));
      });
      expect(found.at(-1)!.every((value) => value === 0)).toBe(true);
    },
  );

  test("Chinese characters count as words", async () => {
    const chinese: TextColumn = { type: "text", name: "t", values: ["我爱北京", "北京很大 big", "a"] };
    const counts = { step: "bag-of-words", weigh: "counts", minimum: 1 };
    const { fitted } = await fitInTurn([counts], [chinese], Int32Array.of(0, 1, 2));
    expect(fitted[0]!.columns[0]!.values["words"]).toEqual(["big", "京", "北", "大", "很", "我", "爱"]);
  });

  test("a text without a word that is frequent enough is refused", async () => {
    await expect(fitStep({ step: "bag-of-words", minimum: 50 }, texts, train)).rejects.toMatchObject({
      code: "no-words",
    });
  });

  test("characters become numbers: the most frequent first, the unknown one, padding behind", async () => {
    const names: TextColumn = { type: "text", name: "name", values: ["Anna", "Ben", "Zoë", "Annabella", null] };
    const coded = { step: "tokenize", length: 5 };
    const column = await fitStep(coded, names, Int32Array.of(0, 1));
    expect(column).toMatchObject({ shape: [5], vocabulary: 6 });
    // n 3 times, a twice, b and e once.
    expect(arraysOf(column, 5)).toEqual([
      [3, 2, 2, 3, 0],
      [4, 5, 2, 0, 0],
      [1, 1, 1, 0, 0],
      [3, 2, 2, 3, 4],
      [0, 0, 0, 0, 0],
    ]);
    const end = await fitStep({ ...coded, keep: "end", vocabulary: 2 }, names, Int32Array.of(0, 1));
    expect(arraysOf(end, 5)[3]).toEqual([1, 1, 1, 1, 3]);
  });

  test("or a column for each token, padding none", async () => {
    const names: TextColumn = { type: "text", name: "name", values: ["ab a", "b ba"] };
    const column = await fitStep({ step: "tokenize", by: "word", length: 3, as: "one-hot" }, names, Int32Array.of(0));
    expect(column).toMatchObject({ shape: [3, 3] });
    // Unknown, "a", "ab".
    expect(arraysOf(column, 2)).toEqual([
      [0, 0, 1, 0, 1, 0, 0, 0, 0],
      [1, 0, 0, 1, 0, 0, 0, 0, 0],
    ]);
  });
});
