/** What a data set holds, column by column, for people to look at before anything is trained. */
import { type Column, type Dataset, rowsOf } from "../../catalog/datasets/dataset.ts";
import type { ColumnFigures, ColumnStatistics, DatasetSummary } from "../../project/data-summary.ts";
import type { ResolvedData } from "../data/resolve-data.ts";
import { nextTask } from "../next-task.ts";
import { associationOf } from "./association.ts";
import { describeCategories } from "./describe-categories.ts";
import { describeNumbers } from "./describe-numbers.ts";
import { describeTexts } from "./describe-texts.ts";
import { flagsOf } from "./flag-column.ts";
import { samplePictures } from "./sample-pictures.ts";
import { sampleSeries } from "./sample-series.ts";
import { countDuplicates } from "./row-keys.ts";

/** What is known of a data set whatever the target is, kept as long as the data set itself. */
interface Figures {
  readonly columns: readonly ColumnFigures[];
  readonly duplicateRows: number;
}
const known = new WeakMap<Dataset, Promise<Figures>>();

type Asked = Pick<ResolvedData, "id" | "target" | "group" | "time" | "ignored">;

/** `report` is told the share that is done, 0 to 1. Other tasks of the thread come in between. */
export async function describeDataset(
  dataset: Dataset,
  { id, target: targetName, group, time, ignored }: Asked,
  report: (fraction: number) => void = () => undefined,
): Promise<DatasetSummary> {
  const figures = known.get(dataset) ?? figuresOf(dataset, report);
  known.set(dataset, figures);
  const { columns, duplicateRows } = await figures;
  const target = dataset.columns.find(({ name }) => name === targetName);
  const statistics: ColumnStatistics[] = [];
  for (const [index, column] of dataset.columns.entries()) {
    statistics.push(withTarget(columns[index]!, column, dataset.rows, target));
    await nextTask();
  }
  const pictures = samplePictures(dataset, target);
  const series = sampleSeries(dataset, time, target);
  return {
    id,
    rows: dataset.rows,
    ...(dataset.sampleOf === undefined ? {} : { sampleOf: dataset.sampleOf.rows }),
    columns: statistics,
    roles: { target: target?.name ?? null, group: group ?? null, time: time ?? null, ignored },
    hasOwnTest: dataset.testFrom !== undefined,
    duplicateRows,
    ...(pictures === undefined ? {} : { pictures }),
    ...(series === undefined ? {} : { series }),
  };
}

async function figuresOf(dataset: Dataset, report: (fraction: number) => void): Promise<Figures> {
  const columns: ColumnFigures[] = [];
  for (const column of dataset.columns) {
    report(columns.length / (dataset.columns.length + 1));
    await nextTask();
    columns.push(figuresOfColumn(column));
  }
  return { columns, duplicateRows: await countDuplicates(dataset) };
}

function figuresOfColumn(column: Column): ColumnFigures {
  const { name } = column;
  switch (column.type) {
    case "number":
      return { type: "number", name, ...describeNumbers(column.values) };
    case "category":
      return { type: "category", name, ...describeCategories(column) };
    case "text":
      return { type: "text", name, ...describeTexts(column.values) };
    case "time": {
      const { missing, distinct, bins } = describeNumbers(column.values);
      return { type: "time", name, missing, distinct, ...(bins === undefined ? {} : { bins }) };
    }
    case "image":
      return { type: "image", name, missing: 0, distinct: rowsOf(column), shape: column.shape };
  }
}

function withTarget(
  figures: ColumnFigures,
  column: Column,
  rows: number,
  target: Column | undefined,
): ColumnStatistics {
  if (target === undefined) return { ...figures, flags: flagsOf(figures, rows, undefined) };
  if (column === target) return { ...figures, flags: flagsOf(figures, rows, "target") };
  const association = associationOf(column, target);
  return {
    ...figures,
    ...(association === undefined ? {} : { association }),
    flags: flagsOf(figures, rows, association),
  };
}
