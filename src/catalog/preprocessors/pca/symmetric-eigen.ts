/** Eigenvalues, descending, with their unit eigenvectors. */
interface Eigen {
  readonly values: readonly number[];
  readonly vectors: readonly Float64Array[];
}

/** Of a symmetric matrix given as its rows, by Jacobi's cyclic rotations (Golub and Van Loan, Matrix Computations, 8.5). */
export function symmetricEigen(matrix: readonly Float64Array[]): Eigen {
  const size = matrix.length;
  const a = matrix.map((row) => row.slice());
  const vectors = a.map((_, index) => new Float64Array(size).fill(1, index, index + 1));
  const whole = a.reduce((sum, row) => sum + row.reduce((inner, value) => inner + value * value, 0), 0);
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0;
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) off += a[p]![q]! ** 2;
    if (off <= 1e-28 * whole) break;
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) rotate(a, vectors, p, q);
  }
  const order = a.map((_, index) => index).toSorted((first, second) => a[second]![second]! - a[first]![first]!);
  return { values: order.map((index) => a[index]![index]!), vectors: order.map((index) => vectors[index]!) };
}

/** Makes a[p][q] zero; row i of `vectors` is the i-th eigenvector to be. */
function rotate(a: readonly Float64Array[], vectors: readonly Float64Array[], p: number, q: number): void {
  const between = a[p]![q]!;
  if (between === 0) return;
  const theta = (a[q]![q]! - a[p]![p]!) / (2 * between);
  const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const cosine = 1 / Math.sqrt(tangent * tangent + 1);
  const sine = tangent * cosine;
  for (const row of a) {
    const [atP, atQ] = [row[p]!, row[q]!];
    row[p] = cosine * atP - sine * atQ;
    row[q] = sine * atP + cosine * atQ;
  }
  for (const [first, second] of [[a[p]!, a[q]!] as const, [vectors[p]!, vectors[q]!] as const]) {
    for (let index = 0; index < first.length; index++) {
      const [atP, atQ] = [first[index]!, second[index]!];
      first[index] = cosine * atP - sine * atQ;
      second[index] = sine * atP + cosine * atQ;
    }
  }
}
