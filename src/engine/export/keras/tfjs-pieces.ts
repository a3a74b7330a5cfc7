/** Layers that TensorFlow.js does not have, or not so, from those that it has. */
import { sinusoids } from "../../../catalog/layers/embedding/embedding.ts";
import { sizeOf } from "../../../catalog/layers/layer.ts";
import type { GraphWeight, Value } from "./keras-graph.ts";
import { bentLayer } from "./bends.ts";
import { permuted, reshaped, scaledByTable } from "./pieces.ts";
import type { Place, PlaceOf } from "./place.ts";

/** Without groups, which it does not know, and without causal padding. */
export function convolved(at: PlaceOf<"conv1d" | "conv2d">): Value {
  const { graph, path, layer, plan, weights, flow } = at;
  const given = {
    weights: weights.map((weight) => (weight.name === "kernel" ? ungrouped(weight, layer.groups) : weight)),
  };
  if (layer.padding !== "causal") return bentLayer(at, layer.activation, given);
  const [steps, features] = flow.x.shape as [number, number]; // A sequence, as planned.
  const before = (layer.kernelSize - 1) * layer.dilationRate;
  const padded = asPicture(
    { ...at, path: `${path}/causal` },
    "ZeroPadding2D",
    {
      padding: [
        [before, 0],
        [0, 0],
      ],
    },
    [steps + before, features],
  );
  const valid = { ...at, layer: { ...layer, padding: "valid" as const }, flow: { x: padded, mask: null }, graph, plan };
  return bentLayer(valid, layer.activation, given);
}

/** The kernel of a convolution whose groups see all channels, with 0 for those of other groups. */
function ungrouped(kernel: GraphWeight, groups: number): GraphWeight {
  if (groups === 1) return kernel;
  const [filters, channels] = [kernel.shape.at(-1)!, kernel.shape.at(-2)!];
  const places = sizeOf(kernel.shape.slice(0, -2));
  const all = channels * groups;
  return {
    ...kernel,
    origin: null,
    shape: [...kernel.shape.slice(0, -2), all, filters],
    values: () => {
      const own = kernel.values();
      const values = new Float32Array(places * all * filters);
      for (let at = 0; at < own.length; at++) {
        const filter = at % filters;
        const channel = Math.floor(at / filters) % channels;
        const place = Math.floor(at / (filters * channels));
        const group = Math.floor(filter / (filters / groups));
        values[(place * all + group * channels + channel) * filters + filter] = own[at]!;
      }
      return values;
    },
  };
}

/** A layer for pictures on a sequence, which is a picture one column wide. */
export function shapedAsPicture(at: Place, className: string, config: Readonly<Record<string, unknown>>): Value {
  return asPicture(at, className, config, at.plan.output);
}

function asPicture(
  { graph, path, flow: { x } }: Place,
  className: string,
  config: Readonly<Record<string, unknown>>,
  output: readonly number[],
): Value {
  const [steps, features] = x.shape as [number, number]; // A sequence, as planned.
  const picture = reshaped(graph, `${path}/picture`, x, [steps, 1, features]);
  const made = graph.add(className, path, [picture], [output[0]!, 1, features], { config });
  return reshaped(graph, `${path}/sequence`, made, output);
}

/** Layer normalization of each group of channels over all places, then a scale and an offset a channel. */
export function grouped({ graph, path, layer, weights, flow: { x } }: PlaceOf<"group-normalization">): Value {
  const channels = x.shape.at(-1)!;
  const places = sizeOf(x.shape) / channels;
  const each = channels / layer.groups;
  const split = reshaped(graph, `${path}/split`, x, [places, layer.groups, each]);
  const first = permuted(graph, `${path}/groups-first`, split, [2, 1, 3]);
  const rows = reshaped(graph, `${path}/rows`, first, [layer.groups, places * each]);
  const even = graph.add("LayerNormalization", path, [rows], rows.shape, {
    config: { epsilon: layer.epsilon, center: false, scale: false },
  });
  const apart = reshaped(graph, `${path}/apart`, even, [layer.groups, places, each]);
  const back = permuted(graph, `${path}/places-first`, apart, [2, 1, 3]);
  const whole = reshaped(graph, `${path}/whole`, back, x.shape);
  const everywhere = (name: string) => {
    const weight = weights.find((one) => one.name === name);
    if (weight === undefined) return null;
    return { origin: null, values: () => repeated(weight.values(), places) };
  };
  const [scale, offset] = [everywhere("gamma"), everywhere("beta")];
  if (scale === null && offset === null) return whole;
  return scaledByTable(graph, `${path}/affine`, whole, scale, offset);
}

function repeated(values: Float32Array, times: number): Float32Array {
  return Float32Array.from({ length: values.length * times }, (_, at) => values[at % values.length]!);
}

/** x beside -x has mean 0 and x's mean square as its variance: a layer normalization of both, of which one half is kept. */
export function rootMeanSquared({ graph, path, layer, weights, flow: { x } }: PlaceOf<"rms-normalization">): Value {
  const channels = x.shape.at(-1)!;
  const places = sizeOf(x.shape) / channels;
  const mixed = (name: string, from: Value, units: number, kernel: (row: number, column: number) => number): Value => {
    const inputs = from.shape[1]!;
    const values = () =>
      Float32Array.from({ length: inputs * units }, (_, at) => kernel(Math.floor(at / units), at % units));
    return graph.add("Dense", `${path}/${name}`, [from], [places, units], {
      config: { units, use_bias: false },
      weights: [{ name: "kernel", shape: [inputs, units], origin: null, isFixed: true, values }],
    });
  };
  const rows = reshaped(graph, `${path}/rows`, x, [places, channels]);
  const both = mixed("both", rows, 2 * channels, (row, column) =>
    column % channels === row ? (column < channels ? 1 : -1) : 0,
  );
  const even = graph.add("LayerNormalization", path, [both], both.shape, {
    config: { epsilon: layer.epsilon, center: false, scale: false },
  });
  const [scale] = weights;
  const scaled = mixed("half", even, channels, (row, column) => (row === column ? scale!.values()[column]! : 0));
  return reshaped(graph, `${path}/whole`, scaled, x.shape);
}

/** x plus a vector for each of its steps. */
export function positioned({ graph, path, layer, plan, weights, flow: { x } }: PlaceOf<"position-embedding">): Value {
  const [steps, features] = plan.output as [number, number]; // A sequence, as planned.
  if (graph.isSource) return graph.add("PositionEmbedding", path, [x], plan.output, { config: { kind: layer.kind } });
  const [learned] = weights;
  const fixed = { origin: null, isFixed: true, values: () => sinusoids(steps, features) };
  return scaledByTable(graph, path, x, null, layer.kind === "learned" ? learned! : fixed);
}
