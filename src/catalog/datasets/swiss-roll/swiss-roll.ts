import { RandomStream } from "../../../tensor/random.ts";
import type { Dataset } from "../dataset.ts";

/**
 * As scikit-learn's make_swiss_roll, a tenth as large: t from 1.5 pi to 4.5 pi, (t cos t, 0 to 21, t sin t) / 10 plus
 * noise; what is to be told is the share of the way along t. The same points for the same seed.
 */
export async function loadSwissRoll(config: { rows: number; noise: number; seed: number }): Promise<Dataset> {
  const random = new RandomStream(config.seed, 0);
  const [x, y, z, along] = Array.from({ length: 4 }, () => new Float64Array(config.rows));
  for (let row = 0; row < config.rows; row++) {
    const share = random.nextUniform();
    const t = 1.5 * Math.PI * (1 + 2 * share);
    const noise = () => (config.noise / 10) * random.nextNormal();
    along![row] = share;
    x![row] = (t * Math.cos(t)) / 10 + noise();
    y![row] = 2.1 * random.nextUniform() + noise();
    z![row] = (t * Math.sin(t)) / 10 + noise();
  }
  return {
    rows: config.rows,
    columns: [
      { type: "number", name: "x", values: x! },
      { type: "number", name: "y", values: y! },
      { type: "number", name: "z", values: z! },
      { type: "number", name: "along", values: along! },
    ],
  };
}
