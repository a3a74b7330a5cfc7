import { z } from "zod";
import type { Text } from "../../../language/text.ts";
import { defineLayer, plainPlan, switchField, detailOf } from "../layer.ts";
import { pictureOf, sequenceOf } from "../shapes.ts";
import { extentField, extentsField, paddingField, slideWindow } from "../window.ts";

const load = async () => import("./pooling.ts");

const picture = z.strictObject({
  poolSize: extentsField(2, "Window", "窗口大小"),
  strides: extentsField(2, "Strides", "步幅"),
  padding: paddingField,
});
const sequence = z.strictObject({
  poolSize: extentField(2, "Window", "窗口大小"),
  strides: extentField(2, "Strides", "步幅"),
  padding: paddingField,
});

function pooledPicture(layer: Text, config: z.infer<typeof picture>, input: readonly number[]) {
  const [height, width, channels] = pictureOf(layer, input);
  return plainPlan([
    ...slideWindow(layer, [height, width], { ...config, size: config.poolSize, sizeField: "poolSize" }),
    channels,
  ]);
}

function pooledSequence(layer: Text, config: z.infer<typeof sequence>, input: readonly number[]) {
  const [steps, channels] = sequenceOf(layer, input);
  const window = {
    size: [config.poolSize],
    strides: [config.strides],
    padding: config.padding,
    sizeField: "poolSize" as const,
  };
  return plainPlan([...slideWindow(layer, [steps], window), channels]);
}

const strongest = { en: "max-pooling", zh: "最大池化" };
const mean = { en: "average-pooling", zh: "平均池化" };

export const maxPooling2d = defineLayer({
  id: "max-pooling2d",
  title: { en: "Max pooling", zh: "最大池化" },
  summary: {
    en: "Keeps the strongest answer of each window and shrinks the picture.",
    zh: "保留每个窗口中最强的响应，并缩小图像。",
  },
  config: picture,
  detail: ({ poolSize }) => detailOf(poolSize.join(" × ")),
  plan: (config, input) => pooledPicture(strongest, config, input),
  load: async () => (await load()).maxPooling2d,
});

export const averagePooling2d = defineLayer({
  id: "average-pooling2d",
  title: { en: "Average pooling", zh: "平均池化" },
  summary: { en: "The mean of each window; shrinks the picture.", zh: "取每个窗口的平均值，并缩小图像。" },
  config: picture,
  detail: ({ poolSize }) => detailOf(poolSize.join(" × ")),
  plan: (config, input) => pooledPicture(mean, config, input),
  load: async () => (await load()).averagePooling2d,
});

export const maxPooling1d = defineLayer({
  id: "max-pooling1d",
  title: { en: "Max pooling (1-D)", zh: "一维最大池化" },
  summary: {
    en: "Keeps the strongest answer of each window and shortens the sequence.",
    zh: "保留每个窗口中最强的响应，并缩短序列。",
  },
  config: sequence,
  detail: ({ poolSize }) => detailOf(poolSize),
  plan: (config, input) => pooledSequence(strongest, config, input),
  load: async () => (await load()).maxPooling1d,
});

export const averagePooling1d = defineLayer({
  id: "average-pooling1d",
  title: { en: "Average pooling (1-D)", zh: "一维平均池化" },
  summary: { en: "The mean of each window; shortens the sequence.", zh: "取每个窗口的平均值，并缩短序列。" },
  config: sequence,
  detail: ({ poolSize }) => detailOf(poolSize),
  plan: (config, input) => pooledSequence(mean, config, input),
  load: async () => (await load()).averagePooling1d,
});

const global = z.strictObject({
  keepDims: switchField(false, { en: "Keep the axes, with one place", zh: "保留维度（长度为 1）" }),
});

function globalPlan(layer: Text, keepDims: boolean, input: readonly number[], places: number) {
  const channels = places === 2 ? pictureOf(layer, input)[2] : sequenceOf(layer, input)[1];
  return plainPlan(keepDims ? [...Array.from({ length: places }, () => 1), channels] : [channels]);
}

export const globalAveragePooling2d = defineLayer({
  id: "global-average-pooling2d",
  title: { en: "Global average pooling", zh: "全局平均池化" },
  summary: {
    en: "Each channel's mean over the whole picture: one number a channel.",
    zh: "每个通道在整幅图像上的平均值：每通道一个数。",
  },
  config: global,
  plan: ({ keepDims }, input) => globalPlan(mean, keepDims, input, 2),
  load: async () => (await load()).globalAveragePooling2d,
});

export const globalMaxPooling2d = defineLayer({
  id: "global-max-pooling2d",
  title: { en: "Global max pooling", zh: "全局最大池化" },
  summary: {
    en: "Each channel's strongest answer in the whole picture.",
    zh: "每个通道在整幅图像上的最大响应。",
  },
  config: global,
  plan: ({ keepDims }, input) => globalPlan(strongest, keepDims, input, 2),
  load: async () => (await load()).globalMaxPooling2d,
});

export const globalAveragePooling1d = defineLayer({
  id: "global-average-pooling1d",
  title: { en: "Global average pooling (1-D)", zh: "一维全局平均池化" },
  summary: {
    en: "Each feature's mean over the whole sequence; padding does not count.",
    zh: "每个特征在整个序列上的平均值，填充部分不计入。",
  },
  config: global,
  plan: ({ keepDims }, input) => globalPlan(mean, keepDims, input, 1),
  load: async () => (await load()).globalAveragePooling1d,
});

export const globalMaxPooling1d = defineLayer({
  id: "global-max-pooling1d",
  title: { en: "Global max pooling (1-D)", zh: "一维全局最大池化" },
  summary: {
    en: "Each feature's largest value in the sequence; padding does not count.",
    zh: "每个特征在序列中的最大值，填充部分不计入。",
  },
  config: global,
  plan: ({ keepDims }, input) => globalPlan(strongest, keepDims, input, 1),
  load: async () => (await load()).globalMaxPooling1d,
});
