/** Presets for sequences: windows of a series, and tokens of a text. */
import { z } from "zod";
import type { Text } from "../../../language/text.ts";
import { dropoutRateField } from "../../layers/dropout/definition.ts";
import type { LayerInput } from "../../layers/index.ts";
import { type ModelSeam, defineArchitecture } from "../architecture.ts";
import { dropoutOf, sequenceStart, tokenStart } from "../inputs.ts";

const countField = (standard: number, en: string, zh: string, maximum = 1024) =>
  z
    .int()
    .min(1)
    .max(maximum)
    .default(standard)
    .meta({ field: { label: { en, zh } } });
const vectorField = (standard: number) => countField(standard, "Numbers a token", "词向量长度");
const transformerField = z
  .int()
  .min(4)
  .max(1024)
  .multipleOf(4)
  .default(64)
  .meta({ field: { label: { en: "Numbers a token", zh: "词向量长度" } } });

/** Recurrent layers one on the other; the last gives its last answer, or all of them. */
function stacked(
  type: "simple-rnn" | "gru" | "lstm",
  units: number,
  count: number,
  givesAll = false,
): readonly LayerInput[] {
  return Array.from({ length: count }, (_, at): LayerInput => ({
    type,
    units,
    returnSequences: givesAll || at < count - 1,
  }));
}

function forecaster<const Id extends string>(id: Id, type: "simple-rnn" | "gru" | "lstm", title: Text, summary: Text) {
  return defineArchitecture({
    id,
    title,
    summary,
    config: z.strictObject({
      units: countField(32, "Units", "单元数"),
      depth: countField(1, "Layers", "层数", 8),
      dropout: dropoutRateField,
    }),
    layers: ({ units, depth, dropout }, seam) => [
      ...sequenceStart(title, seam, units),
      ...stacked(type, units, depth),
      ...dropoutOf(dropout),
      { type: "dense", units: seam.outputs },
    ],
  });
}

export const rnnForecaster = forecaster(
  "rnn-forecaster",
  "simple-rnn",
  { en: "RNN forecaster", zh: "RNN 预测器" },
  {
    en: "Reads a window step by step with a short memory. The plainest recurrent network.",
    zh: "以短期记忆逐步读取窗口，最简单的循环网络。",
  },
);
export const gruForecaster = forecaster(
  "gru-forecaster",
  "gru",
  { en: "GRU forecaster", zh: "GRU 预测器" },
  {
    en: "Reads a window step by step; gates decide what to remember.",
    zh: "逐步读取窗口，由门控决定记住什么。",
  },
);
export const lstmForecaster = forecaster(
  "lstm-forecaster",
  "lstm",
  { en: "LSTM forecaster", zh: "LSTM 预测器" },
  {
    en: "Reads a window step by step with a long memory: for weather, prices and sensors.",
    zh: "以长期记忆逐步读取窗口：适合天气、价格和传感器数据。",
  },
);

export const cnn1d = defineArchitecture({
  id: "cnn1d",
  title: { en: "1-D convolutional network", zh: "一维卷积网络" },
  summary: {
    en: "Looks for short patterns anywhere in a sequence. Fast, for signals and windows.",
    zh: "在序列任意位置寻找短模式。速度快，适合信号与窗口数据。",
  },
  config: z.strictObject({ filters: countField(32, "Filters", "滤波器数"), dropout: dropoutRateField }),
  layers: ({ filters, dropout }, seam) => {
    const convolve = (count: number): LayerInput => ({
      type: "conv1d",
      filters: count,
      padding: "same",
      activation: "relu",
      kernelInitializer: "he-uniform",
    });
    return [
      ...sequenceStart({ en: "A 1-D convolutional network", zh: "一维卷积网络" }, seam, filters),
      convolve(filters),
      { type: "max-pooling1d", padding: "same" },
      convolve(2 * filters),
      { type: "global-max-pooling1d" },
      ...dropoutOf(dropout),
      { type: "dense", units: 2 * filters, activation: "relu", kernelInitializer: "he-uniform" },
      { type: "dense", units: seam.outputs },
    ];
  },
});

const text = { en: "A text classifier", zh: "文本分类器" };

export const textPooling = defineArchitecture({
  id: "text-pooling",
  title: { en: "Text: mean of words", zh: "文本：词向量平均" },
  summary: {
    en: "The mean of the words' vectors, then two dense layers. Fast, and hard to beat on short texts.",
    zh: "取词向量的平均，再接两个全连接层。速度快，短文本上效果很好。",
  },
  config: z.strictObject({ vector: vectorField(32), dropout: dropoutRateField }),
  layers: ({ vector, dropout }, seam) => [
    ...tokenStart(text, seam, vector),
    { type: "global-average-pooling1d" },
    { type: "dense", units: vector, activation: "relu", kernelInitializer: "he-uniform" },
    ...dropoutOf(dropout),
    { type: "dense", units: seam.outputs },
  ],
});

export const textLstm = defineArchitecture({
  id: "text-lstm",
  title: { en: "Text: LSTM", zh: "文本：LSTM" },
  summary: {
    en: "Reads the words in their order, forwards and backwards.",
    zh: "按顺序正向和反向读取每个词。",
  },
  config: z.strictObject({
    vector: vectorField(32),
    units: countField(32, "Units", "单元数"),
    dropout: dropoutRateField,
  }),
  layers: ({ vector, units, dropout }, seam) => [
    ...tokenStart(text, seam, vector),
    { type: "bidirectional", layers: [{ type: "lstm", units }] },
    ...dropoutOf(dropout),
    { type: "dense", units: seam.outputs },
  ],
});

export const textCnn = defineArchitecture({
  id: "text-cnn",
  title: { en: "Text: convolutions", zh: "文本：卷积" },
  summary: {
    en: "Looks for telling phrases of three, four and five words.",
    zh: "寻找由三、四、五个词组成的关键短语。",
  },
  config: z.strictObject({
    vector: vectorField(32),
    filters: countField(32, "Filters", "滤波器数"),
    dropout: dropoutRateField,
  }),
  layers: ({ vector, filters, dropout }, seam) => [
    ...tokenStart(text, seam, vector),
    {
      type: "parallel",
      branches: [3, 4, 5].map((kernelSize) => [
        { type: "conv1d", filters, kernelSize, padding: "same", activation: "relu" },
        { type: "global-max-pooling1d" },
      ]),
    },
    ...dropoutOf(dropout),
    { type: "dense", units: seam.outputs },
  ],
});

/** Attention over the tokens, each in its place. */
function transformer(features: number, blocks: number, dropout: number, causal: boolean): readonly LayerInput[] {
  return [
    { type: "position-embedding" },
    ...Array.from({ length: blocks }, (): LayerInput => ({
      type: "transformer-block",
      numHeads: 4,
      feedForward: 2 * features,
      dropout,
      causal,
    })),
    { type: "layer-normalization" },
  ];
}

const blocksField = countField(2, "Blocks", "块数", 24);

export const textTransformer = defineArchitecture({
  id: "text-transformer",
  title: { en: "Text: transformer", zh: "文本：Transformer" },
  summary: {
    en: "Every word looks at every other, whatever lies between them.",
    zh: "每个词都能直接看到其他所有词，不受距离限制。",
  },
  config: z.strictObject({ vector: transformerField, blocks: blocksField, dropout: dropoutRateField }),
  layers: ({ vector, blocks, dropout }, seam) => [
    ...tokenStart(text, seam, vector),
    ...transformer(vector, blocks, dropout, false),
    { type: "global-average-pooling1d" },
    { type: "dense", units: seam.outputs },
  ],
});

const letters = { en: "A character model", zh: "字符模型" };
const letterTasks = ["generation", "classification"] as const;

/** To go on with a text, 0 is a token like others: it stands before the first. */
function letterStart(seam: ModelSeam, width: number): readonly LayerInput[] {
  return tokenStart(letters, seam, width).map((layer) =>
    layer.type === "embedding" && seam.task === "generation" ? { ...layer, maskZero: false } : layer,
  );
}

export const charLstm = defineArchitecture({
  id: "char-lstm",
  title: { en: "Character LSTM", zh: "字符 LSTM" },
  summary: {
    en: "Reads the letters so far and says which comes next.",
    zh: "读取已有的字母，预测下一个。",
  },
  tasks: letterTasks,
  config: z.strictObject({
    vector: vectorField(16),
    units: countField(128, "Units", "单元数"),
    depth: countField(1, "Layers", "层数", 8),
    dropout: dropoutRateField,
  }),
  layers: ({ vector, units, depth, dropout }, seam) => [
    ...letterStart(seam, vector),
    ...stacked("lstm", units, depth, seam.task === "generation"),
    ...dropoutOf(dropout),
    { type: "dense", units: seam.outputs },
  ],
});

export const charTransformer = defineArchitecture({
  id: "char-transformer",
  title: { en: "Character transformer", zh: "字符 Transformer" },
  summary: {
    en: "Looks back over the letters so far, with attention, and says which comes next.",
    zh: "用注意力回看已有的字母，预测下一个。",
  },
  tasks: letterTasks,
  config: z.strictObject({ vector: transformerField, blocks: blocksField, dropout: dropoutRateField }),
  layers: ({ vector, blocks, dropout }, seam) => [
    ...letterStart(seam, vector),
    ...transformer(vector, blocks, dropout, true),
    ...(seam.task === "generation" ? [] : [{ type: "global-average-pooling1d" } as const]),
    { type: "dense", units: seam.outputs },
  ],
});
