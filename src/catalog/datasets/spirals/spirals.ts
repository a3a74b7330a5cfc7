import { RandomStream } from "../../../tensor/random.ts";
import type { Dataset } from "../dataset.ts";
import { pointsOf } from "../made-points.ts";

const TURNS = 1.5;

/** Two Archimedean arms, half a turn apart, with radius up to 2, plus normal noise; the same points for the same seed. */
export async function loadSpirals(config: { rows: number; noise: number; seed: number }): Promise<Dataset> {
  const random = new RandomStream(config.seed, 0);
  return pointsOf(config.rows, ["first", "second"], "arm", (row) => {
    const arm = row % 2;
    const along = Math.sqrt(random.nextUniform());
    const angle = 2 * Math.PI * TURNS * along + Math.PI * arm;
    return {
      x: 2 * along * Math.cos(angle) + config.noise * random.nextNormal(),
      y: 2 * along * Math.sin(angle) + config.noise * random.nextNormal(),
      code: arm,
    };
  });
}
