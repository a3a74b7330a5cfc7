/** ConvNetJS: its networks go example by example. It brings no Adam, so its gradients are given to the plain one. */
import "../project/zod-settings.ts";
import { Net, Vol } from "convnetjs";
import type { LayerSelection } from "../catalog/layers/index.ts";
import { serve } from "./serve-engine.ts";
import { plainAdam } from "./plain-adam.ts";
import { type SameStart, sameStart, timed } from "./same-start.ts";

serve(async ({ workload: { shape, outputs }, workload }) => {
  const start = await sameStart(workload);
  // Three numbers, or one.
  const [height, width, depth] = shape.length === 3 ? (shape as [number, number, number]) : [1, 1, shape[0]!];
  const net = new Net();
  const input = { type: "input", out_sx: width, out_sy: height, out_depth: depth };
  const { layers } = start;
  net.makeLayers([input, ...layers.flatMap((layer, at) => definitionOf(layer, at === layers.length - 1, outputs))]);
  setWeights(net, start);
  const learnt = net.getParamsAndGrads().map(({ params, grads }) => ({ values: params, gradient: grads }));
  const adam = plainAdam(start.adam, learnt);
  const size = height * width * depth;
  const volume = new Vol(width, height, depth, 0);
  return (steps) =>
    timed(start, steps, (batch) => {
      let loss = 0;
      for (let row = 0; row < batch.size; row++) {
        volume.w.set(batch.inputs.subarray(row * size, (row + 1) * size));
        net.forward(volume, true);
        const target = batch.targets[row]!;
        loss += net.backward(outputs === 1 ? [target] : target);
      }
      // Of a squared error it gives half the gradient, and twice the loss.
      adam((outputs === 1 ? 2 : 1) / batch.size);
      for (const { gradient } of learnt) gradient.fill(0);
      return loss / (outputs === 1 ? 2 : 1) / batch.size;
    });
});

function definitionOf(
  layer: LayerSelection,
  isLast: boolean,
  outputs: number,
): readonly Readonly<Record<string, unknown>>[] {
  switch (layer.type) {
    case "dense":
      if (isLast && layer.activation === "linear") {
        return [outputs === 1 ? { type: "regression", num_neurons: 1 } : { type: "softmax", num_classes: layer.units }];
      }
      return [{ type: "fc", num_neurons: layer.units, ...activationOf(layer.activation) }];
    case "conv2d":
      if (layer.padding !== "valid") throw new Error("no same padding here");
      return [
        {
          type: "conv",
          sx: layer.kernelSize[1],
          sy: layer.kernelSize[0],
          filters: layer.filters,
          stride: layer.strides[0],
          pad: 0,
          ...activationOf(layer.activation),
        },
      ];
    case "max-pooling2d":
      return [{ type: "pool", sx: layer.poolSize[0], stride: layer.poolSize[0] }];
    case "flatten":
      return [];
    default:
      throw new Error(`no ${layer.type} layer here`);
  }
}

function activationOf(activation: string): Readonly<Record<string, unknown>> {
  if (activation === "linear") return {};
  if (activation === "relu" || activation === "tanh") return { activation };
  throw new Error(`no activation ${activation} here`);
}

/** Kernels are [..., out] here and a volume for each output there. */
function setWeights(net: Net, { weights }: SameStart): void {
  const learning = net.layers.filter(({ filters }) => filters !== undefined);
  learning.forEach(({ filters, biases }, at) => {
    const kernel = weights[2 * at]!.values;
    const outputs = filters!.length;
    filters!.forEach((filter, out) =>
      filter.w.forEach((_, index) => (filter.w[index] = kernel[index * outputs + out]!)),
    );
    biases!.w.set(weights[2 * at + 1]!.values);
  });
}
