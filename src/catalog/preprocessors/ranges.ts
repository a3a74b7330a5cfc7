/** Cutting numbers into ranges. */
import type { CategoryColumn, NumberColumn } from "../datasets/dataset.ts";
import { quantileOf } from "./quantile.ts";

export interface BinConfig {
  readonly count: number;
  readonly by: "quantiles" | "width";
}

/**
 * Inner edges of ranges, ascending, each once; as scikit-learn's KBinsDiscretizer with strategy "quantile" or
 * "uniform". Empty when the numbers are all alike.
 */
export function binEdges(config: BinConfig, present: Float64Array): number[] {
  if (present.length === 0) return [];
  const sorted = present.toSorted();
  const [low, high] = [sorted[0]!, sorted[sorted.length - 1]!];
  const edges = Array.from({ length: config.count - 1 }, (_, at) => {
    const share = (at + 1) / config.count;
    return config.by === "quantiles" ? quantileOf(sorted, share) : low + share * (high - low);
  });
  return edges.filter((edge, at) => edge > (edges[at - 1] ?? low) && edge <= high);
}

/** Each number's range [edge, next edge) as a category; the outermost ranges are open. */
export function binned(column: NumberColumn, edges: readonly number[]): CategoryColumn {
  const labels = labelsOf(edges);
  const categories =
    labels.length === 0
      ? ["all"]
      : [
          `< ${labels[0]!}`,
          ...labels.slice(1).map((label, at) => `${labels[at]!} – ${label}`),
          `≥ ${labels[labels.length - 1]!}`,
        ];
  return {
    type: "category",
    name: column.name,
    categories,
    codes: Int32Array.from(column.values, (value) => (Number.isNaN(value) ? -1 : rangeOf(edges, value))),
  };
}

/** As short as tells the edges apart. */
function labelsOf(edges: readonly number[]): readonly string[] {
  for (let digits = 4; ; digits++) {
    const labels = edges.map((edge) => String(Number(edge.toPrecision(digits))));
    if (digits === 17 || new Set(labels).size === edges.length) return labels;
  }
}

/** How many edges are at or below `value`. */
export function rangeOf(edges: readonly number[], value: number): number {
  let [from, to] = [0, edges.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (edges[middle]! <= value) from = middle + 1;
    else to = middle;
  }
  return from;
}
