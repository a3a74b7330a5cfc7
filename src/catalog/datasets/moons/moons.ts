import { RandomStream } from "../../../tensor/random.ts";
import type { Dataset } from "../dataset.ts";
import { pointsOf } from "../made-points.ts";

/** Points on two half circles as scikit-learn's make_moons lays them, plus normal noise; the same points for the same seed. */
export async function loadMoons(config: { rows: number; noise: number; seed: number }): Promise<Dataset> {
  const random = new RandomStream(config.seed, 0);
  return pointsOf(config.rows, ["upper", "lower"], "moon", (row) => {
    const lower = row % 2;
    const angle = Math.PI * random.nextUniform();
    return {
      x: (lower === 1 ? 1 - Math.cos(angle) : Math.cos(angle)) + config.noise * random.nextNormal(),
      y: (lower === 1 ? 0.5 - Math.sin(angle) : Math.sin(angle)) + config.noise * random.nextNormal(),
      code: lower,
    };
  });
}
