import { RandomStream } from "../../../tensor/random.ts";
import type { Dataset } from "../dataset.ts";

/** Points on two half circles as scikit-learn's make_moons lays them, plus normal noise; always the same points. */
export async function loadMoons(config: { rows: number; noise: number }): Promise<Dataset> {
  const random = new RandomStream(1, 0);
  const x = new Float64Array(config.rows);
  const y = new Float64Array(config.rows);
  const codes = new Int32Array(config.rows);
  for (let row = 0; row < config.rows; row++) {
    const lower = row % 2;
    const angle = Math.PI * random.nextUniform();
    codes[row] = lower;
    x[row] = (lower === 1 ? 1 - Math.cos(angle) : Math.cos(angle)) + config.noise * random.nextNormal();
    y[row] = (lower === 1 ? 0.5 - Math.sin(angle) : Math.sin(angle)) + config.noise * random.nextNormal();
  }
  return {
    rows: config.rows,
    columns: [
      { type: "number", name: "x", values: x },
      { type: "number", name: "y", values: y },
      { type: "category", name: "moon", codes, categories: ["upper", "lower"] },
    ],
  };
}
