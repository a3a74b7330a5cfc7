/** NumPy's file of one array. See https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html. */
import { strToU8 } from "fflate";
import { type Pieces, bytesIn } from "../../project/file/pieces.ts";
import type { Shape } from "../../tensor/ops.ts";

export function npy(values: Float32Array | Int32Array | Uint8Array, shape: Shape): Pieces {
  const type = values instanceof Float32Array ? "<f4" : values instanceof Int32Array ? "<i4" : "|u1";
  const extents = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const text = `{'descr': '${type}', 'fortran_order': False, 'shape': (${extents}), }`;
  // The numbers begin at a multiple of 64; the header ends in a new line.
  const length = Math.ceil((10 + text.length + 1) / 64) * 64 - 10;
  const header = new Uint8Array(10 + length);
  header.set([0x93, ...strToU8("NUMPY"), 1, 0, length % 256, Math.floor(length / 256)]);
  header.set(strToU8(`${text.padEnd(length - 1)}\n`), 10);
  return [header, bytesIn(values)];
}
