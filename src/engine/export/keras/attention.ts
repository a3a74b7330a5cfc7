/** Attention of a sequence to itself. */
import { sizeOf } from "../../../catalog/layers/layer.ts";
import type { GraphWeight, Value } from "./keras-graph.ts";
import { attended, merged, rescaled } from "./pieces.ts";
import type { PlaceOf } from "./place.ts";

export function oneHead({ graph, dialect, path, layer, flow: { x, mask } }: PlaceOf<"attention">): Value {
  const { causal: isCausal, dropout } = layer;
  if (dialect === "tfjs" || mask !== null) {
    return attended(graph, path, { queries: x, keys: x, values: x, isCausal, dropout, mask });
  }
  const queries = rescaled(graph, `${path}/scaled`, x, 1 / Math.sqrt(x.shape[1]!), 0);
  return graph.add("Attention", path, [queries, x], x.shape, {
    takesList: true,
    config: { use_scale: false, score_mode: "dot", dropout },
    ...(isCausal ? { called: { use_causal_mask: true } } : {}),
  });
}

export function multiHead(at: PlaceOf<"multi-head-attention">): Value {
  return at.dialect === "tfjs" ? headByHead(at) : asOneLayer(at);
}

function asOneLayer({ graph, path, layer, weights, flow: { x, mask } }: PlaceOf<"multi-head-attention">): Value {
  const { numHeads, keyDim, causal, dropout, useBias } = layer;
  const features = x.shape[1]!;
  const shapes: Readonly<Record<string, readonly number[]>> = {
    "output-kernel": [numHeads, keyDim, features],
    "output-bias": [features],
    kernel: [features, numHeads, keyDim],
    bias: [numHeads, keyDim],
  };
  const { kernelInitializer, kernelRegularizer, kernelConstraint } = layer;
  return graph.add("MultiHeadAttention", path, [x, x], x.shape, {
    config: { num_heads: numHeads, key_dim: keyDim, dropout, use_bias: useBias },
    training: {
      kernel_initializer: kernelInitializer,
      kernel_regularizer: kernelRegularizer,
      kernel_constraint: kernelConstraint,
    },
    called: {
      ...(mask === null ? {} : { attention_mask: graph.keptForEach(mask.tokens) }),
      ...(causal ? { use_causal_mask: true } : {}),
    },
    weights: weights.map((weight) => {
      const [part, name] = weight.name.split("_") as [string, string]; // "query_kernel", as planned.
      return { ...weight, part, name, shape: shapes[`${part}-${name}`] ?? shapes[name]! };
    }),
  });
}

/** TensorFlow.js multiplies no more than one sequence with another: each head has dense layers of its own. */
function headByHead({ graph, path, layer, weights, flow: { x, mask } }: PlaceOf<"multi-head-attention">): Value {
  const { numHeads, keyDim, causal: isCausal, dropout, useBias } = layer;
  const [steps, features] = x.shape as [number, number]; // A sequence, as planned.
  const dense = (name: string, from: Value, units: number, own: readonly GraphWeight[]): Value =>
    graph.add("Dense", `${path}/${name}`, [from], [steps, units], {
      config: { units, use_bias: useBias },
      weights: own,
    });
  const heads = Array.from({ length: numHeads }, (_, head) => {
    const side = (part: string): Value => {
      const own = weights.filter(({ name }) => name.startsWith(part));
      return dense(
        `${part}-${head + 1}`,
        x,
        keyDim,
        own.map((weight) => columnsOf(weight, head * keyDim, keyDim, weight.name.slice(part.length + 1))),
      );
    };
    const [queries, keys, values] = [side("query"), side("key"), side("value")];
    return attended(graph, `${path}/head-${head + 1}`, { queries, keys, values, isCausal, dropout, mask });
  });
  const together =
    heads.length === 1 ? heads[0]! : merged(graph, "Concatenate", `${path}/heads`, heads, [steps, numHeads * keyDim]);
  const own = weights.filter(({ name }) => name.startsWith("output"));
  return dense(
    "output",
    together,
    features,
    own.map((weight) => ({ ...weight, name: weight.name.slice("output_".length) })),
  );
}

/** So many entries along the last axis. */
function columnsOf(weight: GraphWeight, from: number, count: number, name: string): GraphWeight {
  const whole = weight.shape[weight.shape.length - 1]!;
  const shape = [...weight.shape.slice(0, -1), count];
  return {
    name,
    shape,
    origin: null,
    values: () => {
      const values = weight.values();
      return Float32Array.from(
        { length: sizeOf(shape) },
        (_, at) => values[Math.floor(at / count) * whole + from + (at % count)]!,
      );
    },
  };
}
