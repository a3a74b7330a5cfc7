/** Each preprocessing step by numbers that scikit-learn has worked out, fitted on some rows and applied to all. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { CategoryColumn, NumberColumn } from "../../../src/catalog/datasets/dataset.ts";
import { preprocessorSelection } from "../../../src/catalog/preprocessors/index.ts";
import type { StepColumn } from "../../../src/catalog/preprocessors/step-column.ts";
import {
  correlationWith,
  mutualInformation,
  varianceOf,
} from "../../../src/catalog/preprocessors/select-features/scores.ts";
import { applySteps, fitSteps } from "../../../src/engine/data/preprocess-columns.ts";

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
