/** A model in words, for whoever unpacks it: what it takes, what it gives, what it was made of and how far it can be trusted. */
import { datasets } from "../../catalog/datasets/index.ts";
import { layers as layerCatalog } from "../../catalog/layers/index.ts";
import { losses } from "../../catalog/losses/index.ts";
import { optimizers } from "../../catalog/optimizers/index.ts";
import { preprocessors } from "../../catalog/preprocessors/index.ts";
import { schedules } from "../../catalog/schedules/index.ts";
import type { Definition } from "../../catalog/definition.ts";
import { formatsFor } from "../../language/format.ts";
import type { Language, Text } from "../../language/text.ts";
import { answerUnit } from "../../project/column-unit.ts";
import { hasOwnData } from "../../project/own-data.ts";
import { kinds, rangeOf } from "./input-words.ts";
import { type ExportedModel, modelCard } from "./model-card.ts";

export interface Handling {
  /** The network's input and answer, prepared: of one example. */
  readonly input: readonly number[];
  readonly output: readonly number[];
  /** How these files are opened: a sentence, and lines of code. */
  readonly use: { readonly text: Text; readonly code: string; readonly language: string };
  /** Where the preparation stands in full. */
  readonly preparedBy: string;
}

const PREPARATION = "preprocessing.json";

/** The files that go beside a model in a zip: what it is, for people in both languages and for programs. */
export function filesBeside(
  model: ExportedModel,
  handling: Omit<Handling, "preparedBy">,
  card = modelCard(model),
): Readonly<Record<string, string>> {
  return {
    ...readmes(model, { ...handling, preparedBy: PREPARATION }),
    [PREPARATION]: preprocessingJson(model, handling, card),
    "model-card.json": `${JSON.stringify(card, null, 2)}\n`,
  };
}

/** What the model is, for people in both languages. */
export function readmes(model: ExportedModel, handling: Handling): Readonly<Record<string, string>> {
  return {
    "README.md": describeModel(model, handling, "en"),
    "README.zh.md": describeModel(model, handling, "zh"),
  };
}

/** What stands between a row and the network, and between the network and an answer. */
function preprocessingJson(
  { inputs, preprocess, target }: ExportedModel,
  { input, output }: Pick<Handling, "input" | "output">,
  { preparation }: ReturnType<typeof modelCard>,
): string {
  return `${JSON.stringify({ preparation, inputs, preprocess, network: { input, output }, target }, null, 2)}\n`;
}

/** Markdown. */
export function describeModel(model: ExportedModel, handling: Handling, language: Language): string {
  const { name, target, inputs, preprocess, layers, project, summary, studioVersion } = model;
  const t = (text: Text): string => text[language];
  const { number, integer } = formatsFor(language);
  const titled = (list: readonly Pick<Definition, "id" | "title">[], id: string): string => {
    const found = list.find((each) => each.id === id);
    return found === undefined ? id : t(found.title);
  };
  const dataset = datasets.find(({ id }) => id === project.data.id);
  const { optimizer, schedule, loss, batchSize, seed } = project.training;
  const lossId = typeof loss === "string" ? loss : loss.id;
  const measured = (measures: Readonly<Record<string, number>>): string =>
    Object.entries(measures)
      .map(([measure, value]) => `${measure} ${number(value)}`)
      .join(", ");
  const data: readonly (readonly [Text, string])[] = [
    [
      words.data,
      dataset === undefined
        ? project.data.id
        : `${t(dataset.title)}. ${t(dataset.source.credit)} (${dataset.source.licence})`,
    ],
  ];
  const training: readonly (readonly [Text, string])[] = [
    [words.loss, titled(losses, lossId)],
    [words.optimizer, `${titled(optimizers, optimizer.id)}, ${titled(schedules, schedule.id)}`],
    [words.course, `${integer(summary.steps)} × ${integer(batchSize)}`],
    [words.seed, `${seed}`],
  ];
  // Another program's model has not told what it learnt from, and how.
  const isKnown = hasOwnData(model);
  const facts: readonly (readonly [Text, string])[] = [
    ...(isKnown ? data : []),
    [
      words.target,
      [`${target.name} (${t(tasks[target.task])})`, answerUnit(model)].filter((each) => each !== "").join(", "),
    ],
    ...(target.task === "classification" ? [[words.classes, target.classes.join(", ")] as const] : []),
    [words.network, layers.map(({ type }) => titled(layerCatalog, type)).join(" → ")],
    ...(isKnown ? training : []),
    [words.validation, measured(summary.validation)],
    [words.test, measured(summary.test)],
    [words.madeWith, `Descent Studio ${studioVersion}`],
    [words.licence, t(words.noLicence)],
  ];
  const told = facts.filter(([, value]) => value !== "").map(([label, value]) => `- **${t(label)}**: ${value}`);
  const columns = inputs.map(
    (column, at) =>
      `| ${at + 1} | ${escaped(column.name)} | ${t(kinds[column.type])} | ${escaped(rangeOf(column, project, number))} |`,
  );
  const touching = preprocess.filter(({ columns: touched }) => touched.length > 0);
  const steps = touching.map(({ step, columns: touched }, at) => {
    const names = touched.map((column) => column.name);
    const shown = names.length > 8 ? `${names.slice(0, 8).join(", ")} … (${names.length})` : names.join(", ");
    return `${at + 1}. ${titled(preprocessors, step)}: ${shown}`;
  });
  return [
    `# ${name}`,
    told.join("\n"),
    `## ${t(words.use)}`,
    t(handling.use.text),
    `\`\`\`${handling.use.language}\n${handling.use.code}\n\`\`\``,
    t(answers[target.task]).replace("{file}", handling.preparedBy),
    `## ${t(words.inputs)}`,
    t(words.order),
    [
      "| | " + t(words.column) + " | " + t(words.kind) + " | " + t(words.range) + " |",
      "| --- | --- | --- | --- |",
      ...columns,
    ].join("\n"),
    `## ${t(words.preparation)}`,
    t(words.prepared)
      .replace("{input}", handling.input.join(" × "))
      .replace("{output}", handling.output.join(" × "))
      .replace("{file}", handling.preparedBy),
    steps.join("\n"),
  ]
    .filter((part) => part !== "")
    .join("\n\n")
    .concat("\n");
}

function escaped(cell: string): string {
  return cell.replaceAll("|", "\\|").replaceAll(/\s+/g, " ");
}

const words = {
  data: { en: "Data", zh: "数据" },
  target: { en: "Predicts", zh: "预测目标" },
  classes: { en: "Classes, in the order of the answer", zh: "类别（按输出顺序）" },
  network: { en: "Network", zh: "网络" },
  loss: { en: "Loss", zh: "损失" },
  optimizer: { en: "Optimizer", zh: "优化器" },
  course: { en: "Steps × batch", zh: "步数 × 批量" },
  seed: { en: "Seed", zh: "随机种子" },
  validation: { en: "On validation rows", zh: "验证集得分" },
  test: { en: "On test rows", zh: "测试集得分" },
  madeWith: { en: "Made with", zh: "制作工具" },
  licence: { en: "Licence of the weights", zh: "权重许可" },
  noLicence: { en: "not stated; fill in yours", zh: "未声明，请自行填写" },
  use: { en: "Use", zh: "使用" },
  inputs: { en: "Inputs", zh: "输入" },
  order: {
    en: "In this order; ranges are those of the training rows, in the units of the data.",
    zh: "按此顺序；范围取自训练数据，单位与原数据一致。",
  },
  column: { en: "Column", zh: "列" },
  kind: { en: "Kind", zh: "类型" },
  range: { en: "Range", zh: "范围" },
  preparation: { en: "Preparation", zh: "预处理" },
  prepared: {
    en: "The network takes {input} numbers an example, made from a row by these steps, and gives {output}. What each step has remembered stands in {file}.",
    zh: "网络每个样本接收 {input} 个数，由原始行经以下步骤得到，输出 {output} 个数。各步骤的参数见 {file}。",
  },
} as const satisfies Readonly<Record<string, Text>>;

const tasks: Readonly<Record<ExportedModel["target"]["task"], Text>> = {
  classification: { en: "one class of several", zh: "分类" },
  regression: { en: "a number", zh: "回归" },
  reconstruction: { en: "its input again", zh: "重建输入" },
  generation: { en: "the next token of a text", zh: "文本的下一个词元" },
};

const answers: Readonly<Record<ExportedModel["target"]["task"], Text>> = {
  classification: { en: "The answer is a probability for each class.", zh: "输出为每个类别的概率。" },
  regression: { en: "The answer is the number in the target's own unit.", zh: "输出为目标原单位的数值。" },
  reconstruction: { en: "The answer is the prepared input, given back.", zh: "输出为重建的（预处理后的）输入。" },
  generation: {
    en: "The answer is, at every place, a probability for each token that may come next; tokens are listed in {file}.",
    zh: "输出为每个位置上下一个词元的概率，词元表见 {file}。",
  },
};
