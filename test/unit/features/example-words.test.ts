import { expect, test } from "vitest";
import { wordsOf } from "../../../src/features/train-run/example-words.ts";
import { formatsFor } from "../../../src/language/format.ts";
import { read } from "../../../src/language/text.ts";
import type { Preview } from "../../../src/project/records.ts";
import { runProject, steadyClock } from "../../support/run-project.ts";

const lastPreview = async (project: unknown): Promise<Preview> => {
  const { events } = await runProject(project, { now: steadyClock(50) });
  return events.flatMap((event) => (event.type === "run-progress" && event.preview ? [event.preview] : [])).at(-1)!;
};

const format = formatsFor("en");

test("a bad regressor never shows a tick, nor is it called right", async () => {
  const preview = await lastPreview({
    data: { id: "penguins", target: "Body Mass (g)" },
    model: { architecture: "linear" },
    training: { optimizer: { id: "sgd", learningRate: 1e-6 }, steps: 2 },
  });
  if (preview.kind !== "numbers") throw new Error(preview.kind);
  expect(preview.examples).toHaveLength(12);
  const { head, examples } = wordsOf(preview, format);
  for (const { words, isWrong } of [{ words: head, isWrong: false }, ...examples]) {
    expect(read(words, "en")).not.toMatch(/✓|right/);
    expect(read(words, "zh")).not.toMatch(/✓|对/);
    expect(isWrong).toBe(false);
  }
  const [first] = preview.examples;
  expect(read(examples[0]!.words, "en")).toBe(
    `${format.number(first!.truth)}, predicted ${format.number(first!.prediction)}`,
  );
  expect(first!.truth).toBeGreaterThan(1000);
});

test("numbers are told with the mean absolute error of the rows shown", () => {
  const examples = [
    { truth: 3750, prediction: 2103 },
    { truth: 4000, prediction: 4001 },
  ];
  const said = wordsOf({ kind: "numbers", examples }, format);
  expect(said.head.en).toBe("off by 824 on average (2 rows)");
  expect(said.examples.map(({ words }) => words.en)).toEqual(["3,750, predicted 2,103", "4,000, predicted 4,001"]);
});

test("classes are told with how many are right", () => {
  const said = wordsOf(
    {
      kind: "examples",
      examples: [
        { truth: "cat", prediction: "cat", isRight: true },
        { truth: "cat", prediction: "dog", isRight: false },
      ],
    },
    format,
  );
  expect(said.head.en).toBe("1 of 2 right");
  expect(said.examples).toEqual([
    { words: { en: "cat ✓", zh: "cat ✓" }, isWrong: false },
    { words: { en: "cat, taken for dog", zh: "cat，被判为 dog" }, isWrong: true },
  ]);
});

test("a text stands beside what it was taken for", async () => {
  const preview = await lastPreview({
    data: { id: "names" },
    model: { architecture: "logistic" },
    training: { optimizer: { id: "adam" }, steps: 2 },
  });
  if (preview.kind !== "examples") throw new Error(preview.kind);
  expect(preview.examples.every(({ text }) => /^\p{Lu}/u.test(text ?? ""))).toBe(true);
});
