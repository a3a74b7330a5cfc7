import { RandomStream } from "../../../tensor/random.ts";
import type { Dataset } from "../dataset.ts";

/** y = 2x + noise, x uniform in [-1, 1); the same points for the same seed. */
export async function loadNoisyLine(config: { rows: number; noise: number; seed: number }): Promise<Dataset> {
  const random = new RandomStream(config.seed, 0);
  const x = Float64Array.from({ length: config.rows }, () => 2 * random.nextUniform() - 1);
  const y = x.map((value) => 2 * value + config.noise * random.nextNormal());
  return {
    rows: config.rows,
    columns: [
      { type: "number", name: "x", values: x },
      { type: "number", name: "y", values: y },
    ],
  };
}
