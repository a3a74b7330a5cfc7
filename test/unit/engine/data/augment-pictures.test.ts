import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { augmentationSelection, augmentations } from "../../../../src/catalog/augmentations/index.ts";
import { type Augmenter, loadAugmenter } from "../../../../src/engine/data/augment-pictures.ts";
import { gatherToLearn } from "../../../../src/engine/reference/batches.ts";
import { composed, resample } from "../../../../src/engine/data/resample-picture.ts";
import type { Device } from "../../../../src/tensor/backends.ts";
import { startBackend } from "../../../../src/tensor/backends.ts";
import { RandomStream } from "../../../../src/tensor/random.ts";
import { buildTrainer, dataOf } from "../../../support/build-trainer.ts";

const shape = [12, 10, 3] as const;
const size = 12 * 10 * 3;

function picture(): Float32Array {
  const random = new RandomStream(1, 1);
  return Float32Array.from({ length: size }, () => random.nextBelow(256));
}

async function augmenter(...list: readonly object[]): Promise<Augmenter> {
  const parsed = list.map((each) => augmentationSelection.parse(each));
  return (await loadAugmenter(parsed, { shape, isPicture: true }))!;
}

describe("reading a picture elsewhere", () => {
  const golden = z
    .object({
      shape: z.tuple([z.int(), z.int(), z.int()]),
      pixels: z.array(z.number()),
      maps: z.array(z.object({ matrix: z.array(z.number()).length(6), pixels: z.array(z.number()) })),
    })
    .parse(JSON.parse(readFileSync(new URL("../../../fixtures/golden/resampling.json", import.meta.url), "utf8")));
  const affine = ([xx = 1, xy = 0, x0 = 0, yx = 0, yy = 1, y0 = 0]: readonly number[]) => ({ xx, xy, x0, yx, yy, y0 });

  test.each(golden.maps)("gives what PyTorch's grid_sample gives through $matrix", ({ matrix, pixels }) => {
    const out = new Float32Array(pixels.length);
    resample(Float32Array.from(golden.pixels), out, golden.shape, affine(matrix));
    out.forEach((value, at) => expect(value).toBeCloseTo(pixels[at]!, 3));
  });

  test("composes as matrices do", () => {
    const [first, second] = [affine([0.8, 0.1, 2, -0.3, 1.1, 1]), affine([1.2, -0.4, -3, 0.2, 0.9, 0.5])];
    const through = ({ xx, xy, x0, yx, yy, y0 }: typeof first, x: number, y: number) =>
      [xx * x + xy * y + x0, yx * x + yy * y + y0] as const;
    const [x, y] = through(composed(first, second), 3, -2);
    const [wantedX, wantedY] = through(first, ...through(second, 3, -2));
    expect(x).toBeCloseTo(wantedX, 12);
    expect(y).toBeCloseTo(wantedY, 12);
  });
});

describe.each(augmentations.filter(({ id }) => id !== "mixup"))("$id", ({ id }) => {
  test("repeats by seed, step and place, differs otherwise, and leaves pixels between 0 and 255", async () => {
    const one = await augmenter({ id });
    const changed = (seed: number, step: number, place: number): number[] => {
      const pixels = picture();
      one.change(pixels, { seed, step, place });
      return [...pixels];
    };
    const first = changed(7, 1, 0);
    expect(changed(7, 1, 0)).toEqual(first);
    const draws = [7, 8].flatMap((seed) => [1, 2, 3].flatMap((step) => [0, 1, 2].map((at) => changed(seed, step, at))));
    // Flipping knows two pictures only; the others never draw the same twice.
    expect(new Set(draws.map((pixels) => pixels.join())).size).toBeGreaterThanOrEqual(id === "flip" ? 2 : 12);
    for (const pixels of draws) expect(pixels.every((value) => value >= 0 && value <= 255)).toBe(true);
  });
});

test("what is set is what is drawn", async () => {
  const mean = (pixels: Float32Array): number => pixels.reduce((sum, value) => sum + value, 0) / pixels.length;
  const draw = (place: number) => ({ seed: 5, step: 1, place });
  const places = Array.from({ length: 400 }, (_, place) => place);

  const flip = await augmenter({ id: "flip" });
  const flipped = places.filter((place) => {
    const pixels = picture();
    flip.change(pixels, draw(place));
    return pixels[0] !== picture()[0];
  });
  // Within four standard deviations of one half.
  expect(Math.abs(flipped.length - 200)).toBeLessThan(40);

  const brightness = await augmenter({ id: "brightness", share: 0.5 });
  const factors = places.map((place) => {
    const grey = new Float32Array(size).fill(100);
    brightness.change(grey, draw(place));
    return mean(grey) / 100;
  });
  expect(Math.min(...factors)).toBeGreaterThanOrEqual(0.5);
  expect(Math.max(...factors)).toBeLessThanOrEqual(1.5);
  expect(Math.max(...factors) - Math.min(...factors)).toBeGreaterThan(0.9);

  const noise = await augmenter({ id: "noise", deviation: 0.1 });
  const grey = new Float32Array(size).fill(128);
  noise.change(grey, draw(0));
  const spread = Math.sqrt(mean(grey.map((value) => (value - 128) ** 2)));
  expect(Math.abs(spread / 25.5 - 1)).toBeLessThan(0.15);

  const cutout = await augmenter({ id: "cutout", share: 0.4 });
  const holes = places.map((place) => {
    const white = new Float32Array(size).fill(255);
    cutout.change(white, draw(place));
    return white.filter((value) => value === 0).length / 3;
  });
  // A square of 4 pixels, cut at the edges.
  expect(Math.max(...holes)).toBe(16);
  expect(Math.min(...holes)).toBeGreaterThanOrEqual(4);

  const mixup = await augmenter({ id: "mixup", alpha: 1 });
  const shares = places.map((place) => mixup.partner(draw(place), 400)!);
  expect(shares.every((partner, place) => partner.place !== place && partner.place < 400)).toBe(true);
  // The smaller of two even shares is uniform between 0 and a half.
  expect(Math.abs(shares.reduce((sum, { share }) => sum + share, 0) / 400 - 0.25)).toBeLessThan(0.03);
});

test("tables are refused", async () => {
  const flip = [augmentationSelection.parse({ id: "flip" })];
  await expect(loadAugmenter(flip, { shape: [4] })).rejects.toMatchObject({ code: "augment-kind" });
  expect(await loadAugmenter([], { shape: [4] })).toBeUndefined();
});

describe("training on changed pictures", () => {
  let device: Device;
  beforeAll(async () => {
    device = await startBackend("cpu");
  });
  afterAll(() => {
    device.ops.dispose();
  });

  const rows = 9;
  const pictures = Uint8Array.from({ length: rows * size }, (_, at) => (at * 37) % 256);
  const made = async (...list: readonly object[]) => {
    const data = dataOf(
      shape,
      new Float32Array(rows * size),
      Int32Array.from({ length: rows }, (_, row) => row % 3),
    );
    return {
      ...data,
      augmenter: await augmenter(...list),
      examples: {
        ...data.examples,
        isPicture: true as const,
        write: (row: number, out: Float32Array, at: number, change?: (pixels: Float32Array) => void) => {
          out.set(pictures.subarray(row * size, (row + 1) * size), at);
          change?.(out.subarray(at, at + size));
        },
      },
    };
  };

  test("a step in parts is the same step", async () => {
    const data = await made({ id: "shift" }, { id: "noise" }, { id: "mixup" });
    const order = data.parts.train;
    const whole = gatherToLearn(data, order, { from: 0, size: 9, seed: 3, step: 5 });
    const parts = [0, 4, 8].map((from) => gatherToLearn(data, order, { from, size: 4, seed: 3, step: 5 }));
    const joined = parts.flatMap(({ inputs, count }) => [...inputs.subarray(0, count * size)]);
    expect(joined).toEqual([...whole.inputs]);
    expect(parts.flatMap(({ mixed, count }) => [...mixed!.weights.subarray(0, count)])).toEqual([
      ...whole.mixed!.weights,
    ]);
    // Padding weighs nothing.
    expect([...parts[2]!.weights!.subarray(1)]).toEqual([0, 0, 0]);
    expect([...parts[2]!.mixed!.weights.subarray(1)]).toEqual([0, 0, 0]);
    // What an example's two answers weigh is one example.
    whole.weights!.forEach((weight, at) => expect(weight + whole.mixed!.weights[at]!).toBeCloseTo(1, 6));
  });

  test("a resumed run repeats what the whole run does, to the last bit", async () => {
    const data = await made({ id: "rotate" }, { id: "flip" }, { id: "cutout" }, { id: "mixup" });
    const layers = [{ type: "flatten" as const }, { type: "dense" as const, units: 3 }];
    const build = () => buildTrainer(device, data, { layers, training: { batchSize: 4 } });
    const run = async (trainer: Awaited<ReturnType<typeof build>>["trainer"], steps: number) => {
      const losses: number[] = [];
      for await (const { sums } of trainer.run(steps, new AbortController().signal)) {
        losses.push(...sums.map(({ loss }) => loss));
      }
      return losses;
    };
    const first = await build();
    const losses = await run(first.trainer, 7);
    const second = await build();
    const before = await run(second.trainer, 3);
    const checkpoint = await second.trainer.snapshot();
    const third = await build();
    third.trainer.restore(checkpoint);
    expect([...before, ...(await run(third.trainer, 4))]).toEqual(losses);
    expect((await third.trainer.snapshot()).tensors).toEqual((await first.trainer.snapshot()).tensors);
    // Nothing of it is measured.
    const plain = await made({ id: "noise" });
    const clean = await buildTrainer(device, { ...plain, augmenter: undefined }, { layers });
    const noisy = await buildTrainer(device, plain, { layers });
    expect(await noisy.trainer.evaluate("validation")).toEqual(await clean.trainer.evaluate("validation"));
    for (const { trainer } of [first, second, third, clean, noisy]) trainer.dispose();
  });
});
