import type { Landscape } from "../../catalog/landscapes/landscape.ts";
import { type Relief, reliefOf } from "../../ui/plots/relief.ts";

/** Of a side of the grid. */
const FINEST = 150;

/** A landscape's heights, on a grid that is fine enough to look smooth. */
export function landscapeRelief({ frame, height, minima }: Landscape): Relief {
  const [wide, tall] = [frame.x[1] - frame.x[0], frame.y[1] - frame.y[0]];
  const columns = FINEST;
  const rows = Math.max(2, Math.round((FINEST * tall) / wide));
  const heights = Float64Array.from({ length: columns * rows }, (_, index) => {
    const [column, row] = [index % columns, Math.floor(index / columns)];
    return height([frame.x[0] + (wide * column) / (columns - 1), frame.y[0] + (tall * row) / (rows - 1)]);
  });
  return reliefOf({ frame, columns, rows, heights, deepest: minima[0]?.height });
}
