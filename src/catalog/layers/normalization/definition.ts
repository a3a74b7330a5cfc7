import { z } from "zod";
import type { ParameterSpec } from "../layer.ts";
import { defineLayer, sizeOf, switchField, detailOf } from "../layer.ts";
import { groupsMend, inputProblem, lastOf, nearestDivisor } from "../shapes.ts";

const load = async () => import("./normalization.ts");

const epsilon = (standard: number) =>
  z
    .number()
    .positive()
    .max(1)
    .default(standard)
    .meta({
      field: {
        label: { en: "Epsilon", zh: "ε" },
        help: { en: "Keeps a constant input from being divided by 0.", zh: "防止输入恒定时除以 0。" },
        scale: "log",
      },
    });
const affine = {
  center: switchField(true, { en: "Learn an offset", zh: "学习偏移" }),
  scale: switchField(true, { en: "Learn a scale", zh: "学习缩放" }),
};

/** gamma and beta, one number a channel. */
function affineOf(config: { readonly center?: boolean; readonly scale: boolean }, channels: number): ParameterSpec[] {
  const each = (name: string, initializer: "ones" | "zeros") => ({
    name,
    shape: [channels],
    initializer,
    fanIn: channels,
    fanOut: channels,
  });
  return [...(config.scale ? [each("gamma", "ones")] : []), ...(config.center === true ? [each("beta", "zeros")] : [])];
}

export const batchNormalization = defineLayer({
  id: "batch-normalization",
  title: { en: "Batch normalization", zh: "批归一化" },
  summary: {
    en: "Each channel to mean 0 and variance 1 over the batch; in use, by what training has seen.",
    zh: "训练时按批把每个通道归一化为均值 0、方差 1；使用时则用训练中累计的统计量。",
  },
  config: z.strictObject({
    momentum: z
      .number()
      .min(0)
      .lt(1)
      .default(0.99)
      .meta({
        field: {
          label: { en: "Momentum", zh: "动量" },
          help: { en: "How slowly the running mean and variance follow.", zh: "滑动均值与方差更新得有多慢。" },
        },
      }),
    epsilon: epsilon(1e-3),
    ...affine,
  }),
  plan: (config, input) => {
    const shape = [lastOf(input)];
    return {
      output: input,
      parameters: affineOf(config, lastOf(input)),
      state: [
        { name: "moving-mean", shape, value: 0 },
        { name: "moving-variance", shape, value: 1 },
      ],
      multiplyAdds: sizeOf(input),
      onTheWay: sizeOf(input),
    };
  },
  load: async () => (await load()).batchNormalization,
});

export const layerNormalization = defineLayer({
  id: "layer-normalization",
  title: { en: "Layer normalization", zh: "层归一化" },
  summary: {
    en: "Each example's channels to mean 0 and variance 1, at each place on its own.",
    zh: "对每个样本、每个位置的通道归一化为均值 0、方差 1。",
  },
  config: z.strictObject({ epsilon: epsilon(1e-3), ...affine }),
  plan: (config, input) => ({
    output: input,
    parameters: affineOf(config, lastOf(input)),
    state: [],
    multiplyAdds: sizeOf(input),
    onTheWay: sizeOf(input),
  }),
  load: async () => (await load()).layerNormalization,
});

export const groupNormalization = defineLayer({
  id: "group-normalization",
  title: { en: "Group normalization", zh: "组归一化" },
  summary: {
    en: "Each example's channels in groups, over all places: as steady with a batch of one as with many.",
    zh: "把每个样本的通道分组归一化，与批量大小无关。",
  },
  config: z.strictObject({
    groups: z
      .int()
      .min(1)
      .max(4096)
      .default(32)
      .meta({ field: { label: { en: "Groups", zh: "分组数" } } }),
    epsilon: epsilon(1e-3),
    ...affine,
  }),
  detail: ({ groups }) => detailOf(groups),
  begin: (input) => ({ groups: nearestDivisor(Math.min(32, lastOf(input)), lastOf(input)) }),
  plan: (config, input) => {
    const channels = lastOf(input);
    if (channels % config.groups !== 0) {
      throw inputProblem(
        `${config.groups} groups do not divide ${channels} channels evenly. Choose a number of groups that does.`,
        `${config.groups} 个分组无法整除 ${channels} 个通道。请选择能整除的分组数。`,
        [groupsMend(nearestDivisor(config.groups, channels))],
      );
    }
    const size = sizeOf(input);
    return { output: input, parameters: affineOf(config, channels), state: [], multiplyAdds: size, onTheWay: size };
  },
  load: async () => (await load()).groupNormalization,
});

export const rmsNormalization = defineLayer({
  id: "rms-normalization",
  title: { en: "RMS normalization", zh: "RMS 归一化" },
  summary: {
    en: "Each example's channels to a mean square of 1: layer normalization without the mean.",
    zh: "把每个样本的通道缩放到均方为 1：不减均值的层归一化。",
  },
  config: z.strictObject({ epsilon: epsilon(1e-6), scale: affine.scale }),
  plan: (config, input) => ({
    output: input,
    parameters: affineOf(config, lastOf(input)),
    state: [],
    multiplyAdds: sizeOf(input),
    onTheWay: sizeOf(input),
  }),
  load: async () => (await load()).rmsNormalization,
});
