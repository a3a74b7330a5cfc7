/**
 * The gradients of a layer's network against differences of its loss, both in double precision: forward and gradients are
 * recorded as for the compiled trainer and run by plain loops, so that nothing of a device or of TensorFlow.js is in it.
 */
import { initialValues } from "../../src/catalog/layers/initializers.ts";
import { type LayerSelection, layerSelection } from "../../src/catalog/layers/index.ts";
import { programOf } from "../../src/engine/compiled/program.ts";
import { Recorder, nodeOf } from "../../src/engine/compiled/record-ops.ts";
import { gradientsOf } from "../../src/engine/compiled/reverse.ts";
import { type ModelProgram, loadProgram, planModel } from "../../src/engine/model-program.ts";
import { RandomStream } from "../../src/tensor/random.ts";
import { interpret } from "./interpreter/interpret.ts";
import type { Values } from "./interpreter/sliding.ts";
import { layerNetwork } from "./layer-networks.ts";

const EXAMPLES = 2;
const INPUT = "input";
/** Truncation grows with its square, rounding with its inverse: with doubles both leave eight digits or so. */
const STEP = 2 ** -17;
/** So many numbers of a tensor are moved, spread over it. */
const MOVED = 12;

interface Recorded {
  readonly values: ReadonlyMap<string, Values>;
  /** [loss, gradients of each of `paths`, flat]. */
  readonly run: (values: ReadonlyMap<string, Values>) => Values;
  readonly paths: readonly string[];
}

/** Names of the tensors (and the place in them) whose gradient is further than `tolerance` from a central difference, relative to the larger of 1 and it. */
export async function wrongGradients(type: LayerSelection["type"], tolerance: number): Promise<readonly string[]> {
  const { values, run, paths } = await record(type);
  const atRest = run(values);
  const wrong: string[] = [];
  let at = 1;
  for (const path of paths) {
    const tensor = values.get(path)!;
    if (atRest.slice(at, at + tensor.length).every((gradient) => gradient === 0)) wrong.push(`${path}: none at all`);
    const stride = Math.max(1, Math.floor(tensor.length / MOVED));
    for (let place = 0; place < tensor.length; place += stride) {
      const lossAt = (by: number) => run(new Map(values).set(path, tensor.with(place, tensor[place]! + by)))[0]!;
      const slope = (lossAt(STEP) - lossAt(-STEP)) / (2 * STEP);
      const gradient = atRest[at + place]!;
      const error = Math.abs(gradient - slope) / Math.max(1, Math.abs(slope));
      if (!(error < tolerance)) wrong.push(`${path}[${place}]: ${gradient}, not ${slope}`);
    }
    at += tensor.length;
  }
  return wrong;
}

async function record(type: LayerSelection["type"]): Promise<Recorded> {
  const { data, layers } = layerNetwork(type);
  const plan = planModel(
    layers.map((layer) => layerSelection.parse(layer)),
    data.examples.shape,
  );
  const program = await loadProgram(plan);
  const values = firstValues(program);
  const size = plan.input.reduce((product, extent) => product * extent, EXAMPLES);
  const input = new Float32Array(size);
  for (let row = 0; row < EXAMPLES; row++) data.examples.write(row, input, row * (size / EXAMPLES));
  // A token is no number that could be moved a little.
  const isTokens = plan.layers[0]?.selection.type === "embedding";
  values.set(INPUT, Float64Array.from(input));

  const ops = new Recorder();
  const source = (name: string, shape: readonly number[]) => ops.source({ kind: "variable", name }, shape);
  const parameters = new Map(program.parameters.map(({ path, shape }) => [path, source(path, shape)]));
  const state = new Map(program.state.map(({ path, shape }) => [path, source(path, shape)]));
  const x = source(INPUT, [EXAMPLES, ...plan.input]);
  // As in training, so that statistics of the batch and dropout's draws have their part.
  const { y } = program.forward(ops, { parameters, state }, x, { training: true, seed: 3, step: 1, part: 0 });
  const flat = ops.reshape(nodeOf(y), [nodeOf(y).size]);
  const random = new RandomStream(6, 6);
  const weights = Float32Array.from({ length: flat.size }, () => 2 * random.nextUniform() - 1);
  const loss = ops.sum(ops.multiply(flat, ops.constant(weights, [flat.size])));
  const paths = [...(isTokens ? [] : [INPUT]), ...parameters.keys()];
  const gradients = gradientsOf(
    ops,
    loss,
    paths.map((path) => (path === INPUT ? x : parameters.get(path)!)),
  );
  const report = ops.concat(
    [loss, ...gradients].map((node) => ops.reshape(node, [node.size])),
    0,
  );
  const recorded = programOf({ batch: EXAMPLES, assignments: [], report });
  const step = {
    numbers: [],
    keys: recorded.streams.map((stream) => [stream + 1, 77] as const),
    rows: Int32Array.from({ length: EXAMPLES }, (_, row) => row),
  };
  return {
    values,
    paths,
    run: (at) => interpret(recorded, step, { variables: at, examples: new Float64Array(), targets: [] }).report,
  };
}

/** As drawn, and moved a little: at zero a bias hides what else depends on it, and slopes of many functions jump there. */
function firstValues(program: ModelProgram): Map<string, Values> {
  const random = new RandomStream(9, 9);
  const values = new Map<string, Values>();
  for (const [index, spec] of program.parameters.entries()) {
    const drawn = initialValues(spec, new RandomStream(4, index));
    values.set(
      spec.path,
      Float64Array.from(drawn, (value) => value + 0.1 + 0.1 * random.nextNormal()),
    );
  }
  for (const { path, shape, value } of program.state) {
    const size = shape.reduce((product, extent) => product * extent, 1);
    values.set(path, new Float64Array(size).fill(value));
  }
  return values;
}
