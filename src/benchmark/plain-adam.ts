/** Adam as loops over typed arrays, for the engines that bring none. */
import type { AdamSettings } from "./same-start.ts";

interface Learnt {
  readonly values: Float32Array | Float64Array;
  readonly gradient: Float32Array | Float64Array;
}

/** A step on all of `learnt`, whose gradients are multiplied with `scale` first. */
export function plainAdam(
  { learningRate, beta1, beta2, epsilon }: AdamSettings,
  learnt: readonly Learnt[],
): (scale?: number) => void {
  const means = learnt.map(({ values }) => new Float32Array(values.length));
  const squares = learnt.map(({ values }) => new Float32Array(values.length));
  let step = 0;
  return (scale = 1): void => {
    step++;
    const meanUnit = 1 - beta1 ** step;
    const squareUnit = 1 - beta2 ** step;
    learnt.forEach(({ values, gradient }, index) => {
      const mean = means[index]!;
      const square = squares[index]!;
      for (let at = 0; at < values.length; at++) {
        const slope = scale * gradient[at]!;
        mean[at] = beta1 * mean[at]! + (1 - beta1) * slope;
        square[at] = beta2 * square[at]! + (1 - beta2) * slope * slope;
        values[at]! -= (learningRate * (mean[at]! / meanUnit)) / (Math.sqrt(square[at]! / squareUnit) + epsilon);
      }
    });
  };
}
