/** Each layer of the catalog as a line of PyTorch. */
import { type LayerSelection, layerSelection } from "../../../catalog/layers/index.ts";
import type { PlannedLayer } from "../../../catalog/layers/layer.ts";
import { activated } from "./activations.ts";
import {
  type ListPlace,
  type Place,
  assigned,
  bound,
  channelsFirst,
  channelsLast,
  held,
  maskAfter,
  placeOf,
  uses,
} from "./place.ts";
import * as sequences from "./sequences.ts";
import { ClassScope, Code, type Value, call, className } from "./source.ts";
import * as windowed from "./windowed.ts";

type Of<Type extends LayerSelection["type"]> = Extract<LayerSelection, { readonly type: Type }>;

/** The layers one after the other. */
export function writeLayers(layers: readonly PlannedLayer[], at: ListPlace): Value {
  return layers.reduce((from, planned) => {
    const value = writeLayer(placeOf(planned, { ...at, from }));
    const { output } = planned.plan;
    const mask = value.mask === from.mask ? maskAfter(from.mask, from.shape, output) : value.mask;
    return { ...value, shape: output, mask };
  }, at.from);
}

function writeLayer(place: Place): Value {
  // Laid out by this very schema.
  const layer = layerSelection.parse(place.planned.selection);
  const { from, planned } = place;
  const { output } = planned.plan;
  switch (layer.type) {
    case "dense":
      return dense(place, layer);
    case "activation":
      return assigned(place, activated(layer.activation, from.code, from.isChannelsFirst ? 1 : -1));
    case "leaky-relu":
      return assigned(place, call("F.leaky_relu", [new Code(from.code), layer.negativeSlope]));
    case "elu":
      return assigned(place, call("F.elu", [new Code(from.code), layer.alpha]));
    case "prelu":
      bound(place, "alpha", "weight");
      return assigned(place, `${held(place, call("nn.PReLU", [from.shape.at(-1)]))}(${channelsFirst(place)})`, {
        isChannelsFirst: from.shape.length > 1,
      });
    case "conv2d":
      return windowed.conv2d(place, layer);
    case "conv1d":
      return windowed.conv1d(place, layer);
    case "depthwise-conv2d":
      return windowed.depthwiseConv2d(place, layer);
    case "separable-conv2d":
      return windowed.separableConv2d(place, layer);
    case "conv2d-transpose":
      return windowed.conv2dTranspose(place, layer);
    case "max-pooling1d":
    case "max-pooling2d":
    case "average-pooling1d":
    case "average-pooling2d":
      return windowed.pooling(place, layer);
    case "global-average-pooling2d":
    case "global-max-pooling2d":
    case "global-average-pooling1d":
    case "global-max-pooling1d":
      return globalPooling(place, layer);
    case "flatten":
      return plain(place, "flatten(1)");
    case "reshape":
      return plain(place, `reshape(-1, ${output.join(", ")})`);
    case "permute":
      return plain(place, `permute(0, ${layer.dims.join(", ")})`);
    case "repeat-vector":
      return plain(place, `unsqueeze(1).repeat(1, ${layer.n}, 1)`);
    case "zero-padding1d":
      return assigned(place, `F.pad(${channelsLast(place)}, (0, 0, ${layer.steps.join(", ")}))`, {
        isChannelsFirst: false,
      });
    case "zero-padding2d":
      return assigned(place, `F.pad(${channelsFirst(place)}, (${[...layer.columns, ...layer.rows].join(", ")}))`, {
        isChannelsFirst: true,
      });
    case "cropping1d":
      return assigned(place, `${channelsLast(place)}[:, ${kept(layer.steps, output[0]!)}]`, { isChannelsFirst: false });
    case "cropping2d":
      return assigned(
        place,
        `${channelsFirst(place)}[:, :, ${kept(layer.rows, output[0]!)}, ${kept(layer.columns, output[1]!)}]`,
        { isChannelsFirst: true },
      );
    case "up-sampling1d":
      return plain(place, `repeat_interleave(${layer.size}, 1)`);
    case "up-sampling2d":
      return assigned(
        place,
        `${channelsFirst(place)}.repeat_interleave(${layer.size[0]}, 2).repeat_interleave(${layer.size[1]}, 3)`,
        { isChannelsFirst: true },
      );
    case "batch-normalization":
    case "layer-normalization":
    case "group-normalization":
    case "rms-normalization":
      return normalization(place, layer);
    case "dropout":
      return assigned(place, `${held(place, call("nn.Dropout", [layer.rate]))}(${from.code})`);
    case "spatial-dropout1d":
    case "spatial-dropout2d": {
      const kind = layer.type === "spatial-dropout1d" ? "nn.Dropout1d" : "nn.Dropout2d";
      return assigned(place, `${held(place, call(kind, [layer.rate]))}(${channelsFirst(place)})`, {
        isChannelsFirst: true,
      });
    }
    case "gaussian-noise":
      uses(place, "gaussian-noise");
      return assigned(place, `${held(place, call("GaussianNoise", [layer.stddev]))}(${from.code})`);
    case "gaussian-dropout":
      uses(place, "gaussian-dropout");
      return assigned(place, `${held(place, call("GaussianDropout", [layer.rate]))}(${from.code})`);
    case "embedding":
      return sequences.embedding(place, layer);
    case "position-embedding":
      return sequences.positionEmbedding(place, layer);
    case "simple-rnn":
    case "gru":
    case "lstm":
      return sequences.recurrent(place, layer);
    case "attention":
      return sequences.attention(place, layer);
    case "multi-head-attention":
      return sequences.multiHeadAttention(place, layer);
    case "bidirectional":
    case "transformer-block":
    case "residual":
    case "squeeze-and-excite":
    case "parallel":
      return block(place, layer);
  }
}

function plain(place: Place, method: string): Value {
  return assigned(place, `${channelsLast(place)}.${method}`, { isChannelsFirst: false });
}

const kept = ([before]: readonly number[], length: number): string => `${before}:${before! + length}`;

function dense(place: Place, layer: Of<"dense">): Value {
  bound(place, "kernel", "weight", { axes: [1, 0] });
  bound(place, "bias", "bias");
  const given = [place.from.shape.at(-1), layer.units];
  const module = held(place, call("nn.Linear", given, { bias: layer.useBias ? undefined : false }));
  return assigned(place, activated(layer.activation, `${module}(${channelsLast(place)})`), { isChannelsFirst: false });
}

function globalPooling(
  place: Place,
  layer: Of<"global-average-pooling1d" | "global-average-pooling2d" | "global-max-pooling1d" | "global-max-pooling2d">,
): Value {
  const isMean = layer.type.startsWith("global-average");
  const { from } = place;
  const keepdim = layer.keepDims ? ", keepdim=True" : "";
  if (from.shape.length === 3) {
    const code = `${channelsFirst(place)}.${isMean ? "mean" : "amax"}((2, 3)${keepdim})`;
    return assigned(place, code, { isChannelsFirst: layer.keepDims });
  }
  const change = { isChannelsFirst: false, mask: null };
  if (from.mask === null)
    return assigned(place, `${channelsLast(place)}.${isMean ? "mean" : "amax"}(1${keepdim})`, change);
  uses(place, isMean ? "masked-mean" : "masked-max");
  return assigned(
    place,
    `${isMean ? "masked_mean" : "masked_max"}(${channelsLast(place)}, ${from.mask}${keepdim})`,
    change,
  );
}

function normalization(
  place: Place,
  layer: Of<"batch-normalization" | "layer-normalization" | "group-normalization" | "rms-normalization">,
): Value {
  const { from, scope, attribute } = place;
  const channels = from.shape.at(-1)!;
  const isScaled = layer.scale;
  bound(place, "gamma", "weight");
  bound(place, "beta", "bias");
  switch (layer.type) {
    case "batch-normalization": {
      bound(place, "moving-mean", "running_mean");
      bound(place, "moving-variance", "running_var");
      uses(place, "batch-norm");
      const module = call("BatchNorm", [channels], {
        momentum: layer.momentum,
        eps: layer.epsilon,
        axis: from.isChannelsFirst ? 1 : -1,
        scale: isScaled ? undefined : false,
        center: layer.center ? undefined : false,
      });
      return assigned(place, `${held(place, module)}(${from.code})`);
    }
    case "rms-normalization": {
      const module = call("nn.RMSNorm", [channels], {
        eps: layer.epsilon,
        elementwise_affine: isScaled ? undefined : false,
      });
      return assigned(place, `${held(place, module)}(${channelsLast(place)})`, { isChannelsFirst: false });
    }
    case "layer-normalization":
    case "group-normalization": {
      const isLayer = layer.type === "layer-normalization";
      const isPlain = !isScaled && !layer.center;
      const module = isLayer
        ? call("nn.LayerNorm", [channels], { eps: layer.epsilon, elementwise_affine: isPlain ? false : undefined })
        : call("nn.GroupNorm", [layer.groups, channels], { eps: layer.epsilon, affine: isPlain ? false : undefined });
      // Of numbers that lie in another order, PyTorch's group normalization has taken gradients from outside its memory.
      const x = isLayer ? channelsLast(place) : `${channelsFirst(place)}.contiguous()`;
      const code = `${held(place, module)}(${x})`;
      if (!isPlain && !isScaled) scope.init.push(`self.${attribute}.weight.requires_grad_(False)`);
      if (!isPlain && !layer.center) scope.init.push(`self.${attribute}.bias.requires_grad_(False)`);
      return assigned(place, code, { isChannelsFirst: !isLayer && from.shape.length > 1 });
    }
  }
}

/** A layer made of lists of layers: a class of its own. */
function block(
  place: Place,
  layer: Of<"bidirectional" | "transformer-block" | "residual" | "squeeze-and-excite" | "parallel">,
): Value {
  const { scope: outer, attribute, path, from, planned } = place;
  const scope = new ClassScope(outer.file, `${outer.studio}${path}/`, `${outer.module}${attribute}.`);
  const isSequence = layer.type === "bidirectional" || layer.type === "transformer-block";
  const isFirst = from.isChannelsFirst && !isSequence;
  const x: Value = { ...from, code: "x", isChannelsFirst: isFirst, mask: from.mask === null ? null : "mask" };
  scope.usesMask = from.mask !== null;
  const run = (inner: string, target: string, given: Value = x): Value => {
    const { layers } = planned.plan.inner![inner]!;
    const value = writeLayers(layers, {
      scope,
      from: given,
      target,
      prefix: inner,
      isElementwise: place.isElementwise,
    });
    return { ...value, code: agreeing(value, isFirst), isChannelsFirst: isFirst && value.shape.length > 1 };
  };
  const title = className(layer.type);
  const result = ((): string => {
    switch (layer.type) {
      case "residual": {
        const main = run("layers", "y");
        return activated(layer.activation, `${main.code} + ${run("shortcut", "z").code}`, isFirst ? 1 : -1);
      }
      case "squeeze-and-excite":
        return `x * ${run("gate", "gate").code}`;
      case "parallel": {
        const branches = layer.branches.map((_, at) => run(`branch-${at + 1}`, `y${at + 1}`).code);
        return merged(layer.merge, branches, isFirst ? 1 : -1);
      }
      case "transformer-block": {
        const attended = run("attention", "y");
        scope.lines.push(`x = x + ${attended.code}`);
        const normal = run("after-attention", "x");
        const fed = run("feed-forward", "y", { ...normal, mask: x.mask });
        scope.lines.push(`x = ${normal.code} + ${fed.code}`);
        return run("after-feed-forward", "x").code;
      }
      case "bidirectional": {
        const forwards = run("forward", "y");
        if (x.mask !== null) scope.lines.push("mask = mask.flip(1)");
        const back = run("backward", "z", { ...x, code: "x.flip(1)" });
        const backwards = back.shape.length === 2 ? `${back.code}.flip(1)` : back.code;
        return together(layer.mergeMode, forwards.code, backwards);
      }
    }
  })();
  const name = outer.file.classFor(title, scope.body(summaries[layer.type], result));
  const whole = isFirst ? from.code : channelsLast(place);
  const given = from.mask === null ? whole : `${whole}, ${from.mask}`;
  return assigned(place, `${held(place, `${name}()`)}(${given})`, {
    shape: planned.plan.output,
    isChannelsFirst: isFirst && planned.plan.output.length > 1,
  });
}

const summaries = {
  residual: "What its layers give is added to what came in.",
  "squeeze-and-excite": "Turns each channel up or down by what the whole picture shows.",
  parallel: "Several ways over the same input, put together.",
  "transformer-block": "Attention, then a small network at each step, each added to what came in.",
  bidirectional: "One way reads forwards, the other backwards.",
} as const;

/** The value with its channels where the block's input has them. */
function agreeing(value: Value, isFirst: boolean): string {
  if (value.shape.length === 1 || value.isChannelsFirst === isFirst) return value.code;
  if (!isFirst) return channelsLast({ from: value });
  return value.shape.length === 3 ? `${value.code}.permute(0, 3, 1, 2)` : `${value.code}.transpose(1, 2)`;
}

function merged(merge: Of<"parallel">["merge"], branches: readonly string[], axis: number): string {
  switch (merge) {
    case "concat":
      return `torch.cat([${branches.join(", ")}], ${axis})`;
    case "add":
      return branches.join(" + ");
    case "multiply":
      return branches.join(" * ");
    case "average":
      return `(${branches.join(" + ")}) / ${branches.length}`;
    case "maximum":
      return branches.reduce((largest, each) => `torch.maximum(${largest}, ${each})`);
  }
}

function together(mode: Of<"bidirectional">["mergeMode"], one: string, other: string): string {
  switch (mode) {
    case "concat":
      return `torch.cat([${one}, ${other}], -1)`;
    case "sum":
      return `${one} + ${other}`;
    case "mul":
      return `${one} * ${other}`;
    case "ave":
      return `(${one} + ${other}) / 2`;
  }
}
