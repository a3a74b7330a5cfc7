import type { RandomStream } from "../../tensor/random.ts";

/**
 * `count` orthonormal columns of `length` at least `count`, uniformly distributed: normal draws, then Gram and Schmidt
 * twice over in double precision, which leaves no more error than rounding (Giraud et al. 2005).
 */
export function orthonormalColumns(length: number, count: number, random: RandomStream): readonly Float64Array[] {
  const columns: Float64Array[] = [];
  while (columns.length < count) {
    const column = Float64Array.from({ length }, () => random.nextNormal());
    for (let pass = 0; pass < 2; pass++) {
      for (const other of columns) {
        const shared = dot(column, other);
        for (let at = 0; at < length; at++) column[at]! -= shared * other[at]!;
      }
    }
    const norm = Math.sqrt(dot(column, column));
    columns.push(column.map((value) => value / norm));
  }
  return columns;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum;
}
