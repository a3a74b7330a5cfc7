import { RandomStream } from "../../../tensor/random.ts";
import type { Dataset } from "../dataset.ts";
import { pointsOf } from "../made-points.ts";

/** The corners of a triangle, two from the middle. */
const CENTRES = [0, 1, 2].map((corner) => Math.PI / 2 + (corner * 2 * Math.PI) / 3);

/** Normal clouds around three centres; the same points for the same seed. */
export async function loadBlobs(config: { rows: number; noise: number; seed: number }): Promise<Dataset> {
  const random = new RandomStream(config.seed, 0);
  return pointsOf(config.rows, ["first", "second", "third"], "blob", (row) => {
    const code = row % 3;
    const angle = CENTRES[code]!;
    return {
      x: 2 * Math.cos(angle) + config.noise * random.nextNormal(),
      y: 2 * Math.sin(angle) + config.noise * random.nextNormal(),
      code,
    };
  });
}
