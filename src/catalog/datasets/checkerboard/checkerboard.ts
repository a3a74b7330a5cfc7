import { RandomStream } from "../../../tensor/random.ts";
import type { Dataset } from "../dataset.ts";
import { pointsOf } from "../made-points.ts";

/** Fields a side, each of length 1/2. */
const FIELDS = 4;

/** Uniform points of a square; the class is the colour of the field that they fell on before the noise; the same points for the same seed. */
export async function loadCheckerboard(config: { rows: number; noise: number; seed: number }): Promise<Dataset> {
  const random = new RandomStream(config.seed, 0);
  return pointsOf(config.rows, ["black", "white"], "colour", () => {
    const [x, y] = [FIELDS * random.nextUniform(), FIELDS * random.nextUniform()];
    return {
      x: x / 2 - 1 + config.noise * random.nextNormal(),
      y: y / 2 - 1 + config.noise * random.nextNormal(),
      code: (Math.floor(x) + Math.floor(y)) % 2,
    };
  });
}
