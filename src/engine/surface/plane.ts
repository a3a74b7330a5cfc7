/** A plane through the weights of a network, and where a path falls on it. */

export type Directions = readonly [Float32Array, Float32Array];
export type PlanePlace = readonly [x: number, y: number];

/** The place of the plane through `centre` that is nearest to `point`, in lengths of its directions (least squares). */
export function nearestPlace(
  [first, second]: Directions,
  centre: ArrayLike<number>,
  point: ArrayLike<number>,
): PlanePlace {
  let [aa, ab, bb, ao, bo] = [0, 0, 0, 0, 0];
  for (let at = 0; at < first.length; at++) {
    const [a, b, offset] = [first[at]!, second[at]!, point[at]! - centre[at]!];
    aa += a * a;
    ab += a * b;
    bb += b * b;
    ao += a * offset;
    bo += b * offset;
  }
  const determinant = aa * bb - ab * ab;
  // Where the two are no plane, the first alone.
  if (!(determinant > 1e-12 * aa * bb)) return [aa > 0 ? ao / aa : 0, 0];
  return [(ao * bb - bo * ab) / determinant, (bo * aa - ao * ab) / determinant];
}

/** The weights at a place of the plane through `centre`; what the directions do not reach stays. */
export function weightsAt([first, second]: Directions, centre: Float32Array, [x, y]: PlanePlace): Float32Array {
  const weights = centre.slice();
  for (let at = 0; at < first.length; at++) weights[at] = centre[at]! + x * first[at]! + y * second[at]!;
  return weights;
}

/** Of the points' variance about their mean, the share that the plane shows; null when they do not differ. */
export function explainedBy(directions: Directions, points: readonly Float32Array[]): number | null {
  const size = directions[0].length;
  const mean = new Float64Array(size);
  for (const point of points) for (let at = 0; at < size; at++) mean[at]! += point[at]! / points.length;
  let [shown, whole] = [0, 0];
  for (const point of points) {
    const [x, y] = nearestPlace(directions, mean, point);
    for (let at = 0; at < size; at++) {
      shown += (x * directions[0][at]! + y * directions[1][at]!) ** 2;
      whole += (point[at]! - mean[at]!) ** 2;
    }
  }
  return whole > 0 ? shown / whole : null;
}
