/** Fitting and applying the project's preprocessing, in training and in prediction alike. */
import type { Column } from "../catalog/datasets/dataset.ts";
import { findDefinition } from "../catalog/definition.ts";
import { type PreprocessorSelection, preprocessors } from "../catalog/preprocessors/index.ts";
import type { FittedStep, Preprocessor } from "../catalog/preprocessors/preprocessor.ts";
import { dataProblem, listed } from "./data-problem.ts";

/** Fits each step on `rows` of what the steps before it made. Throws when a step names a column that is not there. */
export async function fitSteps(
  steps: readonly PreprocessorSelection[],
  columns: readonly Column[],
  rows: Int32Array,
): Promise<{ readonly fitted: readonly FittedStep[]; readonly columns: readonly Column[] }> {
  const fitted: FittedStep[] = [];
  let current = columns;
  for (const [index, selection] of steps.entries()) {
    const definition = findDefinition(preprocessors, selection.step);
    // `load` of this definition takes this selection's own config; the union hides that the two belong together.
    const step: Preprocessor = await definition.load();
    checkNames(selection, index, current);
    const touched = current.filter(
      (column) =>
        (definition.columnTypes as readonly string[]).includes(column.type) &&
        (selection.columns === undefined || selection.columns.includes(column.name)),
    );
    const values = touched.flatMap((column) => {
      const remembered = step.fit(selection, column, rows);
      return remembered === null ? [] : [{ name: column.name, values: mutable(remembered) }];
    });
    const done: FittedStep = { step: selection.step, columns: values };
    fitted.push(done);
    current = applyStep(step, done, current);
  }
  return { fitted, columns: current };
}

/** The very same steps on other rows. */
export async function applySteps(
  fitted: readonly FittedStep[],
  columns: readonly Column[],
): Promise<readonly Column[]> {
  let current = columns;
  for (const done of fitted) {
    const step: Preprocessor = await findDefinition(preprocessors, done.step).load();
    current = applyStep(step, done, current);
  }
  return current;
}

function applyStep(step: Preprocessor, done: FittedStep, columns: readonly Column[]): readonly Column[] {
  const valuesOf = new Map(done.columns.map(({ name, values }) => [name, values]));
  return columns.flatMap((column) => {
    const values = valuesOf.get(column.name);
    return values === undefined ? [column] : step.apply(values, column);
  });
}

function checkNames(selection: PreprocessorSelection, index: number, columns: readonly Column[]): void {
  const names = columns.map(({ name }) => name);
  const unknown = selection.columns?.find((name) => !names.includes(name));
  if (unknown === undefined) return;
  throw dataProblem(
    "unknown-column",
    `data.preprocess[${index}].columns: the step "${selection.step}" names "${unknown}", which is no feature at that point. The features are: ${listed(names)}.`,
    `data.preprocess[${index}].columns：步骤“${selection.step}”引用了“${unknown}”，但此处没有这个特征。现有特征：${listed(names)}。`,
  );
}

/** The saved form has plain arrays. */
function mutable(
  values: Readonly<Record<string, number | string | readonly string[]>>,
): Record<string, number | string | string[]> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === "object" ? [...value] : value]),
  );
}
