import type { Index, Variable } from "../plan/index-expression.ts";

/** How a kernel is walked: its loops, the slowest first, and which of them goes in lanes. */
export interface Walk {
  readonly bound: ReadonlyMap<string, Index>;
  readonly elements: readonly Variable[];
  readonly folds: readonly Variable[];
  readonly lane: Variable | null;
}
