import { RandomStream } from "../../../tensor/random.ts";
import type { Dataset } from "../dataset.ts";
import { pointsOf } from "../made-points.ts";

/** Uniform points of a square; the class is whether the signs of x and y differ, told before the noise; the same points for the same seed. */
export async function loadXor(config: { rows: number; noise: number; seed: number }): Promise<Dataset> {
  const random = new RandomStream(config.seed, 0);
  return pointsOf(config.rows, ["same", "different"], "class", () => {
    const [x, y] = [2 * random.nextUniform() - 1, 2 * random.nextUniform() - 1];
    return {
      x: x + config.noise * random.nextNormal(),
      y: y + config.noise * random.nextNormal(),
      code: x > 0 === y > 0 ? 0 : 1,
    };
  });
}
