import { RandomStream } from "../../../tensor/random.ts";
import type { Dataset } from "../dataset.ts";

/** y = sin(2 pi x) + noise, x uniform in [-1, 1); the same points for the same seed. */
export async function loadSine(config: { rows: number; noise: number; seed: number }): Promise<Dataset> {
  const random = new RandomStream(config.seed, 0);
  const x = Float64Array.from({ length: config.rows }, () => 2 * random.nextUniform() - 1);
  const y = x.map((value) => Math.sin(2 * Math.PI * value) + config.noise * random.nextNormal());
  return {
    rows: config.rows,
    columns: [
      { type: "number", name: "x", values: x },
      { type: "number", name: "y", values: y },
    ],
  };
}
