import { StudioError } from "../../language/studio-error.ts";

/** For steps that need every number of the columns that they bring together. `row` from 0. */
export function missingValue(name: string, row: number): StudioError {
  return new StudioError({
    code: "missing-value",
    text: {
      en: `data.preprocess: the column "${name}" has no value in row ${row + 1}. Put a step that fills missing values before, or leave the column out.`,
      zh: `data.preprocess：“${name}”列第 ${row + 1} 行缺少数值。请在此之前添加填补缺失值的步骤，或不使用该列。`,
    },
  });
}
