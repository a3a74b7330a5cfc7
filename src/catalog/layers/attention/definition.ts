import { z } from "zod";
import { activationField } from "../activations.ts";
import { countField, defineLayer, detailOf, switchField, type Mend } from "../layer.ts";
import { inputProblem, lastOf, nearestDivisor, sequenceOf } from "../shapes.ts";
import { kernelFields, kernelOf, useBiasField } from "../weights.ts";
import { dropoutRateField } from "../dropout/definition.ts";

const causal = switchField(
  false,
  { en: "Causal", zh: "因果" },
  {
    en: "No step sees a later one, as a model that writes text must not.",
    zh: "任何一步都看不到后面的步，文本生成时必须如此。",
  },
);
const causalNote = { en: "causal", zh: "因果" };
const title = { en: "attention", zh: "注意力" };

export const attention = defineLayer({
  id: "attention",
  title: { en: "Attention", zh: "点积注意力" },
  summary: {
    en: "Each step becomes a mean of all steps, weighted by how alike they are. Nothing is learnt in it.",
    zh: "每一步变为所有步按相似度加权的平均，本身没有可学习的权重。",
  },
  config: z.strictObject({ causal, dropout: dropoutRateField }),
  plan: (_config, input) => {
    const [steps, features] = sequenceOf(title, input);
    const pairs = steps * steps;
    return { output: input, parameters: [], state: [], multiplyAdds: 2 * pairs * features, onTheWay: pairs };
  },
  load: async () => (await import("./attention.ts")).attention,
});

function headsMend(heads: number): Mend {
  return { title: { en: `Set heads to ${heads}`, zh: `头数设为 ${heads}` }, set: { numHeads: heads } };
}

const numHeads = z
  .int()
  .min(1)
  .max(256)
  .default(2)
  .meta({ field: { label: { en: "Heads", zh: "头数" } } });

export const multiHeadAttention = defineLayer({
  id: "multi-head-attention",
  title: { en: "Multi-head attention", zh: "多头注意力" },
  summary: {
    en: "Several learnt looks at the whole sequence at once: each step gathers from all others what it needs.",
    zh: "以多个可学习的视角同时观察整个序列，每一步从其他步收集所需信息。",
  },
  config: z.strictObject({
    numHeads,
    keyDim: countField({ en: "Numbers a head", zh: "每头维数" }, 4096),
    causal,
    dropout: dropoutRateField,
    useBias: useBiasField,
    ...kernelFields,
  }),
  detail: (config) => detailOf(`${config.numHeads} × ${config.keyDim}`, config.causal ? causalNote : null),
  begin: () => ({ keyDim: 16 }),
  plan: (config, input) => {
    const [steps, features] = sequenceOf(title, input);
    const width = config.numHeads * config.keyDim;
    const bias = (name: string, units: number) =>
      config.useBias
        ? [{ name: `${name}-bias`, shape: [units], initializer: "zeros" as const, fanIn: units, fanOut: units }]
        : [];
    return {
      output: input,
      parameters: [
        ...["query", "key", "value"].flatMap((name) => [
          kernelOf(config, [features, width], 1, `${name}-kernel`),
          ...bias(name, width),
        ]),
        kernelOf(config, [width, features], 1, "output-kernel"),
        ...bias("output", features),
      ],
      state: [],
      multiplyAdds: steps * width * (4 * features + 2 * steps),
      // Queries, keys, values, what each head gathers, and every step's weight of every other.
      onTheWay: steps * (4 * width + config.numHeads * steps),
    };
  },
  load: async () => (await import("./attention.ts")).multiHeadAttention,
});

export const transformerBlock = defineLayer({
  id: "transformer-block",
  title: { en: "Transformer block", zh: "Transformer 块" },
  summary: {
    en: "Attention, then a small network at each step, each added to what came in.",
    zh: "先做注意力，再对每一步应用小型网络，两者都与输入相加。",
  },
  config: z.strictObject({
    numHeads,
    feedForward: countField({ en: "Units inside", zh: "内部单元数" }),
    activation: activationField("gelu"),
    causal,
    dropout: dropoutRateField,
    normFirst: switchField(
      true,
      { en: "Normalize first", zh: "先归一化" },
      { en: "Trains more steadily; off is the form of the first paper.", zh: "训练更稳定；关闭则为最初论文中的形式。" },
    ),
  }),
  detail: (config) => detailOf(config.numHeads, config.feedForward, config.causal ? causalNote : null),
  begin: (input) => ({ numHeads: nearestDivisor(2, lastOf(input)), feedForward: 64 }),
  plan: (config, input, layOut) => {
    const [, features] = sequenceOf({ en: "transformer", zh: "Transformer " }, input);
    if (features % config.numHeads !== 0) {
      throw inputProblem(
        `${config.numHeads} heads do not divide ${features} features evenly. Choose a number of heads that does.`,
        `${config.numHeads} 个头无法整除 ${features} 个特征。请选择能整除的头数。`,
        [headsMend(nearestDivisor(config.numHeads, features))],
      );
    }
    const norm = { type: "layer-normalization", epsilon: 1e-5 };
    const drop = config.dropout > 0 ? [{ type: "dropout", rate: config.dropout }] : [];
    const attend = {
      type: "multi-head-attention",
      numHeads: config.numHeads,
      keyDim: features / config.numHeads,
      causal: config.causal,
      dropout: config.dropout,
    };
    const feed = [
      { type: "dense", units: config.feedForward, activation: config.activation },
      { type: "dense", units: features },
      ...drop,
    ];
    const before = config.normFirst ? [norm] : [];
    const after = config.normFirst ? [] : [norm];
    return {
      output: input,
      parameters: [],
      state: [],
      multiplyAdds: 0,
      inner: {
        attention: layOut([...before, attend, ...drop], input),
        "after-attention": layOut(after, input),
        "feed-forward": layOut([...before, ...feed], input),
        "after-feed-forward": layOut(after, input),
      },
    };
  },
  load: async () => (await import("./transformer-block.ts")).transformerBlock,
});
