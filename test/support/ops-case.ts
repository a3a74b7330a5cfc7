/** An operation to check: inputs that are smooth points of it, and what to compute. */
import type { Ops, Tensor } from "../../src/tensor/ops.ts";
import { RandomStream, permutation } from "../../src/tensor/random.ts";

export interface OpsCase {
  readonly name: string;
  /** Shapes of the inputs; their values are drawn from [low, high). */
  readonly inputs: readonly (readonly number[])[];
  readonly low?: number;
  readonly high?: number;
  readonly compute: (ops: Ops, inputs: readonly Tensor[]) => Tensor;
  /** What it should give, from the flat values of the inputs; worked out without any tensor library. */
  readonly expected: (values: readonly Float32Array[]) => ArrayLike<number>;
}

/** The case's inputs: a shuffled even grid, so that no two are close and none is near 0, where a slope may jump. */
export function valuesFor({ inputs, low = -2, high = 2 }: OpsCase): readonly Float32Array[] {
  return inputs.map((shape, index) => {
    const size = shape.reduce((product, extent) => product * extent, 1);
    const order = permutation(size, new RandomStream(11, index));
    return Float32Array.from(order, (place) => low + ((high - low) * (place + 0.3 + 0.15 * index)) / size);
  });
}
