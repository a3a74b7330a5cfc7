/** How much a column of numbers has to say, by the training rows. */
import type { CategoryColumn, NumberColumn } from "../../datasets/dataset.ts";
import { binEdges, rangeOf } from "../ranges.ts";
import { momentsOf } from "../moments.ts";

type Target = NumberColumn | CategoryColumn;

export function varianceOf(values: Float64Array): number {
  const { mean } = momentsOf(values);
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}

/**
 * From 0 to 1. With a number: |Pearson's r|. With classes: the correlation ratio, the root of the share of the variance
 * that lies between the classes (Fisher 1925); both order columns as scikit-learn's F tests do.
 */
export function correlationWith(target: Target, values: Float64Array, rows: Int32Array): number {
  const { mean } = momentsOf(values);
  const total = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  if (total === 0) return 0;
  if (target.type === "category") {
    const sums = new Float64Array(target.categories.length);
    const counts = new Float64Array(target.categories.length);
    rows.forEach((row, at) => {
      sums[target.codes[row]!]! += values[at]! - mean;
      counts[target.codes[row]!]!++;
    });
    const between = sums.reduce((sum, each, code) => sum + (counts[code] === 0 ? 0 : each ** 2 / counts[code]!), 0);
    return Math.sqrt(Math.min(1, between / total));
  }
  const targets = Float64Array.from(rows, (row) => target.values[row]!);
  const centre = momentsOf(targets).mean;
  let product = 0;
  let spread = 0;
  targets.forEach((value, at) => {
    product += (value - centre) * (values[at]! - mean);
    spread += (value - centre) ** 2;
  });
  return spread === 0 ? 0 : Math.min(1, Math.abs(product) / Math.sqrt(spread * total));
}

const RANGES = { count: 10, by: "quantiles" } as const;

/** In nats, from the counts of ten ranges with equally many rows, of the target too where it is a number (Cover and Thomas 2006, 2.28). */
export function mutualInformation(target: Target, values: Float64Array, rows: Int32Array): number {
  const left = rangesOf(values);
  const right =
    target.type === "category"
      ? Int32Array.from(rows, (row) => target.codes[row]!)
      : rangesOf(Float64Array.from(rows, (row) => target.values[row]!));
  const joint = new Map<string, number>();
  const ofLeft = new Map<number, number>();
  const ofRight = new Map<number, number>();
  left.forEach((first, at) => {
    const second = right[at]!;
    joint.set(`${first} ${second}`, (joint.get(`${first} ${second}`) ?? 0) + 1);
    ofLeft.set(first, (ofLeft.get(first) ?? 0) + 1);
    ofRight.set(second, (ofRight.get(second) ?? 0) + 1);
  });
  let information = 0;
  for (const [key, count] of joint) {
    const [first, second] = key.split(" ").map(Number);
    const expected = (ofLeft.get(first!)! * ofRight.get(second!)!) / left.length;
    information += (count / left.length) * Math.log(count / expected);
  }
  return Math.max(0, information);
}

function rangesOf(values: Float64Array): Int32Array {
  const edges = binEdges(RANGES, values);
  return Int32Array.from(values, (value) => rangeOf(edges, value));
}
