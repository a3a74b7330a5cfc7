/** How long a model learns, and from how many examples at once, where a project leaves it open. */
import type { DatasetDefinition } from "../catalog/datasets/dataset.ts";
import type { Project } from "./project.ts";

type Course = Pick<Project["training"], "batchSize" | "epochs">;

/** Steps in which a usual network learns what it can at a usual rate: those of three epochs of 60,000 digits. */
const STEPS = 1_500;
const LARGEST_BATCH = 128;
const SMALLEST_BATCH = 8;
/** A step takes a sixteenth of a small data set: fewer steps an epoch would be few looks, more a noisy gradient. */
const BATCHES_A_SET = 16;
const TRAINING_SHARE = 0.8;
/** Pictures cost a hundred times what a table's rows do. */
const MOST_PICTURE_EPOCHS = 20;

/** A course of about 1,500 steps. `batchSize`: given, the epochs follow it. */
export function fittingCourse(
  { rows, kind }: Pick<DatasetDefinition, "rows" | "kind">,
  batchSize = fittingBatch(rows),
): Course {
  const stepsAnEpoch = Math.max(1, Math.ceil((TRAINING_SHARE * rows) / batchSize));
  const epochs = Math.max(1, roughly(STEPS / stepsAnEpoch));
  return { batchSize, epochs: kind === "images" ? Math.min(epochs, MOST_PICTURE_EPOCHS) : epochs };
}

function fittingBatch(rows: number): number {
  const batch = 2 ** Math.round(Math.log2(rows / BATCHES_A_SET));
  return Math.min(LARGEST_BATCH, Math.max(SMALLEST_BATCH, batch));
}

/** One significant digit: nobody chose 187. */
function roughly(count: number): number {
  return Number(count.toPrecision(1));
}
