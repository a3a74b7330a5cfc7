/** Our layers as layers of Keras 3, or of TensorFlow.js: the reverse of `project/keras/translate-layer.ts`, with its names. */
import type { LayerSelection } from "../../../catalog/layers/index.ts";
import type { PlannedLayer } from "../../../catalog/layers/layer.ts";
import { StudioError } from "../../../language/studio-error.ts";
import { kerasClasses, kerasMerges } from "../../../project/keras/class-names.ts";
import { type KerasDialect, unsayableLayer } from "../../../project/keras/unsayable.ts";
import type { SavedTensor, Target } from "../../../project/records.ts";
import type { Line } from "../../../project/scaling.ts";
import type { ModelPlan } from "../../model-program.ts";
import { multiHead, oneHead } from "./attention.ts";
import { bent, bentLayer } from "./bends.ts";
import { GraphBuilder, type GraphWeight, type KerasGraph, type Value } from "./keras-graph.ts";
import { type Mask, maskedMean, merged, reshaped, rescaled, withoutPadding } from "./pieces.ts";
import { type Flow, type Place, plain } from "./place.ts";
import { prepared } from "./preparation.ts";
import { recurrent, twoWays } from "./recurrent.ts";
import { convolved, grouped, positioned, rootMeanSquared, shapedAsPicture } from "./tfjs-pieces.ts";

/**
 * `tensors`: the weights; null: for source code, which has none.
 * The network from prepared examples, or from rows where there is a `scaling`, to logits or numbers; with `answer` set, to
 * its answers: probabilities, or numbers in the target's own unit. Throws a `StudioError` that names the layer which the dialect cannot express.
 */
export function toKeras(
  { input, layers }: Pick<ModelPlan, "input" | "layers">,
  dialect: KerasDialect,
  tensors: ReadonlyMap<string, SavedTensor> | null,
  answer: Target | null,
  scaling: readonly Line[] = [],
): KerasGraph {
  // A planned layer holds the selection that it was planned from.
  const unsayable = unsayableLayer(
    layers.map(({ selection }) => selection as LayerSelection),
    dialect,
    tensors === null,
  );
  if (unsayable !== null) throw new StudioError({ code: "keras-unsayable", text: unsayable });
  const graph = new GraphBuilder(input, tensors === null);
  const valuesOf = (name: string) => () => tensors!.get(name)!.values;
  const x = scaling.length === 0 ? graph.input : prepared(graph, dialect, scaling);
  const y = new Translator(graph, dialect, valuesOf).list(layers, "", { x, mask: null }).x;
  return graph.graph(answer === null ? y : answered(graph, y, answer));
}

function answered(graph: GraphBuilder, y: Value, target: Target): Value {
  switch (target.task) {
    case "classification":
    case "generation":
      return graph.add("Activation", "answer", [y], y.shape, { config: { activation: "softmax" } });
    case "regression":
      if (target.standardized === undefined) return y;
      return rescaled(graph, "answer", y, target.standardized.deviation, target.standardized.mean);
    case "reconstruction":
      return y;
  }
}

class Translator {
  readonly #graph: GraphBuilder;
  readonly #dialect: KerasDialect;
  readonly #valuesOf: (name: string) => () => Float32Array;

  constructor(graph: GraphBuilder, dialect: KerasDialect, valuesOf: (name: string) => () => Float32Array) {
    this.#graph = graph;
    this.#dialect = dialect;
    this.#valuesOf = valuesOf;
  }

  list(layers: readonly PlannedLayer[], prefix: string, flow: Flow): Flow {
    return layers.reduce((now, planned) => {
      const done = this.#layer(planned, `${prefix}${planned.name}`, now);
      const mask = done.mask ?? now.mask;
      const isKept = mask !== null && done.x.shape.length > 1 && done.x.shape[0] === mask.steps;
      return { x: done.x, mask: isKept ? mask : null };
    }, flow);
  }

  #layer({ selection, plan }: PlannedLayer, path: string, flow: Flow): { readonly x: Value; readonly mask?: Mask } {
    const graph = this.#graph;
    // A planned layer holds the selection that it was planned from.
    const layer = selection as LayerSelection;
    const inner = (list: string, from: Flow) => this.list(plan.inner![list]!.layers, `${path}/${list}/`, from).x;
    const at = { graph, dialect: this.#dialect, path, plan, weights: this.#weights(path, plan), flow };
    const { x, mask } = flow;
    switch (layer.type) {
      case "embedding": {
        const isMasked = graph.isSource && at.dialect === "tfjs" && layer.maskZero;
        const y = plain({ ...at, layer }, isMasked ? { config: { mask_zero: true } } : {});
        if (!layer.maskZero) return { x: y };
        return { x: y, mask: { tokens: x, vocabulary: layer.inputDim, steps: x.shape[0]! } };
      }
      case "simple-rnn":
      case "gru":
      case "lstm":
        return { x: recurrent({ ...at, layer }) };
      case "bidirectional": {
        const [forward, backward] = (["forward", "backward"] as const).map((list) => {
          const [only] = plan.inner![list]!.layers;
          return this.#weights(`${path}/${list}/${only!.name}`, only!.plan);
        });
        return { x: twoWays({ ...at, layer }, forward!, backward!) };
      }
      case "attention":
        return { x: oneHead({ ...at, layer }) };
      case "multi-head-attention":
        return { x: multiHead({ ...at, layer }) };
      case "position-embedding":
        return { x: positioned({ ...at, layer }) };
      case "transformer-block": {
        const sum = (name: string, a: Value, b: Value) => merged(graph, "Add", `${path}/${name}`, [a, b], x.shape);
        const first = inner("after-attention", { x: sum("add-attention", x, inner("attention", flow)), mask });
        const second = sum("add-feed-forward", first, inner("feed-forward", { x: first, mask }));
        return { x: inner("after-feed-forward", { x: second, mask }) };
      }
      case "residual": {
        const sides = [inner("layers", flow), inner("shortcut", flow)];
        const sum = merged(graph, "Add", `${path}/add`, sides, plan.output);
        return { x: bent(at, sum, layer.activation) };
      }
      case "squeeze-and-excite":
        return { x: merged(graph, "Multiply", path, [x, inner("gate", flow)], plan.output) };
      case "parallel": {
        const branches = layer.branches.map((_, index) => inner(`branch-${index + 1}`, flow));
        return { x: merged(graph, kerasMerges[layer.merge], path, branches, plan.output) };
      }
      case "activation":
        return { x: bent(at, x, layer.activation) };
      case "global-average-pooling1d": {
        if (mask === null) return { x: this.#plain({ ...at, layer }) };
        if (graph.isSource && at.dialect === "keras") {
          return { x: plain({ ...at, layer }, { called: { mask: graph.kept(mask.tokens) } }) };
        }
        return { x: reshaped(graph, path, maskedMean(graph, path, x, mask), plan.output) };
      }
      case "global-max-pooling1d": {
        const kept = mask === null ? x : withoutPadding(graph, path, x, mask);
        return { x: this.#plain({ ...at, layer, flow: { x: kept, mask: null } }) };
      }
      default:
        return { x: this.#plain({ ...at, layer }) };
    }
  }

  #plain(at: Place): Value {
    const renamedAt = { ...at, weights: renamed(at) };
    return at.dialect === "tfjs" ? plainOfTfjs(renamedAt) : plain(renamedAt);
  }

  #weights(path: string, { parameters, state }: PlannedLayer["plan"]): readonly GraphWeight[] {
    const weight = (kind: string, { name, shape }: { readonly name: string; readonly shape: readonly number[] }) => {
      const origin = `${kind}/${path}/${name}`;
      return { name: name.replaceAll("-", "_"), shape, origin, values: this.#valuesOf(origin) };
    };
    return [...parameters.map((spec) => weight("parameter", spec)), ...state.map((spec) => weight("state", spec))];
  }
}

/** Weights that have another name or form there. */
function renamed({ layer, plan, weights }: Place): readonly GraphWeight[] {
  switch (layer.type) {
    case "depthwise-conv2d":
      return weights.map((weight) => (weight.name === "kernel" ? { ...weight, name: "depthwise_kernel" } : weight));
    case "prelu":
      // One slope a channel, shared over all places.
      return weights.map((weight) => ({
        ...weight,
        shape: [...plan.output.slice(0, -1).map(() => 1), ...weight.shape],
      }));
    case "rms-normalization": {
      if (weights.length > 0) return weights.map((weight) => ({ ...weight, name: "scale" }));
      const shape = plan.output.slice(-1);
      return [{ name: "scale", shape, origin: null, values: () => new Float32Array(shape[0]!).fill(1) }];
    }
    default:
      return weights;
  }
}

function plainOfTfjs(at: Place): Value {
  const { graph, layer, path, plan, flow } = at;
  const { x } = flow;
  switch (layer.type) {
    case "conv2d":
    case "conv1d":
      return convolved({ ...at, layer });
    case "dense":
    case "depthwise-conv2d":
    case "separable-conv2d":
    case "conv2d-transpose":
      return bentLayer(at, layer.activation);
    case "leaky-relu":
      return plain(at, { config: { alpha: layer.negativeSlope } });
    case "elu": {
      if (layer.alpha === 1) return plain(at);
      // alpha elu(x) + (1 - alpha) relu(x)
      const whole = rescaled(graph, `${path}/below`, bent(at, x, "elu"), layer.alpha, 0);
      const above = rescaled(graph, `${path}/above`, bent(at, x, "relu"), 1 - layer.alpha, 0);
      return merged(graph, "Add", `${path}/add`, [whole, above], x.shape);
    }
    case "global-average-pooling2d":
    case "global-max-pooling2d":
    case "global-average-pooling1d":
    case "global-max-pooling1d": {
      const channels = plan.output.slice(-1);
      const pooled = graph.add(kerasClasses[layer.type], path, [x], channels);
      return layer.keepDims ? reshaped(graph, `${path}/kept`, pooled, plan.output) : pooled;
    }
    case "zero-padding1d":
      return shapedAsPicture(at, "ZeroPadding2D", { padding: [layer.steps, [0, 0]] });
    case "cropping1d":
      return shapedAsPicture(at, "Cropping2D", { cropping: [layer.steps, [0, 0]] });
    case "up-sampling1d":
      return shapedAsPicture(at, "UpSampling2D", { size: [layer.size, 1] });
    case "spatial-dropout2d":
      return plain(at, { className: "Dropout", config: { noise_shape: [null, 1, 1, x.shape[2]] } });
    case "group-normalization":
      return grouped({ ...at, layer });
    case "rms-normalization":
      return rootMeanSquared({ ...at, layer });
    default:
      return plain(at);
  }
}
