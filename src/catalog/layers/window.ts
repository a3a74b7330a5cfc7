/** What convolution and pooling share: a window that moves over a picture [height, width, channels]. */
import { z } from "zod";
import { StudioError } from "../../language/studio-error.ts";
import type { Shape } from "../../tensor/ops.ts";

const extent = z.int().min(1).max(64);

export function extentsField(standard: number, en: string, zh: string) {
  return z
    .tuple([extent, extent])
    .default([standard, standard])
    .meta({ field: { label: { en, zh } } });
}

export const paddingField = z
  .enum(["valid", "same"])
  .default("valid")
  .meta({
    field: {
      label: { en: "Padding", zh: "填充" },
      choices: { valid: { en: "None", zh: "不填充" }, same: { en: "Keep the size", zh: "保持大小" } },
    },
  });

/** Height and width after the window has passed; throws when it does not fit. */
export function slideWindow(
  layer: { readonly en: string; readonly zh: string },
  input: Shape,
  size: readonly [number, number],
  strides: readonly [number, number],
  padding: "valid" | "same",
): { readonly height: number; readonly width: number; readonly channels: number } {
  const [height, width, channels] = input;
  if (input.length !== 3 || height === undefined || width === undefined || channels === undefined) {
    throw new StudioError({
      code: "layer-input",
      text: {
        en: `A ${layer.en} layer needs a picture (height × width × channels), but gets ${input.join(" × ")}.`,
        zh: `${layer.zh}层需要图像输入（高 × 宽 × 通道），但得到 ${input.join(" × ")}。`,
      },
    });
  }
  const slide = (length: number, window: number, stride: number): number =>
    padding === "same" ? Math.ceil(length / stride) : Math.ceil((length - window + 1) / stride);
  const output = {
    height: slide(height, size[0], strides[0]),
    width: slide(width, size[1], strides[1]),
    channels,
  };
  if (output.height < 1 || output.width < 1) {
    throw new StudioError({
      code: "layer-input",
      text: {
        en: `The ${size.join(" × ")} window of a ${layer.en} layer does not fit the ${height} × ${width} picture that reaches it. Use a smaller window, "same" padding or fewer pooling layers.`,
        zh: `${layer.zh}层的 ${size.join(" × ")} 窗口放不进 ${height} × ${width} 的输入。请缩小窗口、改用 same 填充或减少池化层。`,
      },
    });
  }
  return output;
}
