/** A model's view of a plane as few paths: one a class and step of confidence, so that it redraws in no time. */
export interface Plane {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly columns: number;
  readonly rows: number;
  /** Row by row from the lower left. */
  readonly classes: ArrayLike<number>;
  /** Probability of that class, 0 to 1. */
  readonly confidence: ArrayLike<number>;
}

export interface Band {
  readonly key: string;
  readonly group: number;
  readonly opacity: number;
  readonly path: string;
}

const STEPS = 5;
/** Pixels. */
const BLEED = 12;

export function bandsOf(plane: Plane, x: (value: number) => number, y: (value: number) => number): readonly Band[] {
  const { columns, rows } = plane;
  const left = x(plane.x[0]);
  const bottom = y(plane.y[0]);
  const cellWidth = (x(plane.x[1]) - left) / columns;
  const cellHeight = (bottom - y(plane.y[1])) / rows;
  const paths = new Map<string, { group: number; step: number; path: string }>();
  const keyAt = (row: number, column: number): { group: number; step: number } => {
    const cell = row * columns + column;
    const sure = Math.max(0, ((plane.confidence[cell] ?? 0.5) - 0.5) * 2);
    return { group: plane.classes[cell] ?? 0, step: Math.min(STEPS - 1, Math.floor(sure * STEPS)) };
  };
  for (let row = 0; row < rows; row += 1) {
    let start = 0;
    while (start < columns) {
      const { group, step } = keyAt(row, start);
      let end = start + 1;
      while (end < columns) {
        const next = keyAt(row, end);
        if (next.group !== group || next.step !== step) break;
        end += 1;
      }
      const key = `${group}-${step}`;
      const band = paths.get(key) ?? { group, step, path: "" };
      // The outermost cells reach beyond the plane, so that the blur does not fade at its edges.
      const from = left + start * cellWidth - (start === 0 ? BLEED : 0);
      const to = left + end * cellWidth + (end === columns ? BLEED : 0);
      const top = bottom - (row + 1) * cellHeight - (row === rows - 1 ? BLEED : 0);
      const foot = bottom - row * cellHeight + (row === 0 ? BLEED : 0);
      band.path += `M${from.toFixed(1)} ${top.toFixed(1)}H${to.toFixed(1)}V${foot.toFixed(1)}H${from.toFixed(1)}z`;
      paths.set(key, band);
      start = end;
    }
  }
  return [...paths].map(([key, { group, step, path }]) => ({ key, group, path, opacity: 0.07 + (0.3 * step) / STEPS }));
}
