import { z } from "zod";
import { StudioError } from "../../../language/studio-error.ts";
import { activationField } from "../activations.ts";
import { kernelInitializerField } from "../initializers.ts";
import { defineLayer } from "../layer.ts";

export const dense = defineLayer({
  id: "dense",
  title: { en: "Dense", zh: "全连接" },
  summary: { en: "Every unit sees every input.", zh: "每个单元都与所有输入相连。" },
  config: z.strictObject({
    units: z
      .int()
      .min(1)
      .max(16_384)
      .meta({ field: { label: { en: "Units", zh: "单元数" } } }),
    activation: activationField("linear"),
    useBias: z
      .boolean()
      .default(true)
      .meta({ field: { label: { en: "Bias", zh: "偏置" } } }),
    kernelInitializer: kernelInitializerField,
  }),
  plan: (config, input) => {
    const [inputs] = input;
    if (input.length !== 1 || inputs === undefined) {
      throw new StudioError({
        code: "layer-input",
        text: {
          en: `A dense layer needs a flat input, but gets ${input.join(" × ")}. Put a flatten layer before it.`,
          zh: `全连接层需要一维输入，但得到 ${input.join(" × ")}。请在它之前加一个展平层。`,
        },
      });
    }
    const fan = { fanIn: inputs, fanOut: config.units };
    const kernel = {
      name: "kernel",
      shape: [inputs, config.units],
      initializer: config.kernelInitializer,
      ...fan,
    };
    const bias = { name: "bias", shape: [config.units], initializer: "zeros" as const, ...fan };
    return {
      output: [config.units],
      parameters: config.useBias ? [kernel, bias] : [kernel],
      state: [],
      multiplyAdds: inputs * config.units,
    };
  },
  load: async () => (await import("./dense.ts")).dense,
});
