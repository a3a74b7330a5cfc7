/** What convolution and pooling share: a window that moves over a picture or a sequence. */
import { z } from "zod";
import type { Text } from "../../language/text.ts";
import { type Mend } from "./layer.ts";
import { inputProblem } from "./shapes.ts";

const extent = z.int().min(1).max(64);

export function extentField(standard: number, en: string, zh: string) {
  return z
    .int()
    .min(1)
    .max(4096)
    .default(standard)
    .meta({ field: { label: { en, zh } } });
}

export function extentsField(standard: number, en: string, zh: string) {
  return z
    .tuple([extent, extent])
    .default([standard, standard])
    .meta({ field: { label: { en, zh } } });
}

const paddings = { valid: { en: "None", zh: "不填充" }, same: { en: "Keep the size", zh: "保持大小" } };

export const paddingField = z
  .enum(["valid", "same"])
  .default("valid")
  .meta({ field: { label: { en: "Padding", zh: "填充" }, choices: paddings } });

export const sequencePaddingField = z
  .enum(["valid", "same", "causal"])
  .default("valid")
  .meta({
    field: {
      label: { en: "Padding", zh: "填充" },
      choices: { ...paddings, causal: { en: "Causal (never the future)", zh: "因果（不看未来）" } },
    },
  });

interface Window {
  readonly size: readonly number[];
  readonly strides: readonly number[];
  readonly padding: "valid" | "same" | "causal";
  readonly dilation?: readonly number[];
  /** The setting that holds the size, for a mend. */
  readonly sizeField: "kernelSize" | "poolSize";
}

/** A window that fits, or padding that lets the one there fit. */
function windowMends(input: readonly number[], { size, dilation, sizeField }: Window): readonly Mend[] {
  const reaches = size.map((each, axis) => Math.min(each, input[axis]!));
  const fitting = dilation === undefined || dilation.every((each) => each === 1) ? reaches : size.map(() => 1);
  const shown = fitting.join(" × ");
  return [
    {
      title: { en: `Make the window ${shown}`, zh: `把窗口改为 ${shown}` },
      set: { [sizeField]: fitting.length === 1 ? fitting[0] : fitting },
    },
    { title: { en: "Set padding to “keep the size”", zh: "填充改为“保持大小”" }, set: { padding: "same" } },
  ];
}

/** Extents after the window has passed along each axis; throws when it does not fit. */
export function slideWindow(layer: Text, input: readonly number[], window: Window): readonly number[] {
  const output = input.map((length, axis) => {
    const reach = (window.size[axis]! - 1) * (window.dilation?.[axis] ?? 1) + 1;
    return window.padding === "valid"
      ? Math.ceil((length - reach + 1) / window.strides[axis]!)
      : Math.ceil(length / window.strides[axis]!);
  });
  if (output.every((length) => length >= 1)) return output;
  const size = window.size.join(" × ");
  const found = input.join(" × ");
  throw input.length === 1
    ? inputProblem(
        `The window of ${size} of the ${layer.en} layer does not fit the ${found} steps that reach it. Use a smaller window, padding that keeps the size, or fewer pooling layers.`,
        `${layer.zh}层长为 ${size} 的窗口放不进 ${found} 步的输入。请缩小窗口、改用“保持大小”的填充或减少池化层。`,
        windowMends(input, window),
      )
    : inputProblem(
        `The ${size} window of the ${layer.en} layer does not fit the ${found} picture that reaches it. Use a smaller window, padding that keeps the size, or fewer pooling layers.`,
        `${layer.zh}层的 ${size} 窗口放不进 ${found} 的输入。请缩小窗口、改用“保持大小”的填充或减少池化层。`,
        windowMends(input, window),
      );
}

/** Throws for strides and dilation both above 1, which no backend computes. */
export function checkDilation(strides: readonly number[], dilation: readonly number[]): void {
  if (strides.every((each) => each === 1) || dilation.every((each) => each === 1)) return;
  throw inputProblem(
    "Strides above 1 and dilation above 1 do not go together. Set one of them to 1.",
    "步幅与膨胀率不能同时大于 1。请把其中之一设为 1。",
    [
      { title: { en: "Set strides to 1", zh: "步幅设为 1" }, set: { strides: ones(strides) } },
      { title: { en: "Set dilation to 1", zh: "膨胀率设为 1" }, set: { dilationRate: ones(dilation) } },
    ],
  );
}

function ones(extents: readonly number[]): number | readonly number[] {
  return extents.length === 1 ? 1 : extents.map(() => 1);
}
