interface Moments {
  readonly mean: number;
  readonly deviation: number;
}

/** Mean and population deviation of `present`; a deviation of 0 is given as 1. */
export function momentsOf(present: Iterable<number>): Moments {
  let count = 0;
  let mean = 0;
  let squares = 0;
  // Welford (1962): one pass, no cancellation.
  for (const value of present) {
    count++;
    const difference = value - mean;
    mean += difference / count;
    squares += difference * (value - mean);
  }
  const deviation = count === 0 ? 0 : Math.sqrt(squares / count);
  return { mean, deviation: deviation > 0 ? deviation : 1 };
}
