import { z } from "zod";
import { activationField, bendOf } from "../activations.ts";
import { vectorInitializerField } from "../initializers.ts";
import { defineLayer, plainPlan, sizeOf, detailOf } from "../layer.ts";

const load = async () => import("./activation.ts");

const slope = (standard: number, en: string, zh: string) =>
  z
    .number()
    .min(0)
    .max(10)
    .default(standard)
    .meta({ field: { label: { en, zh } } });

export const activation = defineLayer({
  id: "activation",
  title: { en: "Activation", zh: "激活" },
  summary: { en: "A bend of its own, such as after a normalization.", zh: "单独的一层非线性，例如放在归一化之后。" },
  config: z.strictObject({ activation: activationField("relu") }),
  detail: (config) => detailOf(bendOf(config.activation)),
  plan: (_config, input) => plainPlan(input),
  load: async () => (await load()).activation,
});

export const leakyRelu = defineLayer({
  id: "leaky-relu",
  title: { en: "Leaky ReLU", zh: "Leaky ReLU" },
  summary: { en: "ReLU that lets a little through below 0.", zh: "小于 0 时仍保留一点斜率的 ReLU。" },
  config: z.strictObject({ negativeSlope: slope(0.3, "Slope below 0", "负半轴斜率") }),
  detail: ({ negativeSlope }) => detailOf(negativeSlope),
  plan: (_config, input) => plainPlan(input),
  load: async () => (await load()).leakyRelu,
});

export const elu = defineLayer({
  id: "elu",
  title: { en: "ELU", zh: "ELU" },
  summary: { en: "ReLU with a smooth, bounded tail below 0.", zh: "负半轴平滑且有界的 ReLU。" },
  config: z.strictObject({ alpha: slope(1, "Alpha", "α") }),
  detail: ({ alpha }) => detailOf(alpha),
  plan: (_config, input) => plainPlan(input),
  load: async () => (await load()).elu,
});

export const prelu = defineLayer({
  id: "prelu",
  title: { en: "PReLU", zh: "PReLU" },
  summary: {
    en: "Leaky ReLU whose slope below 0 is learnt, one for each channel.",
    zh: "负半轴斜率可学习的 Leaky ReLU，每个通道一个。",
  },
  config: z.strictObject({ alphaInitializer: vectorInitializerField("zeros", "Slope at first", "斜率初始化") }),
  plan: ({ alphaInitializer }, input) => {
    const channels = input[input.length - 1]!;
    return {
      output: input,
      parameters: [
        { name: "alpha", shape: [channels], initializer: alphaInitializer, fanIn: channels, fanOut: channels },
      ],
      state: [],
      multiplyAdds: sizeOf(input),
    };
  },
  load: async () => (await load()).prelu,
});
