import { z } from "zod";
import { activationField } from "../activations.ts";
import { kernelInitializerField } from "../initializers.ts";
import { defineLayer } from "../layer.ts";
import { extentsField, paddingField, slideWindow } from "../window.ts";

export const conv2d = defineLayer({
  id: "conv2d",
  title: { en: "Convolution", zh: "二维卷积" },
  summary: {
    en: "Slides small filters over the picture and learns what to look for.",
    zh: "让小滤波器滑过图像，学习要找的特征。",
  },
  config: z.strictObject({
    filters: z
      .int()
      .min(1)
      .max(1024)
      .meta({ field: { label: { en: "Filters", zh: "滤波器数" } } }),
    kernelSize: extentsField(3, "Kernel size", "卷积核大小"),
    strides: extentsField(1, "Strides", "步幅"),
    padding: paddingField,
    activation: activationField("linear"),
    useBias: z
      .boolean()
      .default(true)
      .meta({ field: { label: { en: "Bias", zh: "偏置" } } }),
    kernelInitializer: kernelInitializerField,
  }),
  plan: (config, input) => {
    const title = { en: "convolution", zh: "卷积" };
    const { height, width, channels } = slideWindow(title, input, config.kernelSize, config.strides, config.padding);
    const area = config.kernelSize[0] * config.kernelSize[1];
    const fan = { fanIn: area * channels, fanOut: area * config.filters };
    const kernel = {
      name: "kernel",
      shape: [...config.kernelSize, channels, config.filters],
      initializer: config.kernelInitializer,
      ...fan,
    };
    const bias = { name: "bias", shape: [config.filters], initializer: "zeros" as const, ...fan };
    return {
      output: [height, width, config.filters],
      parameters: config.useBias ? [kernel, bias] : [kernel],
      state: [],
      multiplyAdds: height * width * area * channels * config.filters,
    };
  },
  load: async () => (await import("./conv2d.ts")).conv2d,
});
