/** What an exported model is asked, to see whether it still answers as it did. */
import type { DatasetAccess } from "../../catalog/datasets/dataset.ts";
import { StudioError } from "../../language/studio-error.ts";
import type { InputColumn, ModelRecord, PredictionRow } from "../../project/records.ts";
import { RandomStream } from "../../tensor/random.ts";
import type { EncodedExamples } from "../data/encode-examples.ts";
import { encodeRows } from "../data/encode-rows.ts";
import { rowOf } from "../data/input-columns.ts";
import { prepareData } from "../data/prepare-data.ts";
import type { OpenedData } from "../data/resolve-data.ts";
import { rowsOfData } from "../data/stream-rows.ts";

export interface AskedRows {
  readonly examples: EncodedExamples;
  readonly rows: Int32Array;
  /** The row at this place of `rows` before its preparation. */
  readonly raw: (at: number) => PredictionRow;
  /** Of the data that the model has not learnt from; else made up within what it has seen. */
  readonly isHeldOut: boolean;
}

type Access = Pick<DatasetAccess, "openScratch" | "signal" | "report">;

/** `open` rejects with a `StudioError` where the model's data is gone. */
export async function askedRows(
  model: ModelRecord,
  open: () => Promise<OpenedData>,
  access: Access,
): Promise<AskedRows> {
  return (await heldOut(model, open, access)) ?? madeUpRows(model, MADE_UP);
}

async function heldOut(model: ModelRecord, open: () => Promise<OpenedData>, access: Access): Promise<AskedRows | null> {
  try {
    const data = await open();
    const source = await rowsOfData(data, access);
    try {
      const prepared = await prepareData(data.dataset, data.resolved, source);
      const { examples, parts, dataFingerprint, features, inputs, series } = prepared;
      // Of a data set larger than memory, those that are held.
      const held = [parts.test, parts.validation].map((part) => part.filter((row) => prepared.placeOf(row) >= 0));
      const rows = held.find((part) => part.length > 0);
      if (dataFingerprint !== model.dataFingerprint || rows === undefined) return null;
      const raw = (at: number): PredictionRow => rowOf(features, inputs, series, prepared.placeOf(rows[at]!));
      return { examples, rows, raw, isHeldOut: true };
    } finally {
      source.close();
    }
  } catch (thrown) {
    // Without its data a model can still be taken along, and be asked something else.
    if (thrown instanceof StudioError) return null;
    throw thrown;
  }
}

const MADE_UP = 32;

/** Rows such as the model takes, without any data. */
export async function madeUpRows(
  model: Pick<ModelRecord, "inputs" | "target" | "preprocess">,
  count: number,
): Promise<AskedRows> {
  const random = new RandomStream(0, 0);
  const rows = Array.from({ length: count }, (): PredictionRow =>
    Object.fromEntries(model.inputs.map((column) => [column.name, drawn(column, random)])),
  );
  const { examples, asked } = await encodeRows(model, rows);
  return { examples, rows: asked, raw: (at) => rows[at]!, isHeldOut: false };
}

function drawn(column: InputColumn, random: RandomStream): unknown {
  switch (column.type) {
    case "number": {
      const one = (): number => column.minimum + (column.maximum - column.minimum) * random.nextUniform();
      return column.window === undefined ? one() : Array.from({ length: column.window.length }, one);
    }
    case "category": {
      const one = (): string => column.categories[random.nextBelow(column.categories.length)]!;
      return column.window === undefined ? one() : Array.from({ length: column.window.length }, one);
    }
    case "text":
      return Array.from({ length: 20 }, () => String.fromCodePoint(97 + random.nextBelow(26))).join("");
    case "time":
      return random.nextBelow(2_000_000_000) * 1000;
    case "image": {
      const size = column.shape.reduce((product, extent) => product * extent, 1);
      return Uint8Array.from({ length: size }, () => random.nextBelow(256));
    }
  }
}
