import { describe, expect, test } from "vitest";
import { RandomStream, permutation, threefry2x32 } from "../../../src/tensor/random.ts";

// Known answers of Random123 1.14, file kat_vectors, threefry2x32 with 20 rounds.
test.each([
  { key: [0, 0], counter: [0, 0], block: [0x6b200159, 0x99ba4efe] },
  { key: [0xffffffff, 0xffffffff], counter: [0xffffffff, 0xffffffff], block: [0x1cb996fc, 0xbb002be7] },
  { key: [0x13198a2e, 0x03707344], counter: [0x243f6a88, 0x85a308d3], block: [0xc4923a9c, 0x483df7a0] },
])("threefry2x32 under $key at $counter", ({ key, counter, block }) => {
  const out = new Uint32Array(2);
  threefry2x32(key[0]!, key[1]!, counter[0]!, counter[1]!, out);
  expect([...out]).toEqual(block);
});

describe("a stream", () => {
  test("repeats under the same seed and differs under another seed, stream or substream, 0 included", () => {
    const first = (seed: number, stream: number, substream: number) =>
      Array.from(
        { length: 4 },
        function (this: RandomStream) {
          return this.nextWord();
        },
        new RandomStream(seed, stream, substream),
      ).join();
    const streams = [
      [0, 0, 0],
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
      [2 ** 32, 0, 0],
    ].map(([seed, stream, substream]) => first(seed!, stream!, substream!));
    expect(new Set(streams).size).toBe(streams.length);
    expect(first(7, 3, 2)).toBe(first(7, 3, 2));
  });

  test("draws uniforms and normals with the moments that they should have", () => {
    const random = new RandomStream(1, 2);
    const count = 40_000;
    const uniforms = Array.from({ length: count }, () => random.nextUniform());
    const normals = Array.from({ length: count }, () => random.nextNormal());
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / count;
    expect(Math.min(...uniforms)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...uniforms)).toBeLessThan(1);
    // Five standard errors: the draws are fixed by the seed, so this holds always or never.
    expect(Math.abs(mean(uniforms) - 0.5)).toBeLessThan(5 * Math.sqrt(1 / 12 / count));
    expect(Math.abs(mean(normals))).toBeLessThan(5 / Math.sqrt(count));
    expect(Math.abs(mean(normals.map((value) => value * value)) - 1)).toBeLessThan(5 * Math.sqrt(2 / count));
  });

  test("draws every integer below a limit about equally often, small limits and large", () => {
    const random = new RandomStream(3, 3);
    const counts = new Int32Array(7);
    for (let draw = 0; draw < 70_000; draw++) counts[random.nextBelow(7)]!++;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(5 * Math.sqrt(10_000));
    for (let draw = 0; draw < 1000; draw++) {
      const large = random.nextBelow(3_000_000_000);
      expect(large).toBeGreaterThanOrEqual(0);
      expect(large).toBeLessThan(3_000_000_000);
    }
  });

  test.each([7, 1024, 3_000_000_000, 2 ** 32])(
    "below %d a word counts for its share, where it can be fair",
    (limit) => {
      const [words, random] = [new RandomStream(3, 4), new RandomStream(3, 4)];
      const products = Array.from({ length: 2000 }, () => BigInt(words.nextWord()) * BigInt(limit));
      const fair = products.filter((product) => product % 2n ** 32n >= 2n ** 32n % BigInt(limit));
      expect(fair.map(() => random.nextBelow(limit))).toEqual(fair.map((product) => Number(product / 2n ** 32n)));
    },
  );

  test("a permutation holds every number once", () => {
    const order = permutation(1000, new RandomStream(9, 1));
    expect([...order].toSorted((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, index) => index));
    expect([...order]).not.toEqual([...order].toSorted((a, b) => a - b));
  });
});
