/** The value below which a share `q` of `sorted` (ascending, not empty) lies, between two neighbours in proportion: Hyndman and Fan (1996), type 7. */
export function quantileOf(sorted: Float64Array, q: number): number {
  const place = q * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (place - below) * (sorted[above]! - sorted[below]!);
}
