import { z } from "zod";
import { constraintField } from "../constraints.ts";
import { initializerField } from "../initializers.ts";
import { countField, defineLayer, detailOf, switchField, printShape } from "../layer.ts";
import { regularizerField } from "../regularizers.ts";
import { inputProblem, sequenceOf } from "../shapes.ts";

const load = async () => import("./embedding.ts");

export const embedding = defineLayer({
  id: "embedding",
  title: { en: "Embedding", zh: "词嵌入" },
  summary: {
    en: "Gives each token of a sequence a vector of its own, which is learnt.",
    zh: "为序列中的每个词元学习一个向量。",
  },
  config: z.strictObject({
    inputDim: countField({ en: "Tokens", zh: "词元数" }, 1_000_000),
    outputDim: countField({ en: "Numbers a token", zh: "向量长度" }, 4096),
    maskZero: switchField(
      false,
      { en: "Token 0 is padding", zh: "词元 0 为填充" },
      { en: "Later layers then pass over it.", zh: "后续层会忽略填充部分。" },
    ),
    embeddingsInitializer: initializerField("random-uniform", "Initializer", "初始化"),
    embeddingsRegularizer: regularizerField("Regularizer", "正则化"),
    embeddingsConstraint: constraintField("Constraint", "约束"),
  }),
  detail: ({ inputDim, outputDim }) => detailOf(`${inputDim} × ${outputDim}`),
  begin: (_input, vocabulary = 1000) => ({ inputDim: vocabulary, outputDim: 32, maskZero: true }),
  plan: (config, input) => {
    const [steps] = input;
    if (input.length !== 1 || steps === undefined) {
      throw inputProblem(
        `The embedding layer needs a sequence of tokens, but gets ${printShape(input)}. Put it first, on text.`,
        `词嵌入层需要词元序列，但得到 ${printShape(input)}。请把它放在文本数据之后的第一层。`,
      );
    }
    const shape = [config.inputDim, config.outputDim];
    return {
      output: [steps, config.outputDim],
      parameters: [
        {
          name: "embeddings",
          shape,
          initializer: config.embeddingsInitializer,
          fanIn: config.inputDim,
          fanOut: config.outputDim,
          regularizer: config.embeddingsRegularizer,
          constraint: config.embeddingsConstraint,
          // A token's vector is one unit.
          unitAxes: [0],
        },
      ],
      state: [],
      multiplyAdds: 0,
    };
  },
  load: async () => (await load()).embedding,
});

export const positionEmbedding = defineLayer({
  id: "position-embedding",
  title: { en: "Position embedding", zh: "位置嵌入" },
  summary: {
    en: "Adds to each step of a sequence a vector that says where it stands.",
    zh: "给序列的每一步加上表示其位置的向量。",
  },
  config: z.strictObject({
    kind: z
      .enum(["learned", "sinusoidal"])
      .default("learned")
      .meta({
        field: {
          label: { en: "Vectors", zh: "向量" },
          choices: {
            learned: { en: "Learnt", zh: "可学习" },
            sinusoidal: { en: "Sines and cosines", zh: "正弦与余弦" },
          },
        },
      }),
    initializer: initializerField("random-uniform", "Initializer", "初始化"),
  }),
  detail: ({ kind }) => detailOf(kind === "learned" ? null : { en: "sines", zh: "正弦" }),
  plan: (config, input) => {
    const [steps, features] = sequenceOf({ en: "position embedding", zh: "位置嵌入" }, input);
    const table = {
      name: "embeddings",
      shape: [steps, features],
      initializer: config.initializer,
      fanIn: steps,
      fanOut: features,
    };
    return { output: input, parameters: config.kind === "learned" ? [table] : [], state: [], multiplyAdds: 0 };
  },
  load: async () => (await load()).positionEmbedding,
});
