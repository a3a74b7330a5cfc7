/** Which of a kernel's loops goes in lanes: the one by which most is read and written side by side. */
import type { Index } from "../plan/index-expression.ts";
import type { Kernel, Scalar } from "../plan/scalar.ts";
import { slopeIn, substituted, variablesOf } from "./reach.ts";
import { indexesOf, partsOf } from "./scalar-parts.ts";
import type { Walk } from "./walk.ts";

const LANES = 4;
/** About how long things take, in additions. */
const FUNCTION = 12;
const DRAW = 80;
const ACROSS = 8;
const SCATTERED = 5;
const DIVIDED = 24;

export function bestLane(kernel: Kernel, walks: readonly Walk[]): Walk {
  let best = walks[0]!;
  let least = Infinity;
  for (const walk of walks) {
    const cost = costOf(kernel, walk);
    if (cost >= least) continue;
    least = cost;
    best = walk;
  }
  return best;
}

/** Of one element, in additions. */
export function costOf({ loop, stores }: Kernel, { bound, folds, elements, lane }: Walk): number {
  const terms = folds.reduce((product, { extent }) => product * extent, 1);
  const isFold = folds.some((each) => each === lane);
  const cost = (scalars: readonly Scalar[], isLane: boolean, extra: readonly Index[]) => {
    const each = (name: string | null) => costsOf(scalars, extra, bound, name);
    if (lane === null || !isLane) return each(null);
    const [whole, rest] = [Math.floor(lane.extent / LANES), lane.extent % LANES];
    return (whole * each(lane.name) + rest * each(null)) / lane.extent;
  };
  const after = cost(
    stores.map(({ value }) => value),
    elements.some((each) => each === lane),
    stores.map(({ index }) => index),
  );
  if (loop === null) return after;
  const guards = loop.guards.map(({ index }) => index);
  return after + terms * cost([loop.term], lane !== null, guards) + (isFold ? ACROSS : 0);
}

/** Of one vector. */
function costsOf(
  scalars: readonly Scalar[],
  extra: readonly Index[],
  bound: ReadonlyMap<string, Index>,
  lane: string | null,
): number {
  const access = (index: Index): number => {
    const resolved = substituted(index, bound);
    const divisions = divisionsIn(resolved, lane);
    if (lane === null || !variablesOf(resolved).has(lane)) return 1 + divisions;
    const slope = slopeIn(resolved, lane);
    return slope === 1 ? 1 + divisions : slope === null ? DIVIDED : SCATTERED + divisions;
  };
  const seen = new Set<Scalar>();
  const visit = (scalar: Scalar): number => {
    if (seen.has(scalar)) return 0;
    seen.add(scalar);
    const own = indexesOf(scalar).reduce((sum, index) => sum + access(index), ownCost(scalar));
    return partsOf(scalar).reduce((sum, part) => sum + visit(part), own);
  };
  return scalars.reduce((sum, scalar) => sum + visit(scalar), 0) + extra.reduce((sum, index) => sum + access(index), 0);
}

/** Of whole numbers, which outer loops may do once; a few at most in any case. */
function divisionsIn({ terms }: Index, lane: string | null): number {
  const divided = terms.filter(({ atom }) => atom.kind !== "variable");
  return lane === null ? 4 * divided.length : divided.length;
}

function ownCost(scalar: Scalar): number {
  switch (scalar.kind) {
    case "unary":
      return ["negate", "abs", "square", "relu", "sign", "truncate", "sqrt"].includes(scalar.apply) ? 1 : FUNCTION;
    case "draw":
      return DRAW;
    default:
      return 1;
  }
}
