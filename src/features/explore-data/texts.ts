import type { Text } from "../../language/text.ts";

export const texts = {
  title: { en: "Data", zh: "数据" },
  lead: {
    en: "What there is, what was understood, and what the model gets to see.",
    zh: "有哪些数据、如何理解，以及模型会看到什么。",
  },
  dataset: { en: "Data set", zh: "数据集" },
  generated: { en: "Settings", zh: "生成设置" },
  loading: { en: "Reading the data", zh: "正在读取数据" },
  failed: { en: "The data could not be read", zh: "数据无法读取" },
  retry: { en: "Try again", zh: "重试" },
  resetColumns: { en: "Use the data set's own columns", zh: "恢复数据集默认的列" },
  columns: { en: "Columns", zh: "列" },
  unit: { en: "unit", zh: "单位" },
  columnsHelp: {
    en: "A feature goes into the model, the target is what it is to tell. Rows of one group stay together when the data is split; time gives the rows an order.",
    zh: "特征会输入模型，目标是模型要预测的内容。划分数据时同一分组的行不会分开；时间列决定行的先后顺序。",
  },
  rows: { en: "All rows", zh: "所有行" },
  row: { en: "Row", zh: "行" },
  pickOne: { en: "Keep at least one feature.", zh: "至少保留一个特征。" },
  noValues: { en: "No value at all.", zh: "没有任何值。" },
  cannotTrain: { en: "This cannot be trained on yet", zh: "目前还不能用于训练" },
  pictures: { en: "Pictures", zh: "图像" },
  points: { en: "Points", zh: "点图" },
  split: { en: "Split", zh: "数据划分" },
  splitHelp: {
    en: "The model learns from training rows, is watched on validation rows, and is graded once on test rows.",
    zh: "模型从训练集学习，用验证集观察过程，最后用测试集评分。",
  },
  train: { en: "Training", zh: "训练" },
  validation: { en: "Validation", zh: "验证" },
  test: { en: "Test", zh: "测试" },
  validationShare: { en: "Validation, %", zh: "验证集（%）" },
  testShare: { en: "Test, %", zh: "测试集（%）" },
  bySource: { en: "The test part is the source's own.", zh: "测试集由数据来源指定。" },
  preprocess: { en: "Preparation", zh: "预处理" },
  preprocessHelp: {
    en: "Fitted on training rows only, and done alike in training and prediction. A number target may be scaled too; results stay in its own unit.",
    zh: "只在训练行上拟合，训练与预测时做同样的处理。数值目标也可能被缩放，但结果仍以原单位显示。",
  },
  asIs: { en: "Values reach the model as they stand.", zh: "数值原样进入模型。" },
  augment: { en: "Augmentation", zh: "数据增强" },
  augmentHelp: {
    en: "Each training picture is changed a little, anew every time that it is learnt from. Left: the picture as it is.",
    zh: "每张训练图像在每次学习时都会随机做些小改动。最左为原图。",
  },
  series: { en: "Over time", zh: "随时间变化" },
  addStep: { en: "Add a step …", zh: "添加步骤…" },
  toSuggested: { en: "Back to the suggested steps", zh: "恢复推荐步骤" },
  settings: { en: "Settings", zh: "设置" },
  toModel: { en: "Go on to Model", zh: "前往模型设置" },
  empty: { en: "empty", zh: "空" },
} as const satisfies Record<string, Text>;

export const typeNames = {
  number: { en: "number", zh: "数值" },
  category: { en: "category", zh: "类别" },
  image: { en: "picture", zh: "图像" },
  text: { en: "text", zh: "文本" },
  time: { en: "time", zh: "时间" },
} as const satisfies Record<string, Text>;

export const sourceOf = (credit: Text, licence: string): Text => ({
  en: `Source: ${credit.en}. Licence: ${licence}.`,
  zh: `来源：${credit.zh}。许可：${licence}。`,
});
export const rowsOf = (rows: string): Text => ({ en: `${rows} rows`, zh: `${rows} 行` });
export const roleNames = {
  feature: { en: "Feature", zh: "特征" },
  target: { en: "Target", zh: "目标" },
  group: { en: "Group", zh: "分组" },
  time: { en: "Time", zh: "时间" },
  ignore: { en: "Ignored", zh: "忽略" },
} as const satisfies Record<string, Text>;

/** Each measure's name, and what it tells. */
export const measureNames = {
  pearson: {
    name: { en: "Pearson's correlation", zh: "皮尔逊相关系数" },
    help: {
      en: "From −1 to 1: how nearly the two numbers lie on a straight line. Other curves do not count.",
      zh: "取值 −1 到 1：两个数值有多接近一条直线，不反映其他曲线关系。",
    },
  },
  "correlation-ratio": {
    name: { en: "Correlation ratio", zh: "相关比" },
    help: {
      en: "From 0 to 1: how much the numbers differ from class to class (η, with Kelley's correction for chance).",
      zh: "取值 0 到 1：数值在不同类别之间差异有多大（η，含 Kelley 偶然性校正）。",
    },
  },
  "cramers-v": {
    name: { en: "Cramér's V", zh: "克拉默 V 系数" },
    help: {
      en: "From 0 to 1: how much one class tells about the other (with Bergsma's correction for chance).",
      zh: "取值 0 到 1：一个类别能说明另一个类别的程度（含 Bergsma 偶然性校正）。",
    },
  },
} as const satisfies Record<string, { readonly name: Text; readonly help: Text }>;

export const rowsHint: Text = {
  en: "Click a heading to sort; arrow keys walk the cells.",
  zh: "点击列名排序；方向键在单元格间移动。",
};
export const sizeOf = (rows: string, columns: string): Text => ({
  en: `${rows} rows, ${columns} columns.`,
  zh: `${rows} 行，${columns} 列。`,
});
export const sampleOf = (rows: string): Text => ({
  en: `They are more than memory holds: shown here are ${rows} of them, evenly spread. Training reads all of them from the disk.`,
  zh: `数据超出内存容量：此处显示均匀抽取的 ${rows} 行，训练时则从磁盘读取全部行。`,
});
export const duplicatesOf = (rows: string): Text => ({
  en: `Repeats of an earlier row: ${rows}. Copies may land in both training and test rows.`,
  zh: `与前面重复的行：${rows}，可能同时落入训练集和测试集。`,
});
export const unitOfColumn = (name: string): Text => ({ en: `Unit of ${name}`, zh: `${name} 的单位` });
export const roleOfColumn = (name: string): Text => ({ en: `Role of ${name}`, zh: `${name} 的角色` });
export const moreColumns = (count: string): Text => ({
  en: `Show more (${count} left)`,
  zh: `显示更多（还有 ${count} 列）`,
});
export const missingOf = (missing: number, count: string, share: string): Text =>
  missing === 0
    ? { en: "none missing", zh: "无缺失" }
    : { en: `${count} missing (${share})`, zh: `缺失 ${count}（${share}）` };
export const distinctOf = (count: string): Text => ({ en: `${count} distinct`, zh: `${count} 种取值` });
export const associationText = (target: string, value: string): Text => ({
  en: `${value} with ${target}`,
  zh: `与 ${target}：${value}`,
});
export const othersOf = (count: string): Text => ({ en: `and ${count} more`, zh: `另有 ${count} 种` });
export const wordsOf = (median: string): Text => ({
  en: `words, mostly about ${median}`,
  zh: `词数，中位数 ${median}`,
});
export const vocabularyOf = (count: string, frequent: readonly string[]): Text => ({
  en: `${count} different words; most often ${frequent.join(", ")}`,
  zh: `${count} 个不同的词；最常见：${frequent.join("、")}`,
});
export const pictureCount = (count: string): Text => ({ en: `${count} pictures`, zh: `${count} 张` });
export const pictureShape = (shape: string): Text => ({
  en: `${shape}: height, width, channels`,
  zh: `${shape}：高、宽、通道数`,
});
export const rangeOf = (mean: string, deviation: string): Text => ({
  en: `mean ${mean} ± ${deviation}`,
  zh: `均值 ${mean} ± ${deviation}`,
});
export const partOf = (name: Text, rows: string, share: string): Text => ({
  en: `${name.en} ${rows} (${share})`,
  zh: `${name.zh} ${rows}（${share}）`,
});
export const settingsOf = (step: string): Text => ({ en: `Settings of ${step}`, zh: `${step}的设置` });
export const moveUp = (step: string): Text => ({ en: `Move ${step} up`, zh: `上移${step}` });
export const moveDown = (step: string): Text => ({ en: `Move ${step} down`, zh: `下移${step}` });
export const removeStep = (step: string): Text => ({ en: `Remove ${step}`, zh: `移除${step}` });
export const effectOf = (touched: string, before: string, after: string, isIdle: boolean): Text =>
  isIdle
    ? { en: "There is no column for it to work on.", zh: "没有可处理的列。" }
    : before === after
      ? { en: `Works on ${touched} of ${before} columns.`, zh: `处理 ${before} 列中的 ${touched} 列。` }
      : {
          en: `Works on ${touched} of ${before} columns, which become ${after}.`,
          zh: `处理 ${before} 列中的 ${touched} 列，结果共 ${after} 列。`,
        };
export const modelSees = (shape: string): Text => ({
  en: `One example reaches the model as ${shape} ${shape === "1" ? "number" : "numbers"}.`,
  zh: `每个样本以 ${shape} 个数值进入模型。`,
});
