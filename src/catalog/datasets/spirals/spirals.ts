import { RandomStream } from "../../../tensor/random.ts";
import type { Dataset } from "../dataset.ts";

const TURNS = 1.5;

/** Two Archimedean arms, half a turn apart, with radius up to 2, plus normal noise; always the same points. */
export async function loadSpirals(config: { rows: number; noise: number }): Promise<Dataset> {
  const random = new RandomStream(2, 0);
  const x = new Float64Array(config.rows);
  const y = new Float64Array(config.rows);
  const codes = new Int32Array(config.rows);
  for (let row = 0; row < config.rows; row++) {
    const arm = row % 2;
    const along = Math.sqrt(random.nextUniform());
    const angle = 2 * Math.PI * TURNS * along + Math.PI * arm;
    codes[row] = arm;
    x[row] = 2 * along * Math.cos(angle) + config.noise * random.nextNormal();
    y[row] = 2 * along * Math.sin(angle) + config.noise * random.nextNormal();
  }
  return {
    rows: config.rows,
    columns: [
      { type: "number", name: "x", values: x },
      { type: "number", name: "y", values: y },
      { type: "category", name: "arm", codes, categories: ["first", "second"] },
    ],
  };
}
