/** What ships with the studio to begin with: weights for all of its layers, and worth beginning with. */
import { expect, test } from "vitest";
import type { StoredDataset } from "../../../src/catalog/datasets/dataset.ts";
import { readIdx } from "../../../src/catalog/datasets/idx.ts";
import { joined } from "../../../src/tensor/join-arrays.ts";
import { backbones } from "../../../src/catalog/backbones/index.ts";
import { layerSelection } from "../../../src/catalog/layers/index.ts";
import { backboneWeights } from "../../../src/engine/backbone-weights.ts";
import { loadProgram, planModel } from "../../../src/engine/model-program.ts";
import { startingWeights } from "../../../src/engine/starting-weights.ts";
import { readPreparedFile } from "../../../src/serve/prepared-files.ts";
import { dataAccess, readDataFile } from "../../support/data-access.ts";
import { runProject } from "../../support/run-project.ts";

test.each(backbones)("$id has weights for each of its layers, and a title and licence to show", async (backbone) => {
  const tensors = await backboneWeights(backbone, dataAccess());
  expect(tensors.every(({ values }) => values.every(Number.isFinite) && values.some((value) => value !== 0))).toBe(
    true,
  );
  expect(backbone.accuracy).toBeGreaterThan(0.5);
  expect(backbone.accuracy).toBeLessThan(1);
  const short = { readFile: async () => (await readPreparedFile("backbone-pictures")).subarray(4) };
  await expect(backboneWeights(backbone, short)).rejects.toThrow(/holds \d+ numbers, and its layers \d+/);
});

/** The first pictures of MNIST to learn from, the first of its test pictures to be tested on. */
async function fewDigits(learnt: number, tested: number): Promise<StoredDataset> {
  const read = async (part: string, count: number) => {
    const [images, labels] = await Promise.all(
      ["images", "labels"].map(async (kind) => readIdx(await readDataFile(`mnist-${part}-${kind}`), kind)),
    );
    return { pixels: images!.values.subarray(0, count * 784), labels: labels!.values.subarray(0, count) };
  };
  const [first, last] = [await read("train", learnt), await read("test", tested)];
  return {
    rows: learnt + tested,
    testFrom: learnt,
    target: "label",
    ignored: [],
    columns: [
      {
        type: "image",
        name: "image",
        pixels: joined(Uint8Array, [first.pixels, last.pixels]),
        shape: [28, 28, 1],
        scale: 1,
      },
      {
        type: "category",
        name: "label",
        codes: Int32Array.from([...first.labels, ...last.labels]),
        categories: Array.from({ length: 10 }, (_, digit) => String(digit)),
      },
    ],
  };
}

test("sixty digits are read far better with it than without, in the same few steps", async () => {
  const [{ layers, id }] = backbones as [(typeof backbones)[number]];
  const data = await fewDigits(60, 100);
  const read = async (more: object) => {
    const { outcome } = await runProject(
      {
        data: { id: "data-digits", split: { train: 1, validation: 0, by: "source" } },
        model: { layers: [...layers, { type: "dense", units: 10 }] },
        training: {
          optimizer: { id: "adam", learningRate: 0.03 },
          batchSize: 20,
          steps: 15,
          trainer: "compiled",
          ...more,
        },
        ...("layerRates" in more ? { startFrom: { model: id, layers: Object.keys(frozen) } } : {}),
      },
      { preferred: ["wasm"], access: { ...dataAccess(), readStored: () => Promise.resolve(data) } },
    );
    return outcome.summary.test["accuracy"]!;
  };
  const names = [1, 2, 3, 4].flatMap((at) => [`conv2d-${at}`, `batch-normalization-${at}`]);
  const frozen = Object.fromEntries(names.map((name) => [name, 0]));
  const begun = await read({ layerRates: frozen });
  expect(begun).toBeGreaterThan(0.7);
  expect(begun).toBeGreaterThan((await read({})) + 0.2);
});

test("a layer that has read grey pictures reads colour ones by their brightness", async () => {
  const layers = [{ type: "conv2d", filters: 2, kernelSize: [1, 1] }].map((layer) => layerSelection.parse(layer));
  const program = await loadProgram(planModel(layers, [4, 4, 3]));
  const source = [
    { name: "parameter/conv2d-1/kernel", shape: [1, 1, 1, 2], values: Float32Array.of(1, -2) },
    { name: "parameter/conv2d-1/bias", shape: [2], values: Float32Array.of(3, 4) },
  ];
  const [kernel, bias] = startingWeights(program, 1, { model: "grey", layers: ["conv2d-1"] }, source);
  expect(kernel!.shape).toEqual([1, 1, 3, 2]);
  const shares = [0.299, -0.598, 0.587, -1.174, 0.114, -0.228];
  expect([...kernel!.values]).toEqual(shares.map((value) => expect.closeTo(value, 6) as number));
  expect(bias).toEqual(source[1]);
});
