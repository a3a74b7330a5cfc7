/** What is done to rows before the network reads them, as its first layers: scaling, and in Keras the filling of gaps. */
import type { KerasDialect } from "../../../project/keras/unsayable.ts";
import type { InputColumn, PredictionRow } from "../../../project/records.ts";
import { type Line, scalingOf } from "../../../project/scaling.ts";
import { type ExportedModel, modelCard } from "../model-card.ts";
import { feedsOf } from "../onnx/raw-inputs.ts";
import type { GraphBuilder, Value } from "./keras-graph.ts";
import { rescaled } from "./pieces.ts";

/** What the file does to rows, a line each of the last axis; none where it takes them prepared. */
export function scalingIn(
  model: ExportedModel,
  { preparation }: { readonly preparation: "inside" | "beside" },
): readonly Line[] {
  const scaling = preparation === "inside" ? scalingOf(model) : [];
  return "en" in scaling ? [] : scaling;
}

const GIVE_ROWS =
  'inside: give rows as they stand in the data, numbers side by side in the order of "inputs", pictures as bytes from 0 to 255';
const gapsIn: Readonly<Record<KerasDialect, string>> = {
  keras: "NaN where a value is missing",
  tfjs: 'and where a value is missing the number that "impute" in "preprocess" has for it',
};

/** The card, with what the file takes. */
export function cardWith(
  model: ExportedModel,
  dialect: KerasDialect,
  scaling: readonly Line[],
): Readonly<Record<string, string>> {
  return modelCard(model, scaling.length === 0 ? undefined : `${GIVE_ROWS}, ${gapsIn[dialect]}`);
}

/** `lines`: one each of the last axis. */
export function prepared(graph: GraphBuilder, dialect: KerasDialect, lines: readonly Line[]): Value {
  // Less what fills a gap, or what becomes 0: a difference of near numbers is exact where large ones are rounded.
  const centres = lines.map(({ factor, offset, gap }) => Math.fround(gap ?? -offset / factor));
  const hasGaps = lines.some(({ gap }) => gap !== null);
  const isCentred = graph.input.shape.length < 3 && centres.some((centre) => centre !== 0);
  const near = isCentred
    ? rescaled(graph, "centred", graph.input, 1, shared(centres.map((centre) => -centre)))
    : graph.input;
  const filled =
    hasGaps && dialect === "keras" ? graph.add("NanToNum", "filled", [near], near.shape, { isOperation: true }) : near;
  const factors = lines.map(({ factor }) => factor);
  const offsets = lines.map(({ factor, offset }, at) => (isCentred ? factor * centres[at]! : 0) + offset);
  if (factors.every((factor) => factor === 1) && offsets.every((offset) => offset === 0)) return filled;
  return rescaled(graph, "prepared", filled, shared(factors), shared(offsets));
}

function shared(numbers: readonly number[]): number | readonly number[] {
  const [first = 0] = numbers;
  return numbers.every((number) => number === first) ? first : numbers;
}

/**
 * Rows as such a file takes them, [rows, ...shape]: numbers side by side, NaN where missing, or a picture's bytes. `gaps`:
 * what is given in place of what is missing, a number each of the last axis, where the file does not fill it.
 */
export function rawNumbers(
  inputs: readonly InputColumn[],
  rows: readonly PredictionRow[],
  gaps: readonly (number | null)[] = [],
): Float32Array<ArrayBuffer> {
  const feeds = feedsOf(inputs, rows);
  const columns = inputs.map(({ name }) => feeds[name]!.values);
  const length = columns.length * (columns[0]?.length ?? 0);
  return Float32Array.from({ length }, (_, at) => {
    const cell = Number(columns[at % columns.length]![Math.floor(at / columns.length)]);
    return Number.isNaN(cell) ? (gaps[at % columns.length] ?? cell) : cell;
  });
}
