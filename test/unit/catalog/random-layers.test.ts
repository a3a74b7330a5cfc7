/** Layers that draw at random: what they draw on average, that each step draws anew, and that nothing is drawn at rest. */
import { beforeAll, describe, expect, test } from "vitest";
import { layerSelection } from "../../../src/catalog/layers/index.ts";
import { loadProgram, planModel } from "../../../src/engine/model-program.ts";
import { type Device, startBackend } from "../../../src/tensor/backends.ts";
import { dispose, download, keep, scoped, upload } from "../../../src/tensor/scope.ts";

let device: Device;
beforeAll(async () => {
  device = await startBackend("cpu");
});

const ROWS = 100;
interface Run {
  readonly step?: number;
  readonly training?: boolean;
  readonly seed?: number;
}

/** What the layer makes of ones, [100, ...shape]. */
async function ofOnes(layer: object, shape: readonly number[], { step = 1, training = true, seed = 3 }: Run = {}) {
  const program = await loadProgram(planModel([layerSelection.parse(layer)], shape));
  const size = shape.reduce((product, extent) => product * extent, ROWS);
  const y = scoped(() => {
    const x = upload(new Float32Array(size).fill(1), [ROWS, ...shape]);
    const tensors = { parameters: new Map(), state: new Map() };
    return keep(program.forward(device.ops, tensors, x, { training, seed, step, part: 0 }).y);
  });
  const values = await download(y);
  dispose([y]);
  return values;
}

function momentsOf(values: Float32Array) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length };
}

/** The rate, the noise's variance, and how many numbers each draw decides. */
const cases = [
  { layer: { type: "dropout", rate: 0.3 }, shape: [200], variance: 0.3 / 0.7, together: 1 },
  { layer: { type: "spatial-dropout1d", rate: 0.3 }, shape: [4, 100], variance: 0.3 / 0.7, together: 4 },
  { layer: { type: "spatial-dropout2d", rate: 0.3 }, shape: [3, 2, 60], variance: 0.3 / 0.7, together: 6 },
  { layer: { type: "gaussian-noise", stddev: 0.5 }, shape: [200], variance: 0.25, together: 1 },
  { layer: { type: "gaussian-dropout", rate: 0.3 }, shape: [200], variance: 0.3 / 0.7, together: 1 },
] as const;

describe.each(cases.map((each) => ({ ...each, name: each.layer.type })))(
  "$name",
  ({ layer, shape, variance, together }) => {
    test("leaves the mean as it is and has the variance that its setting says", async () => {
      const values = await ofOnes(layer, shape);
      const found = momentsOf(values);
      const draws = values.length / together;
      // Five standard errors of the mean; of the variance, as much as a Gaussian's fourth moment allows.
      expect(Math.abs(found.mean - 1)).toBeLessThan(5 * Math.sqrt(variance / draws));
      expect(Math.abs(found.variance / variance - 1)).toBeLessThan(5 * Math.sqrt(3 / draws));
    });

    test("draws anew in each step, the same again for the same seed, and nothing at rest", async () => {
      const [first, again, next, other] = [
        await ofOnes(layer, shape),
        await ofOnes(layer, shape),
        await ofOnes(layer, shape, { step: 2 }),
        await ofOnes(layer, shape, { seed: 4 }),
      ];
      expect(again).toEqual(first);
      const shared = (values: Float32Array) => values.filter((value, at) => value === first[at]).length / values.length;
      // Two masks that know nothing of each other agree where both keep, or both drop.
      expect(shared(next)).toBeLessThan(0.7);
      expect(shared(other)).toBeLessThan(0.7);
      expect(new Set(await ofOnes(layer, shape, { training: false }))).toEqual(new Set([1]));
    });
  },
);

test("spatial dropout takes whole channels", async () => {
  const values = await ofOnes({ type: "spatial-dropout1d", rate: 0.5 }, [5, 8]);
  for (let row = 0; row < ROWS; row++) {
    for (let channel = 0; channel < 8; channel++) {
      const own = Array.from({ length: 5 }, (_, place) => values[(row * 5 + place) * 8 + channel]!);
      expect(new Set(own).size).toBe(1);
    }
  }
});

test("batch normalization learns from the real rows of a batch that is filled up", async () => {
  const shape = [3, 2];
  const program = await loadProgram(planModel([layerSelection.parse({ type: "batch-normalization" })], shape));
  const random = Float32Array.from({ length: 7 * 6 }, (_, at) => Math.sin(at * 1.7) * 3 + (at % 2));
  const normalized = async (rows: number, real: readonly number[] | null) => {
    const kept = scoped(() => {
      const x = upload(random.slice(0, rows * 6), [rows, ...shape]);
      const named = (
        specs: readonly { path: string; shape: readonly number[]; value?: number }[],
        value: (at: number) => number,
      ) =>
        new Map(
          specs.map((spec) => {
            const size = spec.shape.reduce((product, extent) => product * extent, 1);
            return [
              spec.path,
              upload(
                Float32Array.from({ length: size }, (_, at) => spec.value ?? value(at)),
                spec.shape,
              ),
            ];
          }),
        );
      const tensors = {
        parameters: named(program.parameters, (at) => 1 + at / 4),
        state: named(program.state, () => 0),
      };
      const mask = real === null ? {} : { real: upload(Float32Array.from(real), [rows]) };
      const done = program.forward(device.ops, tensors, x, { training: true, seed: 1, step: 1, part: 0, ...mask });
      return [keep(done.y), ...[...done.state.values()].map((tensor) => keep(tensor))];
    });
    const [y, ...state] = await Promise.all(kept.map(async (tensor) => [...(await download(tensor))]));
    dispose(kept);
    return { y: y!, state };
  };
  const exact = await normalized(5, null);
  const filled = await normalized(7, [1, 1, 1, 1, 1, 0, 0]);
  exact.y.forEach((value, at) => expect(filled.y[at]).toBeCloseTo(value, 5));
  exact.state.flat().forEach((value, at) => expect(filled.state.flat()[at]).toBeCloseTo(value, 5));
  const all = await normalized(7, null);
  expect(all.state).not.toEqual(exact.state);
});
