/**
 * Places in rising order moved apart until they are `gap` from each other, as little as need be, between `low` and
 * `high`; closer where there is no room for that.
 */
export function spread(
  places: readonly number[],
  { gap, low, high }: { readonly gap: number; readonly low: number; readonly high: number },
): readonly number[] {
  const apart = Math.min(gap, (high - low) / Math.max(1, places.length - 1));
  // Groups that touch stand around the mean of where their members want to be.
  const groups: { wanted: number; count: number }[] = [];
  const first = ({ wanted, count }: { wanted: number; count: number }): number => {
    const length = apart * (count - 1);
    return Math.min(high - length, Math.max(low, wanted - length / 2));
  };
  for (const place of places) {
    groups.push({ wanted: place, count: 1 });
    for (;;) {
      const [above, below] = [groups.at(-2), groups.at(-1)];
      if (above === undefined || below === undefined || first(above) + apart * above.count <= first(below) + 1e-9)
        break;
      const count = above.count + below.count;
      groups.splice(-2, 2, { wanted: (above.wanted * above.count + below.wanted * below.count) / count, count });
    }
  }
  return groups.flatMap((group) => Array.from({ length: group.count }, (_, index) => first(group) + apart * index));
}
