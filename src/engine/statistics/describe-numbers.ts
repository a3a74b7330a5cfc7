/** What a column of numbers is like. Exact, whatever its length: one sort tells quartiles, extremes and distinct values. */
import type { NumberBins, NumberFigures, Spread } from "../../project/data-summary.ts";

const MOST_BINS = 24;
/** Tukey, Exploratory Data Analysis (1977): beyond 1.5 interquartile ranges from the quartiles. */
const FENCE = 1.5;

type Figures = Pick<NumberFigures, "missing" | "distinct" | "spread" | "bins">;

/** NaN and infinities count as missing. */
export function describeNumbers(values: Float64Array): Figures {
  const sorted = values.filter(Number.isFinite).toSorted();
  const missing = values.length - sorted.length;
  if (sorted.length === 0) return { missing, distinct: 0 };
  const distinct = distinctOf(sorted);
  const spread = spreadOf(sorted);
  return { missing, distinct, spread, bins: binsOf(sorted, spread, distinct) };
}

function spreadOf(sorted: Float64Array): Spread {
  const minimum = sorted[0]!;
  const maximum = sorted[sorted.length - 1]!;
  const [lowerQuartile, median, upperQuartile] = [
    quantile(sorted, 0.25),
    quantile(sorted, 0.5),
    quantile(sorted, 0.75),
  ];
  const range = FENCE * (upperQuartile - lowerQuartile);
  const fences = [lowerQuartile - range, upperQuartile + range] as const;
  let sum = 0;
  let areWhole = true;
  for (const value of sorted) {
    sum += value;
    areWhole &&= Number.isInteger(value);
  }
  const mean = sum / sorted.length;
  let squares = 0;
  for (const value of sorted) squares += (value - mean) ** 2;
  return {
    minimum,
    lowerQuartile,
    median,
    upperQuartile,
    maximum,
    mean,
    deviation: sorted.length === 1 ? 0 : Math.sqrt(squares / (sorted.length - 1)),
    // Where half of the values are the same, the fences are of no width and would call all others odd.
    outliers: range === 0 ? 0 : placeOf(sorted, fences[0], false) + sorted.length - placeOf(sorted, fences[1], true),
    fences,
    areWhole,
  };
}

/** Linear interpolation between the two nearest of the sorted values; `share` from 0 to 1. */
export function quantile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (at - below) * (high - low);
}

function distinctOf(sorted: Float64Array): number {
  let distinct = 1;
  for (let index = 1; index < sorted.length; index++) if (sorted[index] !== sorted[index - 1]) distinct++;
  return distinct;
}

/** A bar for every whole number where they are few, else equal bins. */
function binsOf(sorted: Float64Array, spread: Spread, distinct: number): NumberBins {
  const { minimum, maximum, areWhole } = spread;
  if (minimum === maximum) return { minimum, maximum, counts: [sorted.length] };
  if (areWhole && maximum - minimum < MOST_BINS && distinct > 1) {
    return counted(sorted, minimum - 0.5, maximum + 0.5, maximum - minimum + 1);
  }
  return counted(sorted, minimum, maximum, MOST_BINS);
}

function counted(sorted: Float64Array, minimum: number, maximum: number, bins: number): NumberBins {
  const counts: number[] = [];
  let from = 0;
  for (let bin = 1; bin <= bins; bin++) {
    // The last bin holds its upper edge, too.
    const to = bin === bins ? sorted.length : placeOf(sorted, minimum + (bin / bins) * (maximum - minimum), false);
    counts.push(to - from);
    from = to;
  }
  return { minimum, maximum, counts };
}

/** How many of the sorted values are below `bound`, or with `isIncluded` not above it. */
function placeOf(sorted: Float64Array, bound: number, isIncluded: boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < bound || (isIncluded && sorted[middle] === bound)) low = middle + 1;
    else high = middle;
  }
  return low;
}
