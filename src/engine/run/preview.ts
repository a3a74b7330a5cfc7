/** A live picture of what a model says while it trains; which one, the data decides. */
import type { Column, NumberColumn } from "../../catalog/datasets/dataset.ts";
import { windowOf } from "../../catalog/preprocessors/window-of.ts";
import { sizeOf } from "../../catalog/layers/layer.ts";
import { samplingSchema } from "../../project/generation.ts";
import type { Preview, Target } from "../../project/records.ts";
import { encodeExamples } from "../data/encode-examples.ts";
import { separate } from "../data/order-series.ts";
import type { PreparedData } from "../data/prepare-data.ts";
import { applySteps } from "../data/preprocess-columns.ts";
import { scaleOf } from "../data/target-scale.ts";
import { type WritingTarget, writeTexts } from "../text/write-text.ts";

type Predict = (inputs: Float32Array, rows: number) => Promise<Float32Array>;
/** Asks the model and draws. */
export type Previewer = (predict: Predict) => Promise<Preview>;

const LINE_POINTS = 50;
const PLANE_CELLS = 40;
const EXAMPLES = 12;
const TEXT_CHARACTERS = 80;
const WRITTEN_TEXTS = 8;
const WRITTEN_TOKENS = 40;

/** What is fixed about the preview is worked out once; null when there is nothing to show. */
export async function createPreviewer(prepared: PreparedData): Promise<Previewer | null> {
  const [first, second] = prepared.features;
  // Rows that were made up for a picture have no past to look back on.
  const length = windowOf(prepared.preprocess) === null ? prepared.features.length : 0;
  const { target } = prepared;
  if (length === 1 && first?.type === "number" && target.task === "regression") return line(prepared, first);
  if (length === 2 && first?.type === "number" && second?.type === "number" && target.task === "classification") {
    return plane(prepared, first, second);
  }
  if (target.task === "generation") return texts(prepared, target);
  const rows = prepared.parts.validation.filter((row) => prepared.placeOf(row) >= 0).subarray(0, EXAMPLES);
  if (rows.length === 0) return null;
  return target.task === "reconstruction" ? pictures(prepared, rows) : exampleRows(prepared, target, rows);
}

/** The model over the range of its only feature. */
async function line(prepared: PreparedData, feature: NumberColumn): Promise<Previewer> {
  const [minimum, maximum] = rangeOf(feature);
  const x = Array.from({ length: LINE_POINTS }, (_, at) => minimum + ((maximum - minimum) * at) / (LINE_POINTS - 1));
  const inputs = await encoded(prepared, [{ ...feature, values: Float64Array.from(x) }], LINE_POINTS);
  return async (predict) => ({ kind: "line", feature: feature.name, x, y: [...(await predict(inputs, LINE_POINTS))] });
}

/** The likeliest class over the plane of two features, with a margin around the data. */
async function plane(prepared: PreparedData, across: NumberColumn, up: NumberColumn): Promise<Previewer> {
  const x = widened(rangeOf(across));
  const y = widened(rangeOf(up));
  const cells = PLANE_CELLS * PLANE_CELLS;
  // Cell centres, row by row from the lower left.
  const centre = ([minimum, maximum]: readonly [number, number], at: number) =>
    minimum + ((maximum - minimum) * (at + 0.5)) / PLANE_CELLS;
  const columns = [
    { ...across, values: Float64Array.from({ length: cells }, (_, cell) => centre(x, cell % PLANE_CELLS)) },
    { ...up, values: Float64Array.from({ length: cells }, (_, cell) => centre(y, Math.floor(cell / PLANE_CELLS))) },
  ];
  const inputs = await encoded(prepared, columns, cells);
  return async (predict) => {
    const probabilities = await predict(inputs, cells);
    const classes = new Uint8Array(cells);
    const confidence = new Float32Array(cells);
    const count = probabilities.length / cells;
    for (let cell = 0; cell < cells; cell++) {
      const best = likeliest(probabilities, cell, count);
      classes[cell] = best;
      confidence[cell] = probabilities[cell * count + best]!;
    }
    const features = [across.name, up.name] as const;
    return { kind: "plane", features, x, y, columns: PLANE_CELLS, rows: PLANE_CELLS, classes, confidence };
  };
}

/** Some validation rows, always the same ones, with what the model takes them for. */
async function exampleRows(
  prepared: PreparedData,
  target: Extract<Target, { task: "classification" | "regression" }>,
  rows: Int32Array,
): Promise<Previewer> {
  const { targets } = prepared;
  const { mean, deviation } = scaleOf(target);
  const inputs = gathered(prepared, rows);
  const shown = Array.from(rows, (row) => shownOf(prepared.features, row));
  return async (predict) => {
    const outputs = await predict(inputs, rows.length);
    if (target.task === "regression") {
      const numbers = Array.from(rows, (row, at) => ({
        ...shown[at],
        // Float32 is all that was taught; rounding to it takes off what scaling there and back has added.
        truth: Math.fround(mean + deviation * targets[row]!),
        prediction: outputs[at]!,
      }));
      return { kind: "numbers", examples: numbers };
    }
    const count = outputs.length / rows.length;
    return {
      kind: "examples",
      examples: Array.from(rows, (row, at) => {
        const best = likeliest(outputs, at, count);
        return {
          ...shown[at],
          truth: target.classes[targets[row]!]!,
          prediction: target.classes[best]!,
          confidence: outputs[at * count + best]!,
          isRight: best === targets[row],
        };
      }),
    };
  };
}

function gathered({ examples }: PreparedData, rows: Int32Array): Float32Array {
  const width = sizeOf(examples.shape);
  const inputs = new Float32Array(rows.length * width);
  rows.forEach((row, at) => examples.write(row, inputs, at * width));
  return inputs;
}

/** Pictures with what the model gives back of them; nothing where no picture reaches it. */
function pictures(prepared: PreparedData, rows: Int32Array): Previewer | null {
  const { shape, bytesOf } = prepared.examples;
  const [height, width, channels] = shape;
  if (bytesOf === undefined || height === undefined || width === undefined || channels === undefined) return null;
  const size = sizeOf(shape);
  const inputs = gathered(prepared, rows);
  const pictureAt = (values: Float32Array, at: number) => bytesOf(values.subarray(at * size, (at + 1) * size));
  return async (predict) => {
    const outputs = await predict(inputs, rows.length);
    return {
      kind: "pictures",
      shape: [height, width, channels],
      pairs: Array.from(rows, (_, at) => ({ given: pictureAt(inputs, at), made: pictureAt(outputs, at) })),
    };
  };
}

/** Some texts as the model would write them now, always by the same draws. */
function texts({ examples: { shape } }: PreparedData, target: WritingTarget): Previewer {
  const length = shape[0]!;
  const sampling = samplingSchema.parse({ count: WRITTEN_TEXTS, length: Math.min(length, WRITTEN_TOKENS) });
  return async (predict) => {
    const written = Array.from({ length: WRITTEN_TEXTS }, () => "");
    for await (const pieces of writeTexts(predict, length, target, { sampling, prompt: [] })) {
      pieces.forEach((piece, at) => (written[at] += piece));
    }
    return { kind: "texts", texts: written };
  };
}

function shownOf(features: readonly Column[], row: number) {
  const [column] = features;
  if (column?.type === "text") return { text: (column.values[row] ?? "").slice(0, TEXT_CHARACTERS) };
  if (column?.type !== "image") return undefined;
  const size = sizeOf(column.shape);
  return { pixels: column.pixels.slice(row * size, (row + 1) * size), shape: column.shape };
}

async function encoded(prepared: PreparedData, columns: readonly Column[], rows: number): Promise<Float32Array> {
  const order = Array.from({ length: rows }, (_, row) => row);
  const grid = encodeExamples(await applySteps(prepared.preprocess, columns, separate(columns)), order);
  const width = sizeOf(grid.shape);
  const inputs = new Float32Array(rows * width);
  for (const row of order) grid.write(row, inputs, row * width);
  return inputs;
}

function rangeOf(column: NumberColumn): readonly [number, number] {
  let minimum = Infinity;
  let maximum = -Infinity;
  for (const value of column.values) {
    if (!Number.isFinite(value)) continue;
    minimum = Math.min(minimum, value);
    maximum = Math.max(maximum, value);
  }
  return minimum <= maximum ? [minimum, maximum] : [0, 1];
}

function widened([minimum, maximum]: readonly [number, number]): readonly [number, number] {
  const margin = maximum > minimum ? 0.08 * (maximum - minimum) : 1;
  return [minimum - margin, maximum + margin];
}

function likeliest(probabilities: Float32Array, row: number, count: number): number {
  let best = 0;
  for (let each = 1; each < count; each++) {
    if (probabilities[row * count + each]! > probabilities[row * count + best]!) best = each;
  }
  return best;
}
