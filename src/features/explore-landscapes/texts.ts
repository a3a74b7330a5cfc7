import type { Text } from "../../language/text.ts";

export const texts = {
  title: { en: "Landscapes", zh: "地形" },
  lead: {
    en: "Let optimizers loose on a loss of two weights. It is the code that trains networks, step by step.",
    zh: "让优化器在只有两个权重的损失曲面上行走。所用代码与训练网络时完全相同，可逐步观看。",
  },
  opening: { en: "Opening the landscape", zh: "正在打开地形" },
  failed: { en: "This landscape cannot be drawn", zh: "无法绘制此地形" },
  landscape: { en: "Landscape", zh: "地形" },
  formula: { en: "Formula", zh: "公式" },
  gradient: { en: "Its gradient", zh: "它的梯度" },
  ownFormula: { en: "f(x, y) =", zh: "f(x, y) =" },
  optimizers: { en: "Optimizers", zh: "优化器" },
  addOptimizer: { en: "Add an optimizer", zh: "添加优化器" },
  add: { en: "Add", zh: "添加" },
  full: { en: "Eight is as many as can be told apart.", zh: "最多八个，再多就难以分辨。" },
  none: { en: "Nobody walks here yet: add an optimizer.", zh: "还没有优化器：请添加一个。" },
  fitted: { en: "suits this landscape", zh: "适合此地形" },
  settings: { en: "More settings", zh: "更多设置" },
  fit: { en: "Fit the rate", zh: "自动选取学习率" },
  walk: { en: "The walk", zh: "行走" },
  startOn: { en: "Start of the paths, moved with the arrow keys", zh: "路径起点，用方向键移动" },
  startHint: {
    en: "Click or drag on the map to set the start.",
    zh: "在图上点击或拖动以设置起点。",
  },
  resetStart: { en: "Back to its own start", zh: "恢复默认起点" },
  lowestMark: { en: "lowest", zh: "最低点" },
  otherMark: { en: "other minima", zh: "其他极小点" },
  low: { en: "low", zh: "低" },
  high: { en: "high", zh: "高" },
  surfaceHint: {
    en: "Drag to turn. Heights are logarithmic, as the map’s levels are; paths behind a hill are faint.",
    zh: "拖动可旋转。高度取对数，与等高线一致；被山挡住的路径显示较淡。",
  },
  playback: { en: "Playback", zh: "播放" },
  play: { en: "Play", zh: "播放" },
  pause: { en: "Pause", zh: "暂停" },
  back: { en: "One step back", zh: "后退一步" },
  forward: { en: "One step on", zh: "前进一步" },
  step: { en: "Step", zh: "步" },
  speed: { en: "Steps a second", zh: "每秒步数" },
  loss: { en: "Loss", zh: "损失" },
  gradientNorm: { en: "Gradient", zh: "梯度" },
  distance: { en: "Distance", zh: "距离" },
  measured: {
    en: "The curves show the loss above the lowest place, the length of the exact gradient, and the distance to the nearest lowest place.",
    zh: "曲线依次为：高出最低点的损失、精确梯度的长度、到最近最低点的距离。",
  },
  measuredFromStart: {
    en: "The curves show the loss, the length of the exact gradient, and the distance from the start: this landscape has no lowest place.",
    zh: "曲线依次为：损失、精确梯度的长度、到起点的距离（此地形没有最低点）。",
  },
  overWeights: { en: "The loss over slope w and intercept b", zh: "以斜率 w 和截距 b 为坐标的损失" },
  overData: {
    en: "The lines over the data; rings: the batch of the one you point at",
    zh: "数据上的直线；圆环为所指优化器这一步的批次",
  },
  bestLine: { en: "least squares", zh: "最小二乘" },
  walking: { en: "Walking", zh: "正在行走" },
  standings: { en: "Where they are now", zh: "当前位置" },
  optimizer: { en: "Optimizer", zh: "优化器" },
  rate: { en: "Rate", zh: "学习率" },
  place: { en: "Place", zh: "位置" },
  left: { en: "left the map", zh: "已离开地图" },
  diverged: { en: "diverged", zh: "已发散" },
  explained: { en: "One optimizer, step by step", zh: "逐步讲解一个优化器" },
  explainedLead: {
    en: "The step about to be taken, in the optimizer’s own formula. On the map: where the gradient and what it remembers push, and the step.",
    zh: "用优化器自己的公式讲解即将迈出的一步。地图上的箭头：梯度与记忆的推动方向，以及这一步本身。",
  },
  explain: { en: "Explain", zh: "讲解" },
  nobody: { en: "Nobody", zh: "不讲解" },
  update: { en: "Update", zh: "更新公式" },
  noNumbers: {
    en: "This update treats both weights together, so its numbers cannot be written weight by weight.",
    zh: "这种更新把两个权重一起处理，无法逐个权重写出数值。",
  },
  ended: { en: "This path has ended before this step.", zh: "这条路径在此步之前已结束。" },
} as const satisfies Record<string, Text>;

export const mapOf = (title: Text): Text => ({
  en: `Map of ${title.en} with level lines, its minima and the paths`,
  zh: `${title.zh}的等高线图，标有极小点和路径`,
});
export const placeSaid = ([one, other]: readonly [string, string], x: string, y: string): Text => ({
  en: `${one} ${x}, ${other} ${y}`,
  zh: `${one} ${x}，${other} ${y}`,
});
export const startOf = (weight: string): Text => ({ en: `Start, ${weight}`, zh: `起点 ${weight}` });
export const batchSaid = (points: number, all: number): Text => {
  if (points >= all) return { en: "sees all points each step", zh: "每步看到全部点" };
  if (points === 1) return { en: "sees one point a step", zh: "每步看到一个点" };
  return { en: `sees ${points} points a step`, zh: `每步看到 ${points} 个点` };
};
export const linesSaid = (lines: string): Text => ({
  en: `The data with the fitted lines: ${lines}`,
  zh: `数据与拟合直线：${lines}`,
});
export const stepOf = (step: string, last: string): Text => ({
  en: `step ${step} of ${last}`,
  zh: `第 ${step} 步，共 ${last} 步`,
});
export const removeOf = (title: Text): Text => ({ en: `Remove ${title.en}`, zh: `移除 ${title.zh}` });
export const speedOf = (speed: string): Text => ({ en: `${speed}/s`, zh: `${speed}/秒` });
export const fitOf = (title: Text): Text => ({ en: `Fit the rate of ${title.en}`, zh: `为${title.zh}自动选取学习率` });
export const inNumbers = (weight: string): Text => ({ en: `In numbers, for ${weight}`, zh: `代入数值：${weight}` });
export const stepNumber = (step: string): Text => ({ en: `Step ${step}`, zh: `第 ${step} 步` });
