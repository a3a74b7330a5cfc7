/** Layers as PyTorch computes them; `test/fixtures/golden/make-layers.py` says how. */
import { z } from "zod";
import { layerSelection } from "../../src/catalog/layers/index.ts";
import { loadProgram, planModel } from "../../src/engine/model-program.ts";
import type { Device } from "../../src/tensor/backends.ts";
import { differentiate } from "../../src/tensor/differentiate.ts";
import type { Tensor } from "../../src/tensor/ops.ts";
import { dispose, download, keep, scoped, upload } from "../../src/tensor/scope.ts";
import golden from "../fixtures/golden/layers.json" with { type: "json" };
import { largestDifference } from "./check-ops.ts";

const numbers = z.array(z.number());
const tensor = z.object({ shape: numbers, values: numbers });

const goldenLayer = z.object({
  name: z.string(),
  layers: z.array(z.record(z.string(), z.unknown())),
  training: z.boolean(),
  input: tensor,
  weights: z.record(z.string(), tensor),
  state: z.record(z.string(), tensor),
  output: tensor,
  factors: numbers,
  stateAfter: z.record(z.string(), numbers),
  gradients: z.record(z.string(), numbers),
  inputGradient: numbers.nullable(),
});
export type GoldenLayer = z.infer<typeof goldenLayer>;

export const goldenLayers: readonly GoldenLayer[] = z.array(goldenLayer).parse(golden);

/** The largest difference of output, state and every gradient, each with its name, where it is above `tolerance`. */
export async function layerErrors(device: Device, each: GoldenLayer, tolerance: number): Promise<readonly string[]> {
  const { ops } = device;
  const [rows, ...input] = each.input.shape;
  const plan = planModel(
    each.layers.map((layer) => layerSelection.parse(layer)),
    input,
  );
  const program = await loadProgram(plan);
  const weights = Object.entries(each.weights);
  const expectedNames = program.parameters.map(({ path, shape }) => `${path} ${shape.join("x")}`).toSorted();
  const givenNames = weights.map(([path, { shape }]) => `${path} ${shape.join("x")}`).toSorted();
  if (expectedNames.join() !== givenNames.join())
    return [`weights ${expectedNames.join(", ")}, not ${givenNames.join(", ")}`];
  if ([rows, ...plan.output].join() !== each.output.shape.join()) return [`planned ${plan.output.join()}`];

  const given: [string, Tensor, readonly number[]][] = [];
  scoped(() => {
    const place = ({ shape, values }: z.infer<typeof tensor>) => upload(Float32Array.from(values), shape);
    const x = place(each.input);
    const parameters = new Map(weights.map(([path, values]) => [path, place(values)]));
    const state = new Map(Object.entries(each.state).map(([path, values]) => [path, place(values)]));
    const context = { training: each.training, seed: 1, step: 1, part: 0 };
    const paths = weights.map(([path]) => path);
    const isSmooth = each.inputGradient !== null;
    const { gradients } = differentiate(() => {
      const done = program.forward(ops, { parameters, state }, x, context);
      given.push(["output", keep(done.y), each.output.values]);
      for (const [path, values] of Object.entries(each.stateAfter)) {
        given.push([`state ${path}`, keep(done.state.get(path)!), values]);
      }
      return ops.sum(ops.multiply(done.y, upload(Float32Array.from(each.factors), each.output.shape)));
    }, [...(isSmooth ? [x] : []), ...paths.map((path) => parameters.get(path)!)]);
    const expected = [...(isSmooth ? [each.inputGradient] : []), ...paths.map((path) => each.gradients[path]!)];
    gradients.forEach((gradient, at) => {
      given.push([
        `gradient of ${isSmooth && at === 0 ? "the input" : paths[at - (isSmooth ? 1 : 0)]!}`,
        keep(gradient),
        expected[at]!,
      ]);
    });
  });
  const off: string[] = [];
  const seen = new Set<Tensor>();
  for (const [name, values, expected] of given) {
    const error = largestDifference(await download(values), expected);
    if (!(error < tolerance)) off.push(`${name}: ${error}`);
    seen.add(values);
  }
  dispose(seen);
  return off;
}
