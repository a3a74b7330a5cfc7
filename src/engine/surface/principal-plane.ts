/** The plane along which paths differ most: their first two principal components. */
import { symmetricEigen } from "../../catalog/preprocessors/pca/symmetric-eigen.ts";
import type { Directions } from "./plane.ts";

export interface Principal {
  readonly directions: Directions;
  /** Of the points' variance, what each of the two directions explains. */
  readonly shares: readonly [number, number];
}

/**
 * Principal components of points of `size` numbers each, as scikit-learn's PCA, but for their signs: the first point
 * stands to the left of the last, and below. Points are few and long, so the eigenvectors are those of their Gram
 * matrix (Jolliffe 2002, 3.5). Null when the points are not three that span a plane. `pause` is awaited now and then.
 */
export async function principalPlane(
  points: readonly Float32Array[],
  size: number,
  pause: (share: number) => Promise<void>,
): Promise<Principal | null> {
  const mean = new Float64Array(size);
  for (const values of points) for (let at = 0; at < size; at++) mean[at]! += values[at]! / points.length;
  const gram = points.map(() => new Float64Array(points.length));
  for (const [row, first] of points.entries()) {
    for (let column = 0; column <= row; column++) {
      const second = points[column]!;
      let sum = 0;
      for (let at = 0; at < size; at++) sum += (first[at]! - mean[at]!) * (second[at]! - mean[at]!);
      gram[row]![column] = gram[column]![row] = sum;
    }
    await pause(((row + 1) / points.length) ** 2);
  }
  const { values, vectors } = symmetricEigen(gram);
  const whole = values.reduce((sum, value) => sum + Math.max(0, value), 0);
  const [most = 0, next = 0] = values;
  if (!(next > 1e-12 * whole)) return null;
  const direction = (index: 0 | 1): Float32Array => {
    const shares = vectors[index]!;
    const sign = shares[0]! <= shares.at(-1)! ? 1 : -1;
    const sums = new Float64Array(size);
    for (const [point, own] of points.entries()) {
      const share = (sign * shares[point]!) / Math.sqrt(values[index]!);
      for (let at = 0; at < size; at++) sums[at]! += share * (own[at]! - mean[at]!);
    }
    return Float32Array.from(sums);
  };
  return { directions: [direction(0), direction(1)], shares: [most / whole, next / whole] };
}
