/** How far beyond its place an expression may read where a guard drops what it reads: so much memory must be there. */
import type { Plan } from "../plan/plan.ts";
import type { Kernel, Scalar } from "../plan/scalar.ts";
import { reachOf } from "./reach.ts";
import { indexesOf, partsOf } from "./scalar-parts.ts";

/** For the last lanes of a vector, and rows of tiles that are not all there. */
const SLACK = 4096;

/** In bytes, before the first and after the last of a plan's places. */
export function farthestReads({ levels }: Plan): { readonly before: number; readonly after: number } {
  let [before, after] = [0, 0];
  const seen = new Set<Scalar>();
  const visit = (scalar: Scalar): void => {
    if (seen.has(scalar)) return;
    seen.add(scalar);
    for (const index of indexesOf(scalar)) {
      const { least, most } = reachOf(index);
      before = Math.max(before, -least);
      after = Math.max(after, most);
    }
    partsOf(scalar).forEach(visit);
  };
  for (const kernel of levels.flat()) scalarsOf(kernel).forEach(visit);
  return { before: 4 * before + SLACK, after: 4 * after + SLACK };
}

function scalarsOf({ loop, product, stores }: Kernel): readonly Scalar[] {
  return [
    ...stores.map(({ value }) => value),
    ...(loop === null ? [] : [loop.term]),
    ...(product === null ? [] : [product.left, product.right, ...product.stores.map(({ value }) => value)]),
  ];
}
