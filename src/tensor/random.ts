/**
 * Counter-based random numbers: Threefry-2x32 with 20 rounds (Salmon, Moraes, Dror, Shaw: "Parallel random numbers:
 * as easy as 1, 2, 3", SC 2011). A block is a pure function of key and counter, so nothing needs to be carried along
 * or saved but the counters, and a GPU or wasm kernel can draw the same numbers in any order. Adds, xors and
 * rotations of 32-bit words only, which WGSL and wasm have too.
 */
const PARITY = 0x1bd11bda;

/** Writes the two words of block (counter0, counter1) under key (key0, key1) to `out[at]` and `out[at + 1]`. */
export function threefry2x32(
  key0: number,
  key1: number,
  counter0: number,
  counter1: number,
  out: Uint32Array,
  at = 0,
): void {
  // Each group adds the next two of the three words, in turn.
  let first = key1 | 0;
  let second = PARITY ^ key0 ^ key1;
  let third = key0 | 0;
  let x0 = (counter0 + key0) | 0;
  let x1 = (counter1 + key1) | 0;
  for (let group = 1; group <= 5; group++) {
    const isOdd = (group & 1) === 1;
    x0 = (x0 + x1) | 0;
    x1 = rotated(x1, isOdd ? 13 : 17) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = rotated(x1, isOdd ? 15 : 29) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = rotated(x1, isOdd ? 26 : 16) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = rotated(x1, isOdd ? 6 : 24) ^ x0;
    x0 = (x0 + first) | 0;
    x1 = (x1 + second + group) | 0;
    const used = first;
    first = second;
    second = third;
    third = used;
  }
  out[at] = x0;
  out[at + 1] = x1;
}

function rotated(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

/**
 * A stream of draws under (seed, stream, substream): the counter is the only state. `seed` is any safe integer, 0
 * included; its high bits count.
 */
export class RandomStream {
  /** Two 32-bit words: word w of block c is threefry2x32(key, c)[w], and the draws are these words in turn. */
  readonly key: readonly [number, number];
  readonly #block = new Uint32Array(2);
  #counter = 0;
  #hasSpare = false;

  constructor(seed: number, stream: number, substream = 0) {
    const mixed = new Uint32Array(2);
    threefry2x32(seed | 0, Math.floor(seed / 2 ** 32) | 0, stream, substream, mixed);
    this.key = [mixed[0]!, mixed[1]!];
  }

  /** A uniform 32-bit word. */
  nextWord(): number {
    if (this.#hasSpare) {
      this.#hasSpare = false;
      return this.#block[1]!;
    }
    threefry2x32(this.key[0], this.key[1], this.#counter | 0, Math.floor(this.#counter / 2 ** 32) | 0, this.#block);
    this.#counter++;
    this.#hasSpare = true;
    return this.#block[0]!;
  }

  /** Uniform in [0, 1) with 24 bits, so that float32 holds it exactly. */
  nextUniform(): number {
    return (this.nextWord() >>> 8) * 2 ** -24;
  }

  /** Standard normal by Box and Muller (1958). */
  nextNormal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.nextUniform()));
    return radius * Math.cos(2 * Math.PI * this.nextUniform());
  }

  /** Uniform integer in [0, limit), without bias (Lemire 2019); `limit` up to 2^32. */
  nextBelow(limit: number): number {
    for (;;) {
      const word = this.nextWord();
      const rest = Math.imul(word, limit) >>> 0;
      // Most words are far from the edge that a division tells.
      if (rest < limit && rest < 2 ** 32 % limit) continue;
      // Exact: both halves of a 32-bit word times a limit up to 2^32 fit 53 bits.
      return Math.floor(((word >>> 16) * limit + Math.floor(((word & 0xffff) * limit) / 2 ** 16)) / 2 ** 16);
    }
  }
}

/** The numbers 0 to count - 1 in an order given by (seed, stream, substream) alone (Fisher and Yates). */
export function permutation(count: number, random: RandomStream): Int32Array {
  const order = new Int32Array(count);
  for (let index = 0; index < count; index++) order[index] = index;
  for (let last = count - 1; last > 0; last--) {
    const other = random.nextBelow(last + 1);
    const kept = order[last]!;
    order[last] = order[other]!;
    order[other] = kept;
  }
  return order;
}
