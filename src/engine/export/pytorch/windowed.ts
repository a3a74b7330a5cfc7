/** Convolutions and pooling in PyTorch: padding as the studio has it, which adds what is odd at the end. */
import type { LayerSelection } from "../../../catalog/layers/index.ts";
import { activated } from "./activations.ts";
import { type Place, assigned, bound, channelsFirst, held, uses } from "./place.ts";
import { Code, type Value, call } from "./source.ts";

type Of<Type extends LayerSelection["type"]> = Extract<LayerSelection, { readonly type: Type }>;

/** Before and after along each axis. */
type Margins = readonly (readonly [number, number])[];

interface Window {
  readonly size: readonly number[];
  readonly strides: readonly number[];
  readonly padding: "valid" | "same" | "causal";
  readonly dilation?: readonly number[];
}

function marginsOf(input: readonly number[], { size, strides, padding, dilation }: Window): Margins {
  return size.map((each, axis) => {
    const reach = (each - 1) * (dilation?.[axis] ?? 1) + 1;
    if (padding === "valid") return [0, 0];
    if (padding === "causal") return [reach - 1, 0];
    const [length, stride] = [input[axis]!, strides[axis]!];
    const total = Math.max(0, (Math.ceil(length / stride) - 1) * stride + reach - length);
    return [Math.floor(total / 2), Math.ceil(total / 2)];
  });
}

const isEven = (margins: Margins): boolean => margins.every(([before, after]) => before === after);
const isNone = (margins: Margins): boolean => margins.every(([before, after]) => before + after === 0);

/** As `F.pad` takes it: the last axis first. */
const padOf = (margins: Margins): readonly number[] => margins.toReversed().flat();

/** A number for all axes that are alike. */
function short(values: readonly number[]): unknown {
  return values.every((value) => value === values[0]) ? values[0] : values;
}

const unlessOnes = (values: readonly number[]): unknown =>
  values.every((value) => value === 1) ? undefined : short(values);

interface Convolution {
  readonly channels: readonly [number, number];
  readonly window: Window;
  readonly groups?: number;
  readonly bias: boolean;
}

/** The convolution as a module under this name, on the input; unbound. */
function convolved(
  place: Place,
  code: string,
  suffix: string,
  { channels, window, groups = 1, bias }: Convolution,
): string {
  const margins = marginsOf(place.from.shape, window);
  const kind = `nn.Conv${window.size.length}d`;
  const isInside = isEven(margins);
  const module = held(
    { ...place, attribute: place.attribute + suffix },
    call(kind, [...channels, short(window.size)], {
      stride: unlessOnes(window.strides),
      padding: isInside && !isNone(margins) ? short(margins.map(([before]) => before)) : undefined,
      dilation: unlessOnes(window.dilation ?? [1]),
      groups: groups === 1 ? undefined : groups,
      bias: bias ? undefined : false,
    }),
  );
  return `${module}(${isInside ? code : `F.pad(${code}, (${padOf(margins).join(", ")}))`})`;
}

function ended(place: Place, activation: Of<"conv2d">["activation"], code: string): Value {
  return assigned(place, activated(activation, code, 1), { shape: place.planned.plan.output, isChannelsFirst: true });
}

export function conv2d(place: Place, layer: Of<"conv2d">): Value {
  bound(place, "kernel", "weight", { axes: [3, 2, 0, 1] });
  bound(place, "bias", "bias");
  const code = convolved(place, channelsFirst(place), "", {
    channels: [place.from.shape[2]!, layer.filters],
    window: { ...layer, size: layer.kernelSize, dilation: layer.dilationRate },
    groups: layer.groups,
    bias: layer.useBias,
  });
  return ended(place, layer.activation, code);
}

export function conv1d(place: Place, layer: Of<"conv1d">): Value {
  bound(place, "kernel", "weight", { axes: [2, 1, 0] });
  bound(place, "bias", "bias");
  const code = convolved(place, channelsFirst(place), "", {
    channels: [place.from.shape[1]!, layer.filters],
    window: { ...layer, size: [layer.kernelSize], strides: [layer.strides], dilation: [layer.dilationRate] },
    groups: layer.groups,
    bias: layer.useBias,
  });
  return ended(place, layer.activation, code);
}

export function depthwiseConv2d(place: Place, layer: Of<"depthwise-conv2d">): Value {
  bound(place, "kernel", "weight", { axes: [2, 3, 0, 1] });
  bound(place, "bias", "bias");
  const channels = place.from.shape[2]!;
  const code = convolved(place, channelsFirst(place), "", {
    channels: [channels, channels * layer.depthMultiplier],
    window: { ...layer, size: layer.kernelSize },
    groups: channels,
    bias: layer.useBias,
  });
  return ended(place, layer.activation, code);
}

export function separableConv2d(place: Place, layer: Of<"separable-conv2d">): Value {
  const channels = place.from.shape[2]!;
  const middle = channels * layer.depthMultiplier;
  const part = (suffix: string): Place => ({ ...place, attribute: place.attribute + suffix });
  bound(part("_depthwise"), "depthwise-kernel", "weight", { axes: [2, 3, 0, 1] });
  bound(part("_pointwise"), "pointwise-kernel", "weight", { axes: [3, 2, 0, 1] });
  bound(part("_pointwise"), "bias", "bias");
  const apart = convolved(place, channelsFirst(place), "_depthwise", {
    channels: [channels, middle],
    window: { ...layer, size: layer.kernelSize },
    groups: channels,
    bias: false,
  });
  const mixed = convolved(place, apart, "_pointwise", {
    channels: [middle, layer.filters],
    window: { size: [1, 1], strides: [1, 1], padding: "valid" },
    bias: layer.useBias,
  });
  return ended(place, layer.activation, mixed);
}

export function conv2dTranspose(place: Place, layer: Of<"conv2d-transpose">): Value {
  bound(place, "kernel", "weight", { axes: [3, 2, 0, 1] });
  bound(place, "bias", "bias");
  const { kernelSize, strides, padding } = layer;
  const over = kernelSize.map((size, axis) => size - strides[axis]!);
  const before = over.map((each) => (padding === "same" ? Math.floor(Math.max(0, each) / 2) : 0));
  const more = over.map((each) => Math.max(0, -each));
  const module = held(
    place,
    call("nn.ConvTranspose2d", [place.from.shape[2]!, layer.filters, short(kernelSize)], {
      stride: unlessOnes(strides),
      padding: before.every((each) => each === 0) ? undefined : short(before),
      output_padding: more.every((each) => each === 0) ? undefined : short(more),
      bias: layer.useBias ? undefined : false,
    }),
  );
  const [height, width] = place.planned.plan.output;
  const isOdd = padding === "same" && over.some((each) => each > 0 && each % 2 === 1);
  const whole = `${module}(${channelsFirst(place)})`;
  return ended(place, layer.activation, isOdd ? `${whole}[:, :, :${height}, :${width}]` : whole);
}

/** `axes`: 1 of a sequence, 2 of a picture. */
function pooled(place: Place, kind: "max" | "average", window: Window): Value {
  const margins = marginsOf(place.from.shape, window);
  const axes = window.size.length;
  const x = channelsFirst(place);
  const change = { shape: place.planned.plan.output, isChannelsFirst: true };
  const [size, stride] = [short(window.size), short(window.strides)];
  const pad = new Code(`(${padOf(margins).join(", ")})`);
  if (kind === "average" && !isEven(margins)) {
    uses(place, "average-pool");
    return assigned(place, call("average_pool", [new Code(x), size, stride, pad]), change);
  }
  // PyTorch pads by half of the window at most.
  const isInside = isEven(margins) && margins.every(([before], axis) => 2 * before <= window.size[axis]!);
  const padding = isNone(margins) || !isInside ? undefined : short(margins.map(([before]) => before));
  const source = isInside ? x : `F.pad(${x}, ${pad.text}, value=float("-inf"))`;
  const name = kind === "max" ? `F.max_pool${axes}d` : `F.avg_pool${axes}d`;
  const counts = kind === "average" && padding !== undefined ? { count_include_pad: false } : {};
  return assigned(place, call(name, [new Code(source), size, stride], { padding, ...counts }), change);
}

export function pooling(
  place: Place,
  layer: Of<"max-pooling1d" | "max-pooling2d" | "average-pooling1d" | "average-pooling2d">,
): Value {
  switch (layer.type) {
    case "max-pooling1d":
    case "average-pooling1d":
      return pooled(place, layer.type === "max-pooling1d" ? "max" : "average", {
        size: [layer.poolSize],
        strides: [layer.strides],
        padding: layer.padding,
      });
    case "max-pooling2d":
    case "average-pooling2d":
      return pooled(place, layer.type === "max-pooling2d" ? "max" : "average", { ...layer, size: layer.poolSize });
  }
}
