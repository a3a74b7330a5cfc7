/** A model of texts: what it is taught, and how a next token is drawn, against PyTorch. */
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { sampledFrom, tokenAt } from "../../../../src/engine/text/sample-token.ts";
import { type AskModel, type WritingTarget, windowOnto, writeTexts } from "../../../../src/engine/text/write-text.ts";
import { samplingSchema } from "../../../../src/project/generation.ts";
import { type Device, startBackend } from "../../../../src/tensor/backends.ts";
import { RandomStream } from "../../../../src/tensor/random.ts";
import golden from "../../../fixtures/golden/texts.json" with { type: "json" };
import { buildTrainer, dataOf, lossesOf } from "../../../support/build-trainer.ts";
import { largestDifference } from "../../../support/check-ops.ts";

const numbers = z.array(z.number());
const { model, probabilities, sampling } = z
  .object({
    model: z.object({
      texts: z.array(numbers),
      vocabulary: z.number(),
      rate: z.number(),
      embedding: numbers,
      kernel: numbers,
      bias: numbers,
      loss: z.number(),
      accuracy: z.number(),
      after: z.record(z.string(), numbers),
    }),
    probabilities: numbers,
    sampling: z.array(
      z.object({ temperature: z.number(), topK: z.number().nullable(), topP: z.number(), shares: numbers }),
    ),
  })
  .parse(golden);

describe("teaching", () => {
  let device: Device;
  beforeAll(async () => {
    device = await startBackend("cpu");
  });

  test("the loss is the mean over all tokens that follow, the end of a text among them; so is its slope", async () => {
    const { texts, vocabulary, rate } = model;
    const width = model.kernel.length / vocabulary;
    const data = dataOf([5], Float32Array.from(texts.flat()), new Float32Array(texts.length));
    const tokens = Array.from({ length: vocabulary }, String);
    const { trainer } = await buildTrainer(
      device,
      { ...data, target: { task: "generation", name: "text", tokens, by: "character" } },
      {
        layers: [
          { type: "embedding", inputDim: vocabulary, outputDim: width },
          { type: "dense", units: vocabulary },
        ],
        training: { optimizer: { id: "sgd", learningRate: rate }, batchSize: texts.length },
      },
    );
    const parameters = [
      { name: "parameter/embedding-1/embeddings", shape: [vocabulary, width], values: model.embedding },
      { name: "parameter/dense-1/kernel", shape: [width, vocabulary], values: model.kernel },
      { name: "parameter/dense-1/bias", shape: [vocabulary], values: model.bias },
    ];
    trainer.restore({
      step: 0,
      tensors: parameters.map((each) => ({ ...each, values: Float32Array.from(each.values) })),
    });
    const { measures } = (await trainer.evaluate("train"))!;
    expect(measures["loss"]).toBeCloseTo(model.loss, 5);
    expect(measures["accuracy"]).toBeCloseTo(model.accuracy, 6);
    await lossesOf(trainer, 1);
    const { tensors } = await trainer.snapshot();
    const after = (name: string) => tensors.find((tensor) => tensor.name === `parameter/${name}`)!.values;
    expect(largestDifference(after("embedding-1/embeddings"), model.after["embedding"]!)).toBeLessThan(1e-5);
    expect(largestDifference(after("dense-1/kernel"), model.after["kernel"]!)).toBeLessThan(1e-5);
    expect(largestDifference(after("dense-1/bias"), model.after["bias"]!)).toBeLessThan(1e-5);
    trainer.dispose();
  });
});

describe("drawing", () => {
  test.each(sampling)("temperature $temperature, top-k $topK, top-p $topP", ({ shares, ...settings }) => {
    expect(largestDifference(sampledFrom(probabilities, settings), shares)).toBeLessThan(1e-7);
  });

  test("at temperature 0 the likeliest is drawn, of equals the first; what is left out never", () => {
    const greedy = { temperature: 0, topK: null, topP: 1 };
    expect([...sampledFrom([0.2, 0.4, 0.4], greedy)]).toEqual([0, 1, 0]);
    expect([...sampledFrom([0.2, 0.4, 0.4], greedy, (token) => token === 1)]).toEqual([0, 0, 1]);
    const free = { temperature: 1, topK: null, topP: 1 };
    expect([...sampledFrom([0.25, 0.5, 0.25], free, (token) => token === 1)]).toEqual([0.5, 0, 0.5]);
    // A share that no float can tell from 0 is not drawn, and does no harm.
    expect([...sampledFrom([1, 0, 0], free)]).toEqual([1, 0, 0]);
  });

  test("tokens come as often as their shares say", () => {
    const shares = Float64Array.of(0.5, 0, 0.3, 0.2);
    const random = new RandomStream(5, 1);
    const counts = [0, 0, 0, 0];
    const draws = 20_000;
    for (let draw = 0; draw < draws; draw++) counts[tokenAt(shares, random.nextUniform())]!++;
    // Four standard deviations of the widest share are 0.0141.
    counts.forEach((count, token) => expect(Math.abs(count / draws - shares[token]!)).toBeLessThan(0.0142));
    expect(counts[1]).toBe(0);
    expect(tokenAt(Float64Array.of(0.5, 0.49999), 0.999_999_99)).toBe(1);
  });
});

describe("writing", () => {
  const LENGTH = 4;
  const tokens = ["", "", "a", "b", "c"];

  /** Sure of what follows: after nothing "a", after "a" "b", after "b" "c", then the end. */
  const alphabet: AskModel = (inputs, rows) => {
    const answers = new Float32Array(rows * LENGTH * tokens.length);
    for (let at = 0; at < rows * LENGTH; at++) {
      const next = inputs[at] === 0 ? 2 : inputs[at] === 4 ? 0 : inputs[at]! + 1;
      answers[at * tokens.length + next] = 1;
    }
    return Promise.resolve(answers);
  };
  const even: AskModel = (_inputs, rows) =>
    Promise.resolve(new Float32Array(rows * LENGTH * tokens.length).fill(1 / tokens.length));

  async function written(
    ask: AskModel,
    settings: object,
    prompt: readonly number[] = [],
    target: Pick<WritingTarget, "tokens" | "by"> = { tokens, by: "character" },
  ) {
    const drawing = samplingSchema.parse(settings);
    const texts = Array.from({ length: drawing.count }, () => "");
    for await (const pieces of writeTexts(ask, LENGTH, target, { sampling: drawing, prompt })) {
      pieces.forEach((piece, at) => (texts[at] += piece));
    }
    return texts;
  }

  test("goes on from the prompt until the model ends the text", async () => {
    expect(await written(alphabet, { count: 2 })).toEqual(["abc", "abc"]);
    expect(await written(alphabet, {}, [2])).toEqual(["bc"]);
    expect(await written(alphabet, {}, [4])).toEqual([""]);
    expect(await written(alphabet, { length: 2 })).toEqual(["ab"]);
  });

  test("reads a first 0 and as much of the end as there is room for", () => {
    expect(windowOnto([], 4)).toEqual({ inputs: new Float32Array(4), place: 0 });
    expect(windowOnto([2, 3], 4)).toEqual({ inputs: Float32Array.of(0, 2, 3, 0), place: 2 });
    expect(windowOnto([2, 3, 4, 5, 6], 4)).toEqual({ inputs: Float32Array.of(0, 4, 5, 6), place: 3 });
    expect(windowOnto([2, 3], 1)).toEqual({ inputs: Float32Array.of(0), place: 0 });
  });

  test("the same seed writes the same, another one something else, each text its own; never the unknown", async () => {
    const settings = { count: 4, length: 12, temperature: 1 };
    const first = await written(even, settings);
    expect(await written(even, settings)).toEqual(first);
    expect((await written(even, { ...settings, count: 2 })).join()).toBe(first.slice(0, 2).join());
    expect(await written(even, { ...settings, seed: 8 })).not.toEqual(first);
    expect(new Set(first).size).toBeGreaterThan(1);
    expect(first.join("")).toMatch(/^[abc]+$/);
  });

  test("words stand apart", async () => {
    const words: WritingTarget = { task: "generation", name: "t", tokens: ["", "", "one", "two", "three"], by: "word" };
    expect(await written(alphabet, {}, [], words)).toEqual(["one two three"]);
    expect(await written(alphabet, {}, [2], words)).toEqual([" two three"]);
  });
});
