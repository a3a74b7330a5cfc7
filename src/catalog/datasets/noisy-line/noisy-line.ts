import type { Dataset } from "../dataset.ts";
import { type LineConfig, linePoints } from "../made-points.ts";

export async function loadNoisyLine(config: LineConfig): Promise<Dataset> {
  const { x, y } = linePoints(config);
  return {
    rows: config.rows,
    columns: [
      { type: "number", name: "x", values: x },
      { type: "number", name: "y", values: y },
    ],
  };
}
