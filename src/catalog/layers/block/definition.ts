/** Layers made of lists of layers. */
import { z } from "zod";
import type { Text } from "../../../language/text.ts";
import { activationField, bendOf } from "../activations.ts";
import { type AnyLayer, type LayerListSchema, defineLayer, detailOf, printShape } from "../layer.ts";
import { inputProblem, lastOf, pictureOf } from "../shapes.ts";
import { keepSizeMends, shortcutMends } from "../block-mends.ts";

const load = async () => import("./block.ts");

/** A layer that keeps the input's shape. */
function likeInput(input: readonly number[]): readonly AnyLayer[] {
  const filters = lastOf(input);
  const inside = { padding: "same", activation: "relu" };
  switch (input.length) {
    case 3:
      return [{ type: "conv2d", filters, ...inside }];
    case 2:
      return [{ type: "conv1d", filters, ...inside }];
    default:
      return [{ type: "dense", units: filters, activation: "relu" }];
  }
}

export function residualOver(layerList: LayerListSchema) {
  return defineLayer({
    id: "residual",
    title: { en: "Residual block", zh: "残差块" },
    summary: {
      en: "What its layers give is added to what came in, so that deep networks still learn.",
      zh: "把内部各层的输出与输入相加，使很深的网络也能学习。",
    },
    config: z.strictObject({
      layers: layerList.meta({ field: { label: { en: "Layers", zh: "层" } } }),
      shortcut: layerList.default([]).meta({
        field: {
          label: { en: "Shortcut", zh: "捷径" },
          help: {
            en: "Layers on the way around, where shapes differ: a convolution of 1 × 1.",
            zh: "形状不同时，捷径上的层：1 × 1 卷积。",
          },
        },
      }),
      activation: activationField("linear"),
    }),
    detail: ({ activation }) => detailOf(bendOf(activation)),
    lists: () => [
      { path: ["layers"], title: { en: "Layers", zh: "主路" }, inner: "layers" },
      { path: ["shortcut"], title: { en: "Shortcut", zh: "捷径" }, inner: "shortcut" },
    ],
    begin: (input) => ({ layers: likeInput(input), activation: "relu" }),
    plan: ({ layers, shortcut }, input, layOut) => {
      const inner = { layers: layOut(layers, input), shortcut: layOut(shortcut, input) };
      const [main, around] = [inner.layers.output, inner.shortcut.output];
      if (main.join() !== around.join()) {
        throw inputProblem(
          `The layers of a residual block give ${printShape(main)}, but its shortcut gives ${printShape(around)}, and the two cannot be added. Put a 1 × 1 convolution with the same filters and strides on the shortcut.`,
          `残差块内部的层输出 ${printShape(main)}，而捷径输出 ${printShape(around)}，两者无法相加。请在捷径上放一个滤波器数和步幅相同的 1 × 1 卷积。`,
          [...shortcutMends(input, main), ...keepSizeMends({ layers })],
        );
      }
      return { output: main, parameters: [], state: [], multiplyAdds: 0, inner };
    },
    load: async () => (await load()).residual,
  });
}

export const squeezeAndExcite = defineLayer({
  id: "squeeze-and-excite",
  title: { en: "Squeeze and excite", zh: "通道注意力（SE）" },
  summary: {
    en: "Looks at the whole picture and turns each channel up or down.",
    zh: "纵观整幅图像，调高或调低每个通道。",
  },
  config: z.strictObject({
    ratio: z
      .int()
      .min(1)
      .max(256)
      .default(16)
      .meta({
        field: {
          label: { en: "Squeeze", zh: "压缩比" },
          help: { en: "Channels for each unit inside.", zh: "每个内部单元对应的通道数。" },
        },
      }),
    activation: activationField("relu"),
  }),
  detail: ({ ratio }) => detailOf(ratio),
  plan: ({ ratio, activation }, input, layOut) => {
    const channels = pictureOf({ en: "squeeze-and-excite", zh: "SE " }, input)[2];
    const mixed = (filters: number, bend: string) => ({
      type: "conv2d",
      filters,
      kernelSize: [1, 1],
      activation: bend,
    });
    const gate = layOut(
      [
        { type: "global-average-pooling2d", keepDims: true },
        mixed(Math.max(1, Math.floor(channels / ratio)), activation),
        mixed(channels, "sigmoid"),
      ],
      input,
    );
    return { output: input, parameters: [], state: [], multiplyAdds: 0, inner: { gate } };
  },
  load: async () => (await load()).squeezeAndExcite,
});

const merges = ["concat", "add", "multiply", "average", "maximum"] as const;
export type Merge = (typeof merges)[number];
const mergeTitles: Readonly<Record<Merge, Text>> = {
  concat: { en: "Side by side", zh: "拼接" },
  add: { en: "Sum", zh: "相加" },
  multiply: { en: "Product", zh: "相乘" },
  average: { en: "Mean", zh: "平均" },
  maximum: { en: "Largest", zh: "取最大" },
};

export function parallelOver(layerList: LayerListSchema) {
  return defineLayer({
    id: "parallel",
    title: { en: "Parallel branches", zh: "并行分支" },
    summary: {
      en: "Several lists of layers on the same input, then put together: an inception block.",
      zh: "多组层作用于同一输入，再合并结果，即 Inception 块。",
    },
    config: z.strictObject({
      branches: z
        .array(layerList)
        .min(2)
        .max(16)
        .meta({ field: { label: { en: "Branches", zh: "分支" } } }),
      merge: z
        .enum(merges)
        .default("concat")
        .meta({
          field: {
            label: { en: "Put together", zh: "合并方式" },
            choices: mergeTitles,
          },
        }),
    }),
    detail: ({ merge }) => detailOf(mergeTitles[merge]),
    lists: ({ branches }) =>
      branches.map((_, at) => ({
        path: ["branches", at],
        title: { en: `Branch ${at + 1}`, zh: `分支 ${at + 1}` },
        inner: `branch-${at + 1}`,
      })),
    begin: (input) => ({ branches: [likeInput(input), []] }),
    plan: ({ branches, merge }, input, layOut) => {
      const laidOut = branches.map((layers) => layOut(layers, input));
      const shapes = laidOut.map(({ output }) => output);
      const compared = shapes.map((shape) => (merge === "concat" ? shape.slice(0, -1) : shape).join());
      if (new Set(compared).size > 1 || new Set(shapes.map((shape) => shape.length)).size > 1) {
        const found = shapes.map(printShape).join(", ");
        throw inputProblem(
          `The branches give ${found}, which cannot be put together (${mergeTitles[merge].en.toLowerCase()}). Make them alike${merge === "concat" ? " but for the last extent" : ""}, with padding that keeps the size and equal strides.`,
          `各分支的输出为 ${found}，无法合并（${mergeTitles[merge].zh}）。请用“保持大小”的填充和相同步幅使其形状${merge === "concat" ? "除最后一维外" : ""}一致。`,
          keepSizeMends({ branches }),
        );
      }
      const first = shapes[0]!;
      const width = shapes.reduce((sum, shape) => sum + shape[shape.length - 1]!, 0);
      return {
        output: merge === "concat" ? [...first.slice(0, -1), width] : first,
        parameters: [],
        state: [],
        multiplyAdds: 0,
        inner: Object.fromEntries(laidOut.map((branch, at) => [`branch-${at + 1}`, branch])),
      };
    },
    load: async () => (await load()).parallel,
  });
}
