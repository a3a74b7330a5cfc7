import { sizeOf } from "../../../catalog/layers/layer.ts";
import type { KerasWeight } from "../../../project/keras/read-weights.ts";

/** The weights with their axes in another order, and their numbers one behind the other in it. */
export function sequential({ shape, values }: KerasWeight, permutation: readonly number[]): KerasWeight {
  const strides = shape.map((_, axis) => sizeOf(shape.slice(axis + 1)));
  const turned = permutation.map((axis) => shape[axis]!);
  const out = new Float32Array(values.length);
  const place = turned.map(() => 0);
  let from = 0;
  for (let at = 0; at < out.length; at++) {
    out[at] = values[from]!;
    for (let axis = turned.length - 1; axis >= 0; axis--) {
      const stride = strides[permutation[axis]!]!;
      place[axis]! += 1;
      from += stride;
      if (place[axis]! < turned[axis]!) break;
      from -= place[axis]! * stride;
      place[axis] = 0;
    }
  }
  return { shape: turned, values: out };
}
