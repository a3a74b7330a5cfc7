interface Array1d {
  set(part: ArrayLike<number>, at: number): void;
}

/** Lists of numbers one behind another, in an array of `Kind`. */
export function joined<Whole extends Array1d>(
  Kind: new (length: number) => Whole,
  parts: readonly ArrayLike<number>[],
): Whole {
  const whole = new Kind(parts.reduce((total, { length }) => total + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
