import type { Checkpoint } from "../project/records.ts";
import type { SavedWeights } from "./database.ts";

/** A checkpoint as the database holds it: each tensor's own bytes, whatever larger buffer they were a window of. */
export function savedWeights(checkpoint: Checkpoint): SavedWeights {
  return {
    step: checkpoint.step,
    ...(checkpoint.host === undefined ? {} : { host: checkpoint.host }),
    ...(checkpoint.files === undefined ? {} : { files: checkpoint.files }),
    tensors: checkpoint.tensors.map(({ name, shape, values }) => ({
      name,
      shape,
      values: isWhole(values)
        ? values.buffer
        : // `slice` of a typed array gives one on an ArrayBuffer of its own.
          values.slice().buffer,
    })),
  };
}

export function fromRow(row: SavedWeights): Checkpoint {
  return {
    step: row.step,
    ...(row.host === undefined ? {} : { host: row.host }),
    ...(row.files === undefined ? {} : { files: row.files }),
    tensors: row.tensors.map(({ name, shape, values }) => ({ name, shape, values: new Float32Array(values) })),
  };
}

/** Bytes of the weights, optimizer state included. */
export function bytesOf(checkpoint: Checkpoint): number {
  return checkpoint.tensors.reduce((sum, tensor) => sum + tensor.values.byteLength, 0);
}

function isWhole(values: Float32Array): values is Float32Array<ArrayBuffer> {
  return values.buffer instanceof ArrayBuffer && values.byteLength === values.buffer.byteLength;
}
