/** Two random directions, normalised filter by filter (Li et al. 2018, section 4). */
import { RandomStream } from "../../tensor/random.ts";
import type { ModelProgram } from "../model-program.ts";
import { STREAM_SURFACE } from "../random-streams.ts";
import type { Directions } from "./plane.ts";

/** For weights laid out as `flatWeights` does. */
export function randomDirections(
  program: Pick<ModelProgram, "parameters">,
  weights: Float32Array,
  seed: number,
): Directions {
  return [normalised(program, weights, seed, 0), normalised(program, weights, seed, 1)];
}

/**
 * A normal direction in which every filter is as long as the weights' own filter: the numbers that lead to one unit. As
 * in the paper's code, it does not move biases, nor the scales and shifts of normalization.
 */
function normalised(
  { parameters }: Pick<ModelProgram, "parameters">,
  weights: Float32Array,
  seed: number,
  which: 0 | 1,
): Float32Array {
  const random = new RandomStream(seed, STREAM_SURFACE, which);
  const direction = new Float32Array(parameters.reduce((total, { shape }) => total + product(shape), 0));
  let from = 0;
  for (const { shape, name } of parameters) {
    const size = product(shape);
    // Units come last in a kernel's shape; where that is 1, as in a convolution of each channel alone, before.
    const units = shape.at(-1) === 1 ? product(shape.slice(-2)) : shape.at(-1)!;
    if (shape.length > 1 && name !== "bias") {
      for (let at = 0; at < size; at++) direction[from + at] = random.nextNormal();
      for (let unit = 0; unit < units; unit++) {
        let [own, drawn] = [0, 0];
        for (let at = from + unit; at < from + size; at += units) {
          own += weights[at]! ** 2;
          drawn += direction[at]! ** 2;
        }
        const scale = drawn === 0 ? 0 : Math.sqrt(own / drawn);
        for (let at = from + unit; at < from + size; at += units) direction[at]! *= scale;
      }
    }
    from += size;
  }
  return direction;
}

const product = (shape: readonly number[]): number => shape.reduce((size, side) => size * side, 1);
