/** Transfer learning: layers that begin with what another model has learnt, frozen or not. */
import { beforeAll, expect, test } from "vitest";
import type { RunOutcome, SavedTensor } from "../../../src/project/records.ts";
import { refusal } from "../../support/refusal.ts";
import { runProject } from "../../support/run-project.ts";

const dense = (units: number, activation = "linear") => ({ type: "dense", units, activation });
const layers = [dense(12, "tanh"), { type: "batch-normalization" }, dense(8, "tanh")];
const training = { optimizer: { id: "adam", learningRate: 0.02 }, batchSize: 32, epochs: 4 };
const onMoons = { data: { id: "moons" }, model: { layers: [...layers, dense(2)] }, training };
/** Three classes instead of two: the trunk is the same, the head cannot be. */
const onBlobs = (startFrom: object | undefined, more: object = {}) => ({
  data: { id: "blobs" },
  model: { layers: [...layers, dense(3)] },
  training: { ...training, epochs: 1, steps: 1, ...more },
  ...(startFrom === undefined ? {} : { startFrom }),
});

const weightsOf = ({ model }: RunOutcome) =>
  new Map(model!.checkpoint.tensors.map(({ name, values }) => [name, [...values]]));

let source: readonly SavedTensor[];
beforeAll(async () => {
  const { outcome } = await runProject(onMoons);
  source = outcome.model!.checkpoint.tensors.filter(({ name }) => !name.startsWith("optimizer/"));
});
const sourceValues = (name: string) => [...source.find((tensor) => tensor.name === name)!.values];

test("frozen layers keep the source's weights and statistics to the bit; the new head learns", async () => {
  const { outcome } = await runProject(
    onBlobs({ model: "m" }, { layerRates: { "dense-1": 0, "batch-normalization-1": 0, "dense-2": 0 } }),
    { source },
  );
  const weights = weightsOf(outcome);
  const kept = [...weights].filter(([name]) => /^(?:parameter|state)\/(?:dense-[12]|batch)/.test(name));
  expect(kept).toHaveLength(8);
  for (const [name, values] of kept) expect(values, name).toEqual(sourceValues(name));
  const { outcome: anew } = await runProject(onBlobs(undefined));
  expect(weights.get("parameter/dense-3/kernel")).not.toEqual(weightsOf(anew).get("parameter/dense-3/kernel"));
});

test("layers at a small rate move away from the source by that share", async () => {
  const rates = { "dense-1": 0.1, "dense-2": 0.5 };
  const { outcome } = await runProject(
    onBlobs({ model: "m", layers: ["dense-1", "dense-2"] }, { layerRates: rates, optimizer: { id: "sgd" } }),
    { source },
  );
  const { outcome: plain } = await runProject(
    onBlobs({ model: "m", layers: ["dense-1", "dense-2"] }, { optimizer: { id: "sgd" } }),
    { source },
  );
  const [slow, full] = [weightsOf(outcome), weightsOf(plain)];
  for (const [layer, rate] of Object.entries(rates)) {
    const name = `parameter/${layer}/kernel`;
    const begun = sourceValues(name);
    const moved = (to: ReadonlyMap<string, readonly number[]>) => to.get(name)!.map((value, at) => value - begun[at]!);
    const whole = moved(full);
    expect(Math.max(...whole.map(Math.abs))).toBeGreaterThan(1e-4);
    moved(slow).forEach((value, at) => expect(value).toBeCloseTo(rate * whole[at]!, 6));
  }
});

test("only the layers named begin with the source's weights", async () => {
  const still = { layerRates: { "dense-1": 0, "dense-2": 0 } };
  const { outcome } = await runProject(onBlobs({ model: "m", layers: ["dense-1"] }, still), { source });
  const { outcome: anew } = await runProject(onBlobs(undefined, still));
  expect(weightsOf(outcome).get("parameter/dense-1/kernel")).toEqual(sourceValues("parameter/dense-1/kernel"));
  expect(weightsOf(outcome).get("parameter/dense-2/kernel")).toEqual(weightsOf(anew).get("parameter/dense-2/kernel"));
});

test("what does not fit is refused by layer and shape", async () => {
  const refused = (startFrom: object, model?: object) =>
    refusal(runProject({ ...onBlobs(startFrom), ...(model === undefined ? {} : { model }) }, { source }));
  expect((await refused({ model: "m", layers: ["dense-3"] })).text.en).toMatch(
    /^startFrom\.layers: "dense-3" cannot take its weights over: its kernel is 8 × 3 here, but it is 8 × 2 in the model/,
  );
  expect((await refused({ model: "m", layers: ["dense-11"] })).text.en).toMatch(
    /there is no layer "dense-11" with weights\. Did you mean "dense-1"\?/,
  );
  const wider = { layers: [dense(13, "tanh"), dense(3)] };
  expect((await refused({ model: "m", layers: ["dense-1"] }, wider)).text.en).toMatch(/its kernel is 2 × 13 here, but/);
  expect((await refused({ model: "m" }, wider)).text.en).toMatch(/^startFrom: no layer of this model has the shapes/);
});
