import type { Target } from "../../project/records.ts";
import type { Text } from "../../language/text.ts";

export const texts = {
  title: { en: "Train", zh: "训练" },
  train: { en: "Train", zh: "训练" },
  trainAgain: { en: "Train again", zh: "再次训练" },
  stop: { en: "Stop", zh: "停止" },
  pause: { en: "Pause", zh: "暂停" },
  pausing: { en: "Pausing", zh: "正在暂停" },
  resume: { en: "Resume", zh: "继续" },
  oneStep: { en: "One step", zh: "单步" },
  trainsElsewhere: { en: "Trains in another tab", zh: "正在另一标签页训练" },
  goesOnElsewhere: {
    en: "This run goes on in another tab: pause or stop it there. If that tab is closed, it goes on here.",
    zh: "这次训练正在另一个标签页中进行，请到那里暂停或停止。若那个标签页关闭，训练会在此继续。",
  },
  restsElsewhere: {
    en: "This run rests in another tab: resume or stop it there. If that tab is closed, it can go on here.",
    zh: "这次训练在另一个标签页中暂停，请到那里继续或停止。若那个标签页关闭，可在此继续。",
  },
  stopping: { en: "Stopping", zh: "正在停止" },
  tryIt: { en: "Try it", zh: "试一试" },
  loss: { en: "Loss", zh: "损失" },
  lossToTeach: { en: "Loss to lower", zh: "损失函数" },
  auto: { en: "Auto", zh: "自动" },
  autoSummary: { en: "Follows the data.", zh: "由数据决定。" },
  formula: { en: "Formula of the loss", zh: "损失函数公式" },
  classWeights: {
    en: "Classes are weighed, as set in Data.",
    zh: "各类别按“数据”中设置的权重计算。",
  },
  metric: { en: "Metric", zh: "指标" },
  training: { en: "training", zh: "训练" },
  validation: { en: "validation", zh: "验证" },
  step: { en: "Step", zh: "步" },
  seesNow: { en: "What it sees now", zh: "模型此刻的判断" },
  emptyLoss: {
    en: "Press Train: the loss falls here, live.",
    zh: "点击“训练”，损失曲线会在这里实时下降。",
  },
  firstFigures: { en: "The first figures are on their way.", zh: "第一组数据即将出现。" },
  noCurve: { en: "The run ended before its first figures.", zh: "训练在得出第一组数据之前就结束了。" },
  emptyMetric: { en: "Its score on training and validation examples.", zh: "训练集与验证集上的得分。" },
  pairsHelp: { en: "above: the picture; below: what comes back of it", zh: "上：原图；下：还原结果" },
  givenPicture: { en: "Picture", zh: "原图" },
  madePicture: { en: "What comes back of it", zh: "还原结果" },
  emptyPreview: { en: "The model's own view of the data, while it learns.", zh: "训练过程中模型对数据的判断。" },
  preparing: { en: "Getting ready", zh: "正在准备" },
  progress: { en: "Progress of the run", zh: "训练进度" },
  evaluate: { en: "Evaluate the model", zh: "评估模型" },
  finished: { en: "Finished", zh: "训练完成" },
  stopped: { en: "Stopped", zh: "已停止" },
  paused: { en: "Paused", zh: "已暂停" },
  toModel: { en: "Change the model", zh: "更改模型" },
  failed: { en: "The run failed", zh: "训练失败" },
  stale: {
    en: "Settings changed since this run: result and curves are of the earlier ones.",
    zh: "设置在这次训练后有改动：结果和曲线对应旧设置。",
  },
  earlier: { en: "earlier settings", zh: "旧设置" },
  stoppedHere: { en: "ended here", zh: "在此结束" },
  modelOfHere: { en: "weights kept", zh: "保留此处权重" },
  settings: { en: "Settings", zh: "设置" },
  optimizer: { en: "Optimizer", zh: "优化器" },
  schedule: { en: "Learning rate over time", zh: "学习率变化" },
  rateFollowsRun: {
    en: "It depends on the run: the rate is cut each time the validation loss stalls.",
    zh: "取决于训练情况：每当验证损失停滞，学习率就会降低。",
  },
  wholeBatch: { en: "Every step uses the whole training part.", zh: "每一步使用全部训练数据。" },
  oneExample: { en: "Every step uses one example.", zh: "每一步只用一个样本。" },
  growingBatch: { en: "The batch grows from epoch to epoch.", zh: "批量逐轮增大。" },
  lockedWhileRunning: { en: "Settings count for the next run.", zh: "改动将在下一次训练生效。" },
  more: { en: "More settings", zh: "更多设置" },
  course: { en: "Course of the run", zh: "训练过程" },
  speed: { en: "examples/s", zh: "样本/秒" },
} as const satisfies Record<string, Text>;

export const autoLoss = (loss: Text): Text => ({ en: `Auto: ${loss.en}`, zh: `自动：${loss.zh}` });

/** Why it is the loss that it is. */
export function lossFollows({ task, name }: Target): Text {
  switch (task) {
    case "classification":
      return { en: `Follows the data: “${name}” is one of several classes.`, zh: `由数据决定：“${name}”是类别。` };
    case "regression":
      return { en: `Follows the data: “${name}” is a number.`, zh: `由数据决定：“${name}”是数值。` };
    case "reconstruction":
      return { en: "Follows the data: the model gives back its input.", zh: "由数据决定：模型要还原输入。" };
    case "generation":
      return {
        en: "Follows the data: each token is told from those before it.",
        zh: "由数据决定：由前文预测下一个词元。",
      };
  }
}

export const checkFirst = (field: string): Text => ({
  en: `Check “${field}” first`,
  zh: `请先检查“${field}”`,
});
export const trainAt = (rate: string): Text => ({
  en: `Train at learning rate ${rate}`,
  zh: `以学习率 ${rate} 重新训练`,
});
export const staleData = (data: Text): Text => ({
  en: `The last run was on other data (${data.en}). Train to see this one's.`,
  zh: `上次训练用的是其他数据（${data.zh}）。点击“训练”查看当前数据的结果。`,
});

export const resumeFrom = (step: string): Text => ({ en: `Resume from step ${step}`, zh: `从第 ${step} 步继续` });
export const epochOf = (now: string, all: string): Text => ({
  en: `Epoch ${now} of ${all}`,
  zh: `第 ${now} / ${all} 轮`,
});
export const stepNow = (now: string): Text => ({ en: `Step ${now}`, zh: `第 ${now} 步` });
export const stepOf = (now: string, all: string): Text => ({
  en: `step ${now} of ${all}`,
  zh: `第 ${now} / ${all} 步`,
});
export const leftOf = (duration: string): Text => ({ en: `${duration} left`, zh: `剩余 ${duration}` });

/** The course of the learning rate: first, highest and last. `isSoFar`: nobody knows how it goes on. */
export function rateWords(start: string, peak: string, end: string, isSoFar: boolean): Text {
  if (start === peak && end === peak && isSoFar) return { en: `${peak} so far.`, zh: `至今为 ${peak}。` };
  if (start === peak && end === peak) return { en: `Always ${peak}.`, zh: `始终为 ${peak}。` };
  if (start === peak) return { en: `From ${peak} down to ${end}.`, zh: `从 ${peak} 降到 ${end}。` };
  if (end === peak) return { en: `From ${start} up to ${peak}.`, zh: `从 ${start} 升到 ${peak}。` };
  return { en: `From ${start} up to ${peak}, then down to ${end}.`, zh: `从 ${start} 升到 ${peak}，再降到 ${end}。` };
}
export const rateNow = (rate: string): Text => ({ en: `Now ${rate}.`, zh: `当前 ${rate}。` });

export const lineOf = (slope: string, intercept: string): Text => ({
  en: `y = ${slope} x ${intercept}`,
  zh: `y = ${slope} x ${intercept}`,
});
export const meanSquaredError = (value: string, rows: string): Text => ({
  en: `mean squared error ${value} over ${rows} points`,
  zh: `均方误差 ${value}（${rows} 个点）`,
});

/** The sentence at a run's end. `part` names the examples that it is about. */
export const accuracyResult = (accuracy: string, part: Text): Text => ({
  en: `${accuracy} of the ${part.en} examples right`,
  zh: `${part.zh}准确率 ${accuracy}`,
});
export const regressionResult = (r2: string, loss: string, part: Text): Text => ({
  en: `R² ${r2}, mean squared error ${loss} on the ${part.en} examples`,
  zh: `${part.zh} R² ${r2}，均方误差 ${loss}`,
});
export const lossResult = (loss: string): Text => ({ en: `final loss ${loss}`, zh: `最终损失 ${loss}` });
export const partNames = {
  test: { en: "test", zh: "测试集" },
  validation: { en: "validation", zh: "验证集" },
} as const satisfies Record<string, Text>;
