/**
 * Strokes as the 28 × 28 picture that MNIST would have made of them (LeCun, Cortes and Burges): scaled into a box of
 * 20 × 20 with its proportions kept, antialiased, and moved so that its centre of mass is the picture's centre.
 */
export interface PenPoint {
  readonly x: number;
  readonly y: number;
}
export type Stroke = readonly PenPoint[];

export const SIDE = 28;
const BOX = 20;
/** Half the width of a pen line in picture pixels; scans of MNIST are two to three pixels wide. */
const PEN = 1.15;

interface Segment {
  readonly from: PenPoint;
  readonly to: PenPoint;
}

/** 784 bytes, row after row, ink is 255; all zero without strokes. Strokes may be in any unit. */
export function rasterize(strokes: readonly Stroke[]): Uint8Array {
  const segments = scaled(strokes);
  if (segments.length === 0) return new Uint8Array(SIDE * SIDE);
  const first = inked(segments, 0, 0);
  const { x, y } = centreOfMass(first);
  const middle = (SIDE - 1) / 2;
  const pixels = inked(segments, middle - x, middle - y);
  return Uint8Array.from(pixels, (ink) => Math.round(ink * 255));
}

/** The strokes' box, pen included, fitted into the middle 20 × 20. */
function scaled(strokes: readonly Stroke[]): readonly Segment[] {
  const points = strokes.flat();
  if (points.length === 0) return [];
  const left = Math.min(...points.map((point) => point.x));
  const right = Math.max(...points.map((point) => point.x));
  const top = Math.min(...points.map((point) => point.y));
  const bottom = Math.max(...points.map((point) => point.y));
  const extent = Math.max(right - left, bottom - top);
  const scale = extent > 0 ? (BOX - 2 * PEN) / extent : 1;
  const place = (point: PenPoint): PenPoint => ({
    x: (point.x - (left + right) / 2) * scale + SIDE / 2 - 0.5,
    y: (point.y - (top + bottom) / 2) * scale + SIDE / 2 - 0.5,
  });
  return strokes.flatMap((stroke) =>
    stroke.map((point, index) => ({ from: place(stroke[index - 1] ?? point), to: place(point) })),
  );
}

/** How much of each pixel the pen covers, 0 to 1, from the distance of its middle to the nearest stroke. */
function inked(segments: readonly Segment[], shiftX: number, shiftY: number): Float64Array {
  const pixels = new Float64Array(SIDE * SIDE);
  const reach = PEN + 0.5;
  for (const { from, to } of segments) {
    const [x0, y0, x1, y1] = [from.x + shiftX, from.y + shiftY, to.x + shiftX, to.y + shiftY];
    const [dx, dy] = [x1 - x0, y1 - y0];
    const length = dx * dx + dy * dy;
    const columns = [Math.floor(Math.min(x0, x1) - reach), Math.ceil(Math.max(x0, x1) + reach)] as const;
    const rows = [Math.floor(Math.min(y0, y1) - reach), Math.ceil(Math.max(y0, y1) + reach)] as const;
    for (let row = Math.max(0, rows[0]); row <= Math.min(SIDE - 1, rows[1]); row += 1) {
      for (let column = Math.max(0, columns[0]); column <= Math.min(SIDE - 1, columns[1]); column += 1) {
        const along = length === 0 ? 0 : ((column - x0) * dx + (row - y0) * dy) / length;
        const at = Math.min(1, Math.max(0, along));
        const distance = Math.hypot(column - (x0 + at * dx), row - (y0 + at * dy));
        const ink = Math.min(1, Math.max(0, reach - distance));
        const pixel = row * SIDE + column;
        pixels[pixel] = Math.max(pixels[pixel] ?? 0, ink);
      }
    }
  }
  return pixels;
}

function centreOfMass(pixels: Float64Array): PenPoint {
  let mass = 0;
  let x = 0;
  let y = 0;
  pixels.forEach((ink, pixel) => {
    mass += ink;
    x += ink * (pixel % SIDE);
    y += ink * Math.floor(pixel / SIDE);
  });
  return { x: x / mass, y: y / mass };
}
