/** What makes the ways through a block end in shapes that can be put together. */
import type { Shape } from "../../tensor/ops.ts";
import { type AnyLayer, type Mend } from "./layer.ts";
import { lastOf } from "./shapes.ts";

/** A shortcut from `input` that ends as the main way does. */
export function shortcutMends(input: Shape, main: Shape): readonly Mend[] {
  if (input.length !== main.length) return [];
  const shortcut = shortcutOf(input, main);
  if (shortcut === null) return [];
  return [{ title: { en: "Put a matching layer on the shortcut", zh: "在捷径上放一个匹配的层" }, set: { shortcut } }];
}

function shortcutOf(input: Shape, main: Shape): readonly AnyLayer[] | null {
  const [filters, places] = [lastOf(main), main.slice(0, -1)];
  if (places.join() === input.slice(0, -1).join() && input.length < 3) return [{ type: "dense", units: filters }];
  const strides = places.map((extent, axis) => Math.ceil(input[axis]! / extent));
  const isReached = places.every((extent, axis) => Math.ceil(input[axis]! / strides[axis]!) === extent);
  if (!isReached) return null;
  const common = { filters, padding: "same" };
  return input.length === 3
    ? [{ type: "conv2d", kernelSize: [1, 1], strides, ...common }]
    : [{ type: "conv1d", kernelSize: 1, strides: strides[0], ...common }];
}

/** Every window in the lists pads to keep the size and moves by 1. */
export function keepSizeMends(lists: Readonly<Record<string, unknown>>): readonly Mend[] {
  const set = Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, kept(list)]));
  if (JSON.stringify(set) === JSON.stringify(lists)) return [];
  return [{ title: { en: "Let every layer inside keep the size", zh: "让内部各层都保持大小" }, set }];
}

function kept(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(kept);
  // A layer: what a list of layers, or of lists of them, holds.
  const layer = value as AnyLayer;
  const { padding, strides } = layer;
  return {
    ...layer,
    ...(padding === undefined ? {} : { padding: "same" }),
    ...(padding === undefined || strides === undefined
      ? {}
      : { strides: Array.isArray(strides) ? strides.map(() => 1) : 1 }),
  };
}
