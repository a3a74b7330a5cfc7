import type { Text } from "../../language/text.ts";

export const texts = {
  title: { en: "Loss surface", zh: "损失曲面" },
  what: {
    en: "The network’s own loss on a plane through its weights, with the way that training took.",
    zh: "网络自身的损失在一个权重平面上的样子，以及训练走过的路径。",
  },
  show: { en: "Show the surface", zh: "显示损失曲面" },
  again: { en: "Draw again", zh: "重新绘制" },
  close: { en: "Close", zh: "关闭" },
  cancel: { en: "Cancel", zh: "取消" },
  drawing: { en: "Drawing the loss surface", zh: "正在绘制损失曲面" },
  failed: { en: "The surface could not be drawn", zh: "无法绘制损失曲面" },
  plane: { en: "Plane", zh: "平面" },
  path: { en: "Of the path", zh: "路径所在" },
  random: { en: "Random", zh: "随机方向" },
  other: { en: "Other directions", zh: "换一组方向" },
  part: { en: "Loss on", zh: "损失取自" },
  train: { en: "Training part", zh: "训练集" },
  validation: { en: "Validation part", zh: "验证集" },
  turn: {
    en: "Drag to turn. Heights are logarithmic, as the map’s levels are; paths behind a hill are faint.",
    zh: "拖动可旋转。高度取对数，与等高线一致；被山挡住的路径显示较淡。",
  },
  lowest: { en: "lowest of the grid", zh: "网格最低点" },
  kept: { en: "the model that was kept", zh: "保留的模型" },
  alone: {
    en: "Two random directions, each filter as long as the weights’ own. Of the way that led there, nothing else is kept.",
    zh: "两个随机方向，每个滤波器与对应权重等长。通往此处的路径没有保留。",
  },
  ring: { en: "ring: the start; dot: the end", zh: "圆环：起点；圆点：终点" },
  statistics: { en: "Batch statistics stand as they were there.", zh: "批归一化统计量固定为该处的值。" },
  kind: { en: "what", zh: "内容" },
  lane: { en: "lane", zh: "赛道" },
  step: { en: "step", zh: "步" },
  loss: { en: "loss", zh: "损失" },
} as const satisfies Record<string, Text>;

/** Of the plane of the path. */
export const explained = (whole: string, across: string, up: string): Text => ({
  en: `This plane holds ${whole} of the variance of the weights on the way: ${across} to the right, ${up} upwards (first and second principal component).`,
  zh: `此平面包含途中权重方差的 ${whole}：向右 ${across}，向上 ${up}（第一、第二主成分）。`,
});

/** Of two random directions. */
export const explainedAtRandom = (whole: string): Text => ({
  en: `Two random directions, each filter as long as the weights’ own. They hold ${whole} of the variance of the weights on the way, so the path looks short.`,
  zh: `两个随机方向，每个滤波器与对应权重等长。它们只包含途中权重方差的 ${whole}，因此路径看起来很短。`,
});

export const cannotShow = (others: string): Text => ({
  en: `Not shown: the other ${others} directions. The path runs beside this slice; walls and ways out there stay unseen.`,
  zh: `未能展示：其余 ${others} 个方向。真实路径在此切片之外，那里的陡壁与出路都看不到。`,
});

export const measuredOver = (at: {
  readonly examples: string;
  readonly rows: string;
  readonly part: Text;
  readonly side: string;
  readonly backend: string;
  readonly took: string;
}): Text => ({
  en: `Mean loss over ${at.examples} of ${at.rows} examples (${at.part.en.toLowerCase()}) at ${at.side} × ${at.side} places, without dropout; on ${at.backend}, ${at.took}.`,
  zh: `在 ${at.side} × ${at.side} 个位置上，取${at.part.zh} ${at.rows} 个样本中 ${at.examples} 个的平均损失，不含随机失活；${at.backend}，用时 ${at.took}。`,
});

export const centreAt = (step: string, loss: string): Text => ({
  en: `It goes through the weights of step ${step}, at (0, 0), where the loss is ${loss}.`,
  zh: `平面经过第 ${step} 步的权重，即 (0, 0)，该处损失为 ${loss}。`,
});

export const centreOfLane = (lane: string, step: string, loss: string): Text => ({
  en: `It goes through the weights of ${lane} after step ${step}, at (0, 0), where the loss is ${loss}. Of each lane the first run is drawn.`,
  zh: `平面经过 ${lane} 第 ${step} 步的权重，即 (0, 0)，该处损失为 ${loss}。每条赛道画出第一次训练。`,
});

/** Of a run whose model is not its last weights. */
export const modelAt = (step: string): Text => ({
  en: `The model that was kept is that of step ${step}.`,
  zh: `保留的是第 ${step} 步的模型。`,
});

export const mapOf = (name: string): Text => ({
  en: `Map of the loss of ${name} with level lines and the way of its weights`,
  zh: `${name} 的损失等高线图与权重路径`,
});
