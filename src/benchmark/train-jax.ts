/** jax-js: the step as one function that it differentiates and compiles. Its functions own what they are given. */
import { blockUntilReady, defaultDevice, init, jit, lax, nn, numpy as np, valueAndGrad } from "@jax-js/jax";
import type { LayerSelection } from "../catalog/layers/index.ts";
import { countGpuCalls } from "./count-gpu-calls.ts";
import type { Round, Start, Train } from "./contest.ts";
import { type SameStart, sameStart } from "./same-start.ts";

type Arrays = np.Array[];

export async function trainJax({ contestant: { backend }, workload }: Start): Promise<Train> {
  if (backend === "cpu" || !(await init(backend)).includes(backend)) throw new Error(`jax-js did not start ${backend}`);
  defaultDevice(backend);
  const start = await sameStart(workload);
  const step = jit(stepOf(start, workload.outputs));
  const kinds = start.layers.flatMap((layer) => parametersOf(layer).map(() => layer.type));
  let parameters: Arrays = start.weights.map(({ values, shape }, at) => {
    const array = np.array(Float32Array.from(values)).reshape([...shape]);
    // Kernels of convolutions are [out, in, height, width] there.
    return kinds[at] === "conv2d" && shape.length === 4 ? np.transpose(array, [3, 2, 0, 1]) : array;
  });
  let means = start.weights.map((_, at) => np.zeros(parameters[at]!.shape));
  let squares = start.weights.map((_, at) => np.zeros(parameters[at]!.shape));
  let done = 0;
  return async (steps): Promise<Round> => {
    const batches = Array.from({ length: steps }, () => {
      const { inputs, targets, size } = start.next();
      return {
        x: np.array(inputs).reshape([size, ...workload.shape]),
        y: np.array(Float32Array.from(targets)).reshape([size, 1]),
      };
    });
    const losses: np.Array[] = [];
    const work = async (): Promise<void> => {
      for (const { x, y } of batches) {
        const { beta1, beta2 } = start.adam;
        done++;
        const units = np.array(Float32Array.of(1 / (1 - beta1 ** done), 1 / (1 - beta2 ** done)));
        const next = step(parameters, means, squares, units, x, y);
        [parameters, means, squares] = [next.parameters, next.means, next.squares];
        losses.push(next.loss);
      }
      await blockUntilReady([...parameters, ...losses]);
    };
    const began = performance.now();
    const counts = backend === "webgpu" ? await countGpuCalls(work) : null;
    if (counts === null) await work();
    const ms = performance.now() - began;
    const values = await Promise.all(losses.map(read));
    const calls = counts === null ? null : { ...counts, counted: steps };
    return { ms, firstLoss: values[0]!, lastLoss: values.at(-1)!, calls };
  };
}

/** Its arrays may be of a type that not every TypeScript knows. */
async function read(scalar: np.Array): Promise<number> {
  const [value] = (await scalar.data()) as Float32Array;
  return value!;
}

interface Stepped extends Readonly<Record<string, Arrays | np.Array>> {
  readonly parameters: Arrays;
  readonly means: Arrays;
  readonly squares: Arrays;
  readonly loss: np.Array;
}

function stepOf({ layers, adam }: SameStart, outputs: number) {
  const { learningRate, beta1, beta2, epsilon } = adam;
  const lossOf = (parameters: Arrays, x: np.Array, y: np.Array): np.Array => {
    const left = [...parameters];
    let value = layers.some(({ type }) => type === "conv2d") ? np.transpose(x, [0, 3, 1, 2]) : x;
    for (const layer of layers) value = applied(layer, left.splice(0, parametersOf(layer).length), value);
    if (outputs === 1) return np.mean(np.square(value.sub(y)));
    const [rows] = y.shape;
    const truth = nn.oneHot(y.reshape([rows!]).astype(np.int32), outputs);
    return np.sum(nn.logSoftmax(value, -1).mul(truth)).mul(-1 / rows!);
  };
  return (parameters: Arrays, means: Arrays, squares: Arrays, units: np.Array, x: np.Array, y: np.Array): Stepped => {
    // Its gradient has the kind of the first argument, which jax-js does not tell.
    const [loss, gradients] = valueAndGrad(lossOf)(
      parameters.map((each) => each.ref),
      x,
      y,
    ) as [np.Array, Arrays];
    const nextMeans = means.map((mean, at) => mean.mul(beta1).add(gradients[at]!.ref.mul(1 - beta1)));
    const nextSquares = squares.map((square, at) => square.mul(beta2).add(np.square(gradients[at]!).mul(1 - beta2)));
    const next = parameters.map((each, at) => {
      const mean = nextMeans[at]!.ref.mul(units.ref.slice(0));
      const square = nextSquares[at]!.ref.mul(units.ref.slice(1));
      return each.sub(mean.mul(learningRate).div(np.sqrt(square).add(epsilon)));
    });
    units.dispose();
    return { parameters: next, means: nextMeans, squares: nextSquares, loss };
  };
}

function parametersOf({ type }: LayerSelection): readonly string[] {
  switch (type) {
    case "dense":
    case "conv2d":
      return ["kernel", "bias"];
    case "lstm":
      return ["kernel", "recurrent-kernel", "bias"];
    default:
      return [];
  }
}

/** Pictures are [rows, channels, height, width] here. */
function applied(layer: LayerSelection, parameters: Arrays, x: np.Array): np.Array {
  switch (layer.type) {
    case "dense":
      return activated(layer.activation, np.dot(x, parameters[0]!).add(parameters[1]!));
    case "conv2d": {
      const padding = layer.padding === "same" ? "SAME" : "VALID";
      const y = lax.conv(x, parameters[0]!, [...layer.strides], padding);
      return activated(layer.activation, y.add(parameters[1]!.reshape([1, layer.filters, 1, 1])));
    }
    case "max-pooling2d":
      return lax.reduceWindow(x, (window) => np.max(window), [...layer.poolSize], [...layer.poolSize]);
    case "flatten": {
      const rows = x.shape[0]!;
      return x.shape.length === 4 ? np.transpose(x, [0, 2, 3, 1]).reshape([rows, -1]) : x.reshape([rows, -1]);
    }
    case "lstm":
      return lastOfLstm(parameters, x, layer.units);
    default:
      throw new Error(`no ${layer.type} layer here`);
  }
}

function lastOfLstm([kernel, recurrent, bias]: Arrays, x: np.Array, units: number): np.Array {
  const [rows, steps] = x.shape as [number, number, number]; // A sequence.
  let hidden = np.zeros([rows, units]);
  let cell = np.zeros([rows, units]);
  for (let at = 0; at < steps; at++) {
    const sum = np.dot(x.ref.slice([], at), kernel!.ref).add(np.dot(hidden, recurrent!.ref)).add(bias!.ref);
    const gate = (index: number): np.Array => sum.ref.slice([], [index * units, (index + 1) * units]);
    cell = nn
      .sigmoid(gate(1))
      .mul(cell)
      .add(nn.sigmoid(gate(0)).mul(np.tanh(gate(2))));
    hidden = nn.sigmoid(gate(3)).mul(np.tanh(cell.ref));
    sum.dispose();
  }
  for (const each of [kernel!, recurrent!, bias!, x, cell]) each.dispose();
  return hidden;
}

function activated(activation: string, x: np.Array): np.Array {
  switch (activation) {
    case "linear":
      return x;
    case "relu":
      return nn.relu(x);
    case "tanh":
      return np.tanh(x);
    default:
      throw new Error(`no activation ${activation} here`);
  }
}
