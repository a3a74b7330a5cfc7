import { RandomStream } from "../../../tensor/random.ts";
import type { Dataset } from "../dataset.ts";
import { pointsOf } from "../made-points.ts";

/** Two circles as scikit-learn's make_circles lays them, of radius 1 and 1/2, plus normal noise; the same points for the same seed. */
export async function loadCircles(config: { rows: number; noise: number; seed: number }): Promise<Dataset> {
  const random = new RandomStream(config.seed, 0);
  return pointsOf(config.rows, ["outer", "inner"], "circle", (row) => {
    const inner = row % 2;
    const angle = 2 * Math.PI * random.nextUniform();
    const radius = inner === 1 ? 0.5 : 1;
    return {
      x: radius * Math.cos(angle) + config.noise * random.nextNormal(),
      y: radius * Math.sin(angle) + config.noise * random.nextNormal(),
      code: inner,
    };
  });
}
