import { z } from "zod";
import { activationField, bendOf } from "../activations.ts";
import { countField, defineLayer, detailOf, printShape } from "../layer.ts";
import { flattenFirst, inputProblem, lastOf, poolFirst } from "../shapes.ts";
import { biasFields, biasOf, kernelFields, kernelOf } from "../weights.ts";

export const dense = defineLayer({
  id: "dense",
  title: { en: "Dense", zh: "全连接" },
  summary: {
    en: "Every unit sees every input; of a sequence, each step on its own.",
    zh: "每个单元都与所有输入相连；对序列则逐步进行。",
  },
  config: z.strictObject({
    // It may have to give back a picture of 512 × 512 in three colours, or choose among 100,000 tokens.
    units: countField({ en: "Units", zh: "单元数" }, 1_000_000),
    activation: activationField("linear"),
    ...biasFields,
    ...kernelFields,
  }),
  detail: ({ units, activation }) => detailOf(units, bendOf(activation)),
  begin: () => ({ units: 64, activation: "relu" }),
  plan: (config, input) => {
    // Over a picture's channels it would be a convolution of 1 x 1, which no one means who writes "dense".
    if (input.length === 0 || input.length > 2) {
      throw inputProblem(
        `The dense layer needs a flat input, but gets ${printShape(input)}. Put a flatten layer before it.`,
        `全连接层需要一维输入，但得到 ${printShape(input)}。请在它之前加一个展平层。`,
        input.length === 3 ? [flattenFirst, poolFirst] : [flattenFirst],
      );
    }
    const steps = input.length === 2 ? input[0]! : 1;
    return {
      output: [...input.slice(0, -1), config.units],
      parameters: [kernelOf(config, [lastOf(input), config.units]), ...biasOf(config, config.units)],
      state: [],
      multiplyAdds: steps * lastOf(input) * config.units,
    };
  },
  load: async () => (await import("./dense.ts")).dense,
});
