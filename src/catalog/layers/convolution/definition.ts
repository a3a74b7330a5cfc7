import { z } from "zod";
import { activationField, bendOf } from "../activations.ts";
import { type LayerPlan, type ParameterSpec, countField, defineLayer, detailOf } from "../layer.ts";
import { groupsMend, inputProblem, nearestDivisor, pictureOf, sequenceOf } from "../shapes.ts";
import { biasFields, biasOf, kernelFields, kernelOf } from "../weights.ts";
import {
  checkDilation,
  extentField,
  extentsField,
  paddingField,
  sequencePaddingField,
  slideWindow,
} from "../window.ts";

const filters = countField({ en: "Filters", zh: "滤波器数" }, 4096);
const groups = z
  .int()
  .min(1)
  .max(4096)
  .default(1)
  .meta({ field: { label: { en: "Groups", zh: "分组数" } } });
const multiplier = z
  .int()
  .min(1)
  .max(64)
  .default(1)
  .meta({ field: { label: { en: "Filters a channel", zh: "每通道滤波器数" } } });

const picture = {
  kernelSize: extentsField(3, "Kernel size", "卷积核大小"),
  strides: extentsField(1, "Strides", "步幅"),
  padding: paddingField,
};
const ending = { activation: activationField("linear"), ...biasFields };

const load = async () => import("./convolution.ts");
const sizeField = "kernelSize" as const;
/** The size stays, with an activation, as is usual in the middle of a network; a kernel of 3 or as much as fits. */
const startOf =
  (axes: 1 | 2, filtersAtFirst?: number) =>
  (input: readonly number[]): Readonly<Record<string, unknown>> => {
    const sizes = input.slice(0, -1).map((extent) => Math.min(3, extent));
    return {
      ...(filtersAtFirst === undefined ? {} : { filters: filtersAtFirst }),
      ...(sizes.length === axes ? { kernelSize: axes === 1 ? sizes[0] : sizes } : {}),
      padding: "same",
      activation: "relu",
    };
  };
const area = (size: readonly number[]): number => size.reduce((product, each) => product * each, 1);

export const conv2d = defineLayer({
  id: "conv2d",
  title: { en: "Convolution", zh: "二维卷积" },
  summary: {
    en: "Slides small filters over the picture and learns what to look for.",
    zh: "让小滤波器滑过图像，学习要找的特征。",
  },
  config: z.strictObject({
    filters,
    ...picture,
    dilationRate: extentsField(1, "Dilation", "膨胀率"),
    groups,
    ...ending,
    ...kernelFields,
  }),
  detail: ({ kernelSize, activation, ...config }) =>
    detailOf(`${config.filters} × (${kernelSize.join(" × ")})`, bendOf(activation)),
  begin: startOf(2, 32),
  plan: (config, input) => {
    const title = { en: "convolution", zh: "卷积" };
    const [height, width, channels] = pictureOf(title, input);
    checkDilation(config.strides, config.dilationRate);
    checkGroups(config, channels);
    const window = { ...config, size: config.kernelSize, dilation: config.dilationRate, sizeField };
    const places = slideWindow(title, [height, width], window);
    return convolution(config, places, [...config.kernelSize, channels / config.groups, config.filters]);
  },
  load: async () => (await load()).conv2d,
});

export const conv1d = defineLayer({
  id: "conv1d",
  title: { en: "Convolution (1-D)", zh: "一维卷积" },
  summary: {
    en: "Slides small filters along a sequence and learns which patterns to look for.",
    zh: "让小滤波器沿序列滑动，学习要找的模式。",
  },
  config: z.strictObject({
    filters,
    kernelSize: extentField(3, "Kernel size", "卷积核大小"),
    strides: extentField(1, "Strides", "步幅"),
    padding: sequencePaddingField,
    dilationRate: extentField(1, "Dilation", "膨胀率"),
    groups,
    ...ending,
    ...kernelFields,
  }),
  detail: ({ kernelSize, activation, ...config }) =>
    detailOf(`${config.filters} × (${kernelSize})`, bendOf(activation)),
  begin: startOf(1, 32),
  plan: (config, input) => {
    const title = { en: "convolution", zh: "卷积" };
    const [steps, channels] = sequenceOf(title, input);
    checkDilation([config.strides], [config.dilationRate]);
    checkGroups(config, channels);
    const places = slideWindow(title, [steps], {
      size: [config.kernelSize],
      strides: [config.strides],
      padding: config.padding,
      dilation: [config.dilationRate],
      sizeField,
    });
    return convolution(config, places, [config.kernelSize, channels / config.groups, config.filters]);
  },
  load: async () => (await load()).conv1d,
});

export const depthwiseConv2d = defineLayer({
  id: "depthwise-conv2d",
  title: { en: "Depthwise convolution", zh: "逐通道卷积" },
  summary: {
    en: "Filters each channel on its own: cheap, where channels need not be mixed.",
    zh: "对每个通道单独滤波：开销小，适合不需要混合通道之处。",
  },
  config: z.strictObject({ ...picture, depthMultiplier: multiplier, ...ending, ...kernelFields }),
  detail: ({ kernelSize, activation }) => detailOf(kernelSize.join(" × "), bendOf(activation)),
  begin: startOf(2),
  plan: (config, input) => {
    const title = { en: "depthwise convolution", zh: "逐通道卷积" };
    const [height, width, channels] = pictureOf(title, input);
    const places = slideWindow(title, [height, width], { ...config, size: config.kernelSize, sizeField });
    const units = channels * config.depthMultiplier;
    const shape = [...config.kernelSize, channels, config.depthMultiplier];
    return {
      output: [...places, units],
      parameters: [depthwiseOf(config, shape), ...biasOf(config, units)],
      state: [],
      multiplyAdds: area(places) * area(config.kernelSize) * units,
    };
  },
  load: async () => (await load()).depthwiseConv2d,
});

export const separableConv2d = defineLayer({
  id: "separable-conv2d",
  title: { en: "Separable convolution", zh: "可分离卷积" },
  summary: {
    en: "A depthwise convolution, then a mix of the channels: nearly a convolution at a fraction of the cost.",
    zh: "先逐通道卷积，再混合通道：效果接近普通卷积，开销小得多。",
  },
  config: z.strictObject({ filters, ...picture, depthMultiplier: multiplier, ...ending, ...kernelFields }),
  detail: ({ kernelSize, activation, ...config }) =>
    detailOf(`${config.filters} × (${kernelSize.join(" × ")})`, bendOf(activation)),
  begin: startOf(2, 32),
  plan: (config, input) => {
    const title = { en: "separable convolution", zh: "可分离卷积" };
    const [height, width, channels] = pictureOf(title, input);
    const places = slideWindow(title, [height, width], { ...config, size: config.kernelSize, sizeField });
    const middle = channels * config.depthMultiplier;
    const depthwise = [...config.kernelSize, channels, config.depthMultiplier];
    return {
      output: [...places, config.filters],
      parameters: [
        depthwiseOf(config, depthwise, "depthwise-kernel"),
        kernelOf(config, [1, 1, middle, config.filters], 1, "pointwise-kernel"),
        ...biasOf(config, config.filters),
      ],
      state: [],
      multiplyAdds: area(places) * middle * (area(config.kernelSize) + config.filters),
      onTheWay: area(places) * middle,
    };
  },
  load: async () => (await load()).separableConv2d,
});

export const conv2dTranspose = defineLayer({
  id: "conv2d-transpose",
  title: { en: "Transposed convolution", zh: "转置卷积" },
  summary: {
    en: "A convolution the other way round: grows a small picture into a larger one.",
    zh: "反方向的卷积：把小图像放大成大图像。",
  },
  config: z.strictObject({ filters, ...picture, ...ending, ...kernelFields }),
  detail: ({ kernelSize, activation, ...config }) =>
    detailOf(`${config.filters} × (${kernelSize.join(" × ")})`, bendOf(activation)),
  begin: startOf(2, 32),
  plan: (config, input) => {
    const [height, width, channels] = pictureOf({ en: "transposed convolution", zh: "转置卷积" }, input);
    const places = transposedSize([height, width], config);
    const shape = [...config.kernelSize, config.filters, channels];
    const kernel = kernelOf(config, shape, area(config.kernelSize));
    return {
      output: [...places, config.filters],
      parameters: [
        { ...kernel, fanIn: kernel.fanOut, fanOut: kernel.fanIn, unitAxes: [2] },
        ...biasOf(config, config.filters),
      ],
      state: [],
      multiplyAdds: height * width * area(config.kernelSize) * channels * config.filters,
    };
  },
  load: async () => (await load()).conv2dTranspose,
});

/** As Keras infers it: strides times the input, and what the kernel reaches beyond that without padding. */
export function transposedSize(
  [height, width]: readonly [number, number],
  at: {
    readonly kernelSize: readonly [number, number];
    readonly strides: readonly [number, number];
    readonly padding: "valid" | "same";
  },
): readonly [number, number] {
  const grown = (length: number, axis: 0 | 1): number =>
    length * at.strides[axis] + (at.padding === "valid" ? Math.max(at.kernelSize[axis] - at.strides[axis], 0) : 0);
  return [grown(height, 0), grown(width, 1)];
}

function checkGroups({ groups: count, filters: made }: { groups: number; filters: number }, channels: number): void {
  if (channels % count === 0 && made % count === 0) return;
  throw inputProblem(
    `${count} groups do not divide both ${channels} channels and ${made} filters evenly. Choose a number of groups that does.`,
    `${count} 个分组无法同时整除 ${channels} 个通道和 ${made} 个滤波器。请选择能整除两者的分组数。`,
    [groupsMend(nearestDivisor(count, channels, made))],
  );
}

/** [kh, kw, channels, multiplier]: each channel's filters are units of their own. */
function depthwiseOf(config: Parameters<typeof kernelOf>[0], shape: readonly number[], name?: string): ParameterSpec {
  return { ...kernelOf(config, shape, area(shape.slice(0, 2)), name), unitAxes: [2, 3] };
}

function convolution(
  config: Parameters<typeof kernelOf>[0] & Parameters<typeof biasOf>[0],
  places: readonly number[],
  kernel: readonly number[],
): LayerPlan {
  const units = kernel[kernel.length - 1]!;
  return {
    output: [...places, units],
    parameters: [kernelOf(config, kernel, area(kernel.slice(0, -2))), ...biasOf(config, units)],
    state: [],
    multiplyAdds: area(places) * area(kernel),
  };
}
