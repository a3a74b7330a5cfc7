import { z } from "zod";
import { activationField } from "../activations.ts";
import { type Constraint, constraintField } from "../constraints.ts";
import { type Initializer, initializerField } from "../initializers.ts";
import {
  type AnyLayer,
  type LayerPlan,
  type LayerListSchema,
  countField,
  defineLayer,
  detailOf,
  switchField,
  printShape,
} from "../layer.ts";
import { type Regularizer, regularizerField } from "../regularizers.ts";
import { inputProblem, sequenceOf } from "../shapes.ts";
import { biasFields, biasOf, kernelFields, kernelOf } from "../weights.ts";
import { dropoutRateField } from "../dropout/definition.ts";

const rate = (en: string, zh: string, help: { readonly en: string; readonly zh: string }) =>
  dropoutRateField.meta({ field: { label: { en, zh }, help } });

const shared = {
  units: countField({ en: "Units", zh: "单元数" }, 4096),
  activation: activationField("tanh"),
  returnSequences: switchField(
    false,
    { en: "Answer at every step", zh: "每一步都输出" },
    { en: "Needed where another recurrent layer follows.", zh: "后面还接循环层时需要打开。" },
  ),
  goBackwards: switchField(false, { en: "Read backwards", zh: "反向读取" }),
  dropout: rate("Dropout", "随机失活率", { en: "Of the inputs, alike at every step.", zh: "作用于输入，各步相同。" }),
  recurrentDropout: rate("Recurrent dropout", "循环随机失活率", {
    en: "Of what is carried from step to step.",
    zh: "作用于逐步传递的状态。",
  }),
  ...biasFields,
  ...kernelFields,
  recurrentInitializer: initializerField("orthogonal", "Recurrent initializer", "循环权重初始化"),
  recurrentRegularizer: regularizerField("Recurrent regularizer", "循环权重正则化"),
  recurrentConstraint: constraintField("Recurrent constraint", "循环权重约束"),
};
const gate = activationField("sigmoid", { en: "Gate activation", zh: "门激活函数" });

const startOf = () => ({ units: 32 });

type Shared = Parameters<typeof kernelOf>[0] &
  Parameters<typeof biasOf>[0] & {
    readonly units: number;
    readonly returnSequences: boolean;
    readonly recurrentInitializer: Initializer;
    readonly recurrentRegularizer: Regularizer | null;
    readonly recurrentConstraint: Constraint | null;
  };

/**
 * `gates` blocks of units side by side, and `made` numbers a unit that each step makes, its answer among them;
 * `biasRows`: one bias, or one for inputs and one for what is carried.
 */
function recurrentPlan(
  config: Shared,
  input: readonly number[],
  { gates, made, biasRows = 1 }: { readonly gates: number; readonly made: number; readonly biasRows?: 1 | 2 },
): LayerPlan {
  const [steps, features] = sequenceOf({ en: "recurrent", zh: "循环" }, input);
  const { units } = config;
  const width = gates * units;
  return {
    output: config.returnSequences ? [steps, units] : [units],
    parameters: [
      kernelOf(config, [features, width]),
      {
        name: "recurrent-kernel",
        shape: [units, width],
        initializer: config.recurrentInitializer,
        fanIn: units,
        fanOut: width,
        regularizer: config.recurrentRegularizer,
        constraint: config.recurrentConstraint,
      },
      ...biasOf(config, width, biasRows),
    ],
    state: [],
    multiplyAdds: steps * (features + units) * width,
    onTheWay: steps * made * units - (config.returnSequences ? steps : 1) * units,
    unrolled: steps,
  };
}

export const simpleRnn = defineLayer({
  id: "simple-rnn",
  title: { en: "Simple RNN", zh: "简单循环层" },
  summary: {
    en: "Reads a sequence step by step and carries its last answer along.",
    zh: "逐步读取序列，并把上一步的输出带到下一步。",
  },
  config: z.strictObject(shared),
  detail: ({ units }) => detailOf(units),
  begin: startOf,
  plan: (config, input) => recurrentPlan(config, input, { gates: 1, made: 1 }),
  load: async () => (await import("./recurrent.ts")).simpleRnn,
});

export const gru = defineLayer({
  id: "gru",
  title: { en: "GRU", zh: "GRU" },
  summary: {
    en: "Gates decide what to update and what to forget: a long memory with fewer weights than an LSTM.",
    zh: "由更新门和重置门决定记住与遗忘：记忆长，权重比 LSTM 少。",
  },
  config: z.strictObject({
    ...shared,
    recurrentActivation: gate,
    resetAfter: switchField(
      true,
      { en: "Reset after the product", zh: "矩阵乘后重置" },
      { en: "As graphics libraries do it; off is the form of the paper.", zh: "与 GPU 库一致；关闭则为论文中的形式。" },
    ),
  }),
  detail: ({ units }) => detailOf(units),
  begin: startOf,
  plan: (config, input) => recurrentPlan(config, input, { gates: 3, made: 4, biasRows: config.resetAfter ? 2 : 1 }),
  load: async () => (await import("./recurrent.ts")).gru,
});

export const lstm = defineLayer({
  id: "lstm",
  title: { en: "LSTM", zh: "LSTM" },
  summary: {
    en: "Carries a memory cell that gates write to, read and clear: the usual layer for long sequences.",
    zh: "携带由门控制读写与清除的记忆单元：长序列的常用层。",
  },
  config: z.strictObject({
    ...shared,
    recurrentActivation: gate,
    unitForgetBias: switchField(true, { en: "Remember at first", zh: "遗忘门偏置为 1" }),
    peepholes: switchField(false, {
      en: "Peepholes (gates see the cell)",
      zh: "窥视孔（门可见记忆单元）",
    }),
  }),
  detail: ({ units }) => detailOf(units),
  begin: startOf,
  plan: (config, input) => {
    const plan = recurrentPlan(config, input, { gates: 4, made: 6 });
    const { units } = config;
    const peepholes = {
      name: "peepholes",
      shape: [3, units],
      initializer: config.kernelInitializer,
      fanIn: units,
      fanOut: units,
    };
    return {
      ...plan,
      parameters: [
        ...plan.parameters.map((each) =>
          each.name === "bias" && config.unitForgetBias ? { ...each, ones: [units, 2 * units] as const } : each,
        ),
        ...(config.peepholes ? [peepholes] : []),
      ],
    };
  },
  load: async () => (await import("./recurrent.ts")).lstm,
});

const modeTitles = {
  concat: { en: "Side by side", zh: "拼接" },
  sum: { en: "Sum", zh: "相加" },
  mul: { en: "Product", zh: "相乘" },
  ave: { en: "Mean", zh: "平均" },
};

/** Whatever the recurrent layer inside is. */
export function bidirectionalOver(layerList: LayerListSchema) {
  return defineLayer({
    id: "bidirectional",
    title: { en: "Bidirectional", zh: "双向" },
    summary: {
      en: "Two of a recurrent layer: one reads forwards, one backwards.",
      zh: "两个相同的循环层：一个正向读取，一个反向读取。",
    },
    config: z.strictObject({
      layers: layerList.meta({ field: { label: { en: "Recurrent layers", zh: "循环层" } } }),
      mergeMode: z
        .enum(["concat", "sum", "mul", "ave"])
        .default("concat")
        .meta({
          field: {
            label: { en: "Put together", zh: "合并方式" },
            choices: modeTitles,
          },
        }),
    }),
    detail: ({ mergeMode }) => detailOf(modeTitles[mergeMode]),
    lists: () => [{ path: ["layers"], title: { en: "Recurrent layers", zh: "循环层" }, inner: "forward" }],
    begin: () => ({ layers: [{ type: "lstm", units: 32 }] }),
    plan: ({ layers, mergeMode }, input, layOut) => {
      sequenceOf({ en: "bidirectional", zh: "双向" }, input);
      checkRecurrent(layers);
      const one = layOut(layers, input);
      const { output } = one;
      if (output.length > 2) {
        throw inputProblem(
          `The layers of a bidirectional layer give ${printShape(output)}, which is no sequence.`,
          `双向层内部的层输出 ${printShape(output)}，不是序列。`,
        );
      }
      const width = output[output.length - 1]!;
      return {
        output: [...output.slice(0, -1), mergeMode === "concat" ? 2 * width : width],
        parameters: [],
        state: [],
        multiplyAdds: 0,
        inner: { forward: one, backward: layOut(layers, input) },
      };
    },
    load: async () => (await import("./bidirectional.ts")).bidirectional,
  });
}

function checkRecurrent(layers: readonly AnyLayer[]): void {
  const known = ["simple-rnn", "gru", "lstm"];
  if (layers.some(({ type }) => known.includes(type))) return;
  throw inputProblem(
    "The bidirectional layer needs a recurrent layer inside: a simple RNN, a GRU or an LSTM.",
    "双向层内部需要循环层：简单循环层、GRU 或 LSTM。",
    [
      {
        title: { en: "Put an LSTM of 32 units inside", zh: "在内部加入 32 个单元的 LSTM" },
        set: { layers: [{ type: "lstm", units: 32 }, ...layers] },
      },
    ],
  );
}
