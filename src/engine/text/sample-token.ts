/** Drawing the next token from what a model says of each. */
import type { Sampling } from "../../project/generation.ts";

/**
 * The probabilities that a token is drawn by: `probabilities` to the power of 1 / temperature, of which only the `topK`
 * likeliest stay, and of those the fewest that hold `topP` of the whole between them (Holtzman et al. 2020, "The curious
 * case of neural text degeneration"), evened out to 1. At temperature 0 the likeliest has all; of equals the first.
 * What `isLeftOut` is never drawn.
 */
export function sampledFrom(
  probabilities: ArrayLike<number>,
  { temperature, topK, topP }: Pick<Sampling, "temperature" | "topK" | "topP">,
  isLeftOut: (token: number) => boolean = () => false,
): Float64Array {
  const logs = Float64Array.from(probabilities, (share, token) => (isLeftOut(token) ? -Infinity : Math.log(share)));
  const order = Array.from(logs.keys()).toSorted((first, second) => logs[second]! - logs[first]! || first - second);
  const drawn = new Float64Array(logs.length);
  const [best] = order;
  if (best === undefined) return drawn;
  if (temperature === 0) {
    drawn[best] = 1;
    return drawn;
  }
  const kept = order.slice(0, topK ?? order.length);
  const weights = kept.map((token) => Math.exp((logs[token]! - logs[best]!) / temperature));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  let held = 0;
  let count = 0;
  while (count < kept.length && (count === 0 || held < topP * whole)) held += weights[count++]!;
  for (let at = 0; at < count; at++) drawn[kept[at]!] = weights[at]! / held;
  return drawn;
}

/** The token at which the shares, added up in their order, pass `uniform` in [0, 1). */
export function tokenAt(shares: Float64Array, uniform: number): number {
  let passed = 0;
  let last = 0;
  for (const [token, share] of shares.entries()) {
    if (share === 0) continue;
    passed += share;
    last = token;
    if (uniform < passed) return token;
  }
  // What rounding left over belongs to the last that can be drawn.
  return last;
}
