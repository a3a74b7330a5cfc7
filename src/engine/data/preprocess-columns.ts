/** Fitting and applying the project's preprocessing, in training and in prediction alike. */
import { findDefinition } from "../../catalog/definition.ts";
import { type PreprocessorSelection, preprocessors } from "../../catalog/preprocessors/index.ts";
import type { FittedStep, Preprocessor, Seen, Series } from "../../catalog/preprocessors/preprocessor.ts";
import type { StepColumn } from "../../catalog/preprocessors/step-column.ts";
import { dataProblem, listed } from "./data-problem.ts";
import { nextTask } from "../next-task.ts";

/** What a step did to the columns, by their names. */
export interface StepEffect {
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly touched: readonly string[];
}

/** Fits each step on the training rows of what the steps before it made. Throws when a step names a column that is not there. */
export async function fitSteps(
  steps: readonly PreprocessorSelection[],
  columns: readonly StepColumn[],
  seen: Seen,
  series: Series,
): Promise<{
  readonly fitted: readonly FittedStep[];
  readonly columns: readonly StepColumn[];
  readonly effects: readonly StepEffect[];
}> {
  const effects: StepEffect[] = [];
  const fitted: FittedStep[] = [];
  let current = columns;
  for (const [index, selection] of steps.entries()) {
    const definition = findDefinition(preprocessors, selection.step);
    // `load` of this definition takes this selection's own config; the union hides that the two belong together.
    const step = (await definition.load()) as Preprocessor;
    const named = "columns" in selection ? selection.columns : undefined;
    checkNames(named, selection.step, index, current);
    const touched = current.filter(
      (column) => definition.columnTypes.some((type) => type === column.type) && (named?.includes(column.name) ?? true),
    );
    const done: FittedStep = { step: selection.step, ...step.fit(selection, touched, seen) };
    fitted.push(done);
    const after = step.apply(done, current, series);
    // Whoever looks at the rows meanwhile gets them between two steps.
    await nextTask();
    effects.push({ before: namesOf(current), after: namesOf(after), touched: done.columns.map(({ name }) => name) });
    current = after;
  }
  return { fitted, columns: current, effects };
}

/** The very same steps on other rows. */
export async function applySteps(
  fitted: readonly FittedStep[],
  columns: readonly StepColumn[],
  series: Series,
): Promise<readonly StepColumn[]> {
  let current = columns;
  for (const done of fitted) {
    const step = await findDefinition(preprocessors, done.step).load();
    current = step.apply(done, current, series);
  }
  return current;
}

function namesOf(columns: readonly StepColumn[]): readonly string[] {
  return columns.map(({ name }) => name);
}

function checkNames(
  named: readonly string[] | undefined,
  step: string,
  index: number,
  columns: readonly StepColumn[],
): void {
  const names = namesOf(columns);
  const unknown = named?.find((name) => !names.includes(name));
  if (unknown === undefined) return;
  throw dataProblem(
    "unknown-column",
    `data.preprocess[${index}].columns: the step "${step}" names "${unknown}", which is no feature at that point. The features are: ${listed(names)}.`,
    `data.preprocess[${index}].columns：步骤“${step}”引用了“${unknown}”，但此处没有这个特征。现有特征：${listed(names)}。`,
  );
}
